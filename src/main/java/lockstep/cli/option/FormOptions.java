package lockstep.cli.option;

import java.util.Optional;
import lockstep.config.Overrides;
import lockstep.model.Precision;
import lockstep.optim.Convention;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The arguments that say what of a config the candidate has in another form. */
public final class FormOptions {

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            converter = Arguments.OfPrecision.class,
            description =
                    "What the candidate computes in: double, float or bfloat16 (default: the config's precision, or"
                            + " double).")
    private @Nullable Precision precision;

    @Option(
            names = "--like",
            paramLabel = "LIBRARY",
            converter = Arguments.OfConvention.class,
            description =
                    "Whose optimizers the candidate has: pytorch, keras, tfjs, optax, sklearn, encog, convnetjs or dl4j"
                            + " (docs/conventions.md; default: the config's `like`, or dl4j).")
    private @Nullable Convention like;

    public Overrides overrides() {
        return new Overrides(Optional.ofNullable(precision), Optional.ofNullable(like));
    }
}
