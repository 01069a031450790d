package lockstep.config.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lockstep.config.ExperimentConfig;
import lockstep.config.VerifySettings;
import lockstep.data.Data;
import lockstep.data.DataSource;
import lockstep.model.Examples;
import lockstep.model.Run;

/** A run as a config of its own, its examples written out. */
public final class RunConfig {

    private RunConfig() {}

    /**
     * The config as YAML text.
     *
     * @param steps how many of them it verifies
     */
    public static String text(Run run, String name, String description, int steps) {
        return ResolvedConfig.text(of(run, name, description, steps), Path.of(""));
    }

    /** The config itself. */
    public static ExperimentConfig of(Run run, String name, String description, int steps) {
        Examples examples = run.examples();
        DataSource.Inline rows = DataSource.Inline.of(examples);
        return new ExperimentConfig(
                name,
                description,
                new Data(rows, examples),
                List.of(run),
                new VerifySettings(steps, run.network().precision().tolerance()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
