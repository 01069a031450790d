package lockstep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import lockstep.config.ConfigException;
import lockstep.config.ConfigFiles;
import lockstep.config.ConfigReader;
import lockstep.config.ExperimentConfig;
import lockstep.config.ResolvedConfig;
import lockstep.dl4j.Twins;
import lockstep.report.ResultFolder;

/** A config that was read, and the folder that was found writable for it. */
record Task(Path file, ExperimentConfig config, ResultFolder folder) {

    /**
     * All configs of a command line, with their results in a folder each under {@code --out}.
     *
     * @throws lockstep.report.UnwritableException if a folder cannot be written
     */
    static List<Task> all(CommonOptions options) throws ConfigException {
        return all(options, UnaryOperator.identity());
    }

    /**
     * The same with the results elsewhere.
     *
     * @param folder where they go, given the folder of the config's
     */
    static List<Task> all(CommonOptions options, UnaryOperator<Path> folder) throws ConfigException {
        List<Path> files = new ArrayList<>();
        for (Path path : options.configs()) {
            files.addAll(ConfigFiles.in(path));
        }
        List<ExperimentConfig> configs = new ConfigReader(Twins.kinds()).readAll(files);
        List<Task> tasks = new ArrayList<>();
        for (int c = 0; c < files.size(); c++) {
            ExperimentConfig config = configs.get(c);
            Path results = folder.apply(options.out().resolve(config.name()));
            String resolved = ResolvedConfig.text(config, results);
            tasks.add(new Task(files.get(c), config, new ResultFolder(results, resolved)));
        }
        return tasks;
    }
}
