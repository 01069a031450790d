package lockstep.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.cli.CommonOptions;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigFiles;
import lockstep.config.file.ConfigReader;
import lockstep.config.file.ResolvedConfig;
import lockstep.dl4j.Twins;
import lockstep.results.ResultFolder;
import lockstep.yaml.ConfigException;

/** A config that was read, and the folder that was found writable for it. */
public record Task(Path file, ExperimentConfig config, ResultFolder folder) {

    /**
     * All configs of a command line, with their results in a folder each under {@code --out}.
     *
     * @throws lockstep.results.UnwritableException if a folder cannot be written
     */
    public static List<Task> all(CommonOptions options) throws ConfigException {
        return withFolders(options, configs(options), Candidate.dl4j());
    }

    /** All configs of a command line, by the files that they were read from; nothing is written. */
    public static Map<Path, ExperimentConfig> configs(CommonOptions options) throws ConfigException {
        List<Path> files = new ArrayList<>();
        for (Path path : options.configs()) {
            files.addAll(ConfigFiles.in(path));
        }
        List<ExperimentConfig> read = new ConfigReader(Twins.kinds(), ScalarSide.FAULTS).readAll(files);
        Map<Path, ExperimentConfig> configs = new LinkedHashMap<>();
        for (int c = 0; c < files.size(); c++) {
            configs.put(files.get(c), read.get(c));
        }
        return configs;
    }

    /**
     * Makes the folders.
     *
     * @param candidate whose comparison the results will be of: it says where they go
     * @throws lockstep.results.UnwritableException if a folder cannot be written
     */
    public static List<Task> withFolders(
            CommonOptions options, Map<Path, ExperimentConfig> configs, Candidate candidate) {
        List<Task> tasks = new ArrayList<>();
        configs.forEach((file, config) -> {
            Path results = candidate.folder(options.out().resolve(config.name()));
            String resolved = ResolvedConfig.text(config, results);
            tasks.add(new Task(file, config, new ResultFolder(results, resolved, About.of(config, candidate))));
        });
        return tasks;
    }
}
