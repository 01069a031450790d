package lockstep;

import java.nio.file.Path;
import lockstep.config.ExperimentConfig;
import lockstep.report.ResultFolder;

/**
 * A config that was read, and the folder that was found writable for it.
 *
 * @param resolved the config with every number spelled out
 */
record Task(Path file, ExperimentConfig config, String resolved, ResultFolder folder) {}
