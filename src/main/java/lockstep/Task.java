package lockstep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        return all(options, Candidate.dl4j());
    }

    /**
     * The same with the results where those of a comparison with {@code candidate} go.
     */
    static List<Task> all(CommonOptions options, Candidate candidate) throws ConfigException {
        List<Path> files = new ArrayList<>();
        for (Path path : options.configs()) {
            files.addAll(ConfigFiles.in(path));
        }
        List<ExperimentConfig> configs = new ConfigReader(Twins.kinds()).readAll(files);
        List<Task> tasks = new ArrayList<>();
        for (int c = 0; c < files.size(); c++) {
            ExperimentConfig config = configs.get(c);
            Path results = candidate.folder(options.out().resolve(config.name()));
            String resolved = ResolvedConfig.text(config, results);
            tasks.add(new Task(files.get(c), config, new ResultFolder(results, resolved, About.of(config, candidate))));
        }
        return tasks;
    }
}
