package lockstep.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.config.ExperimentConfig;
import lockstep.config.Overrides;
import lockstep.config.file.ConfigFiles;
import lockstep.config.file.ConfigReader;
import lockstep.config.file.ResolvedConfig;
import lockstep.jobs.ScalarEngines;
import lockstep.program.TraceFile;
import lockstep.results.ResultFolder;
import lockstep.work.Progress;
import lockstep.yaml.ConfigException;

/** A config that was read, and the folder that was found writable for it. */
public record Task(Path file, ExperimentConfig config, ResultFolder folder) {

    /**
     * Reads configs; nothing is written.
     *
     * @param paths files, and folders of them
     * @param overrides what of the candidate is not as its config says
     * @param display sees the reading of large files
     * @return the configs, by their files
     */
    public static Map<Path, ExperimentConfig> configs(List<Path> paths, Overrides overrides, Progress.Display display)
            throws ConfigException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            files.addAll(ConfigFiles.in(path));
        }
        List<ExperimentConfig> read = new ConfigReader(ScalarEngines.FAULTS, overrides, display).readAll(files);
        Map<Path, ExperimentConfig> configs = new LinkedHashMap<>();
        for (int c = 0; c < files.size(); c++) {
            configs.put(files.get(c), read.get(c));
        }
        return configs;
    }

    /** The config of a trace, by its file. */
    public static Map<Path, ExperimentConfig> config(TraceFile trace) throws ConfigException {
        return Map.of(trace.path(), TraceRun.config(trace));
    }

    /**
     * Makes a folder for each config's results.
     *
     * @param out where they go, each under its config's name
     * @param candidate what the scalar network is compared with: it chooses a subfolder from there
     * @throws lockstep.results.file.UnwritableException if a folder cannot be written
     */
    public static List<Task> withFolders(Map<Path, ExperimentConfig> configs, Path out, Candidate candidate) {
        List<Task> tasks = new ArrayList<>();
        configs.forEach((file, config) -> {
            Path results = candidate.folder(out.resolve(config.name()));
            String resolved = ResolvedConfig.text(config, results);
            tasks.add(new Task(file, config, new ResultFolder(results, resolved, About.of(config, candidate))));
        });
        return tasks;
    }
}
