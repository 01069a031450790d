package lockstep.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import lockstep.bench.Workload.Rule;

/** The same loops in C: {@code src/jmh/c/network.c}, compiled on the spot. */
final class Reference {

    private final Path program;
    private final boolean compiled;

    /**
     * @param source network.c
     * @param folder where the compiled program goes
     */
    Reference(Path source, Path folder) {
        this.program = folder.resolve("network").toAbsolutePath();
        this.compiled = new File(folder.toString()).isDirectory()
                && output(List.of(
                                "gcc",
                                "-O3",
                                "-march=native",
                                "-ffast-math",
                                "-o",
                                program.toString(),
                                source.toString(),
                                "-lm"))
                        != null;
    }

    /** Microseconds a step, or nothing where there is no gcc. */
    OptionalDouble microseconds(Workload workload, Rule rule) {
        if (!compiled) {
            return OptionalDouble.empty();
        }
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                workload.activation.key(),
                rule.name().toLowerCase(Locale.ROOT),
                String.valueOf(workload.batch)));
        for (int width : workload.widths) {
            command.add(String.valueOf(width));
        }
        String output = output(command);
        return output == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(output.split(" ", -1)[0]));
    }

    /** What the command printed, or null if it could not be run. */
    @SuppressWarnings("NullAway")
    static String output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output : null;
        } catch (IOException e) {
            return null; // no such program
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
