package lockstep.config.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lockstep.work.Reason;
import lockstep.yaml.ConfigException;
import lockstep.yaml.ConfigProblem;

/** The configs at a path on the command line. */
public final class ConfigFiles {

    private ConfigFiles() {}

    /**
     * The file itself, or the .yaml and .yml files of a folder (not of the folders in it), sorted by name. Hidden ones are left
     * out: editors and macOS put them there.
     */
    public static List<Path> in(Path path) throws ConfigException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> configs = files.filter(ConfigFiles::isYaml)
                    .filter(file -> !Files.isDirectory(file))
                    .sorted()
                    .toList();
            if (configs.isEmpty()) {
                throw problem(path, "found a folder without a .yaml file, expected configs in it");
            }
            return configs;
        } catch (IOException e) {
            throw problem(path, "found a folder that cannot be read (" + Reason.of(e) + "), expected configs in it");
        }
    }

    private static boolean isYaml(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }

    private static ConfigException problem(Path path, String message) {
        return new ConfigException(List.of(new ConfigProblem(path.toString(), 0, 0, message)));
    }
}
