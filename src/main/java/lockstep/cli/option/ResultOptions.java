package lockstep.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where results go, and how many runs are computed at a time. */
public final class ResultOptions {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "Where the results go: into DIR/NAME, NAME being the config's (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("results");

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Arguments.Count.class,
            description =
                    "How many runs are computed at a time (default: the machine's cores). No result depends on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    public Path out() {
        return out;
    }

    public int threads() {
        return threads;
    }
}
