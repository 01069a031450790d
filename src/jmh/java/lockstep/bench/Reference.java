package lockstep.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import lockstep.bench.Workload.Rule;

/** What others make of the same networks outside the JVM: a program under {@code src/jmh}, compiled on the spot. */
enum Reference {
    /** Loops in C, for the compiler to make the best of. */
    C(List.of("network.c", "-ffast-math", "-lm")),
    /** Products of matrices, of batches only. */
    OPENBLAS(List.of("blas.c", "-ffast-math", "-lopenblas", "-lm")),
    FANN(List.of("fann.c", "-ldoublefann", "-lm")),
    PYTORCH(List.of());

    /**
     * The kernels that OpenBLAS may use: its own choice, and, because it takes a processor that is newer than itself for one of
     * 2004, those of the newest that it knows. The fastest counts.
     */
    private static final List<String> KERNELS = List.of("", "Haswell", "SkylakeX", "Zen");

    /** The file, then what the compiler is told. */
    private final List<String> source;

    Reference(List<String> source) {
        this.source = source;
    }

    boolean can(Workload workload, Rule rule) {
        return switch (this) {
            case C, PYTORCH -> true;
            case OPENBLAS -> rule == Rule.SGD && workload.batch > 1;
            case FANN -> rule == Rule.SGD;
        };
    }

    /** How it is started, or nothing where it is not installed. */
    List<String> command(Path project) throws IOException {
        if (this == PYTORCH) {
            String program = project.resolve("src/jmh/python/pytorch.py").toString();
            for (String python : List.of("python3", "/usr/bin/python3")) {
                if (output(List.of(python, "-c", "import torch"), "") != null) {
                    return List.of(python, program);
                }
            }
            return List.of();
        }
        Path program = Files.createDirectories(project.resolve("target")).resolve(name().toLowerCase(Locale.ROOT));
        List<String> compiler = new ArrayList<>(List.of("gcc", "-O3", "-march=native", "-o", program.toString()));
        compiler.add(project.resolve("src/jmh/c").resolve(source.get(0)).toString());
        compiler.addAll(source.subList(1, source.size()));
        return output(compiler, "") == null ? List.of() : List.of(program.toString());
    }

    /** Microseconds a step. */
    OptionalDouble microseconds(List<String> started, Workload workload, Rule rule) {
        if (started.isEmpty() || !can(workload, rule)) {
            return OptionalDouble.empty();
        }
        List<String> command = new ArrayList<>(started);
        command.add(workload.activation.key());
        command.add(rule.name().toLowerCase(Locale.ROOT));
        command.add(String.valueOf(workload.batch));
        for (int width : workload.widths) {
            command.add(String.valueOf(width));
        }
        OptionalDouble fastest = OptionalDouble.empty();
        for (String kernel : this == OPENBLAS ? KERNELS : List.of("")) {
            String output = output(command, kernel);
            if (output != null) {
                double time = Double.parseDouble(output.strip().split(" ", -1)[0]);
                fastest = OptionalDouble.of(Math.min(time, fastest.orElse(time)));
            }
        }
        return fastest;
    }

    /** What the command printed, or null if it could not be run. */
    static String output(List<String> command) {
        return output(command, "");
    }

    @SuppressWarnings("NullAway")
    private static String output(List<String> command, String kernel) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("OPENBLAS_CORETYPE");
        if (!kernel.isEmpty()) {
            builder.environment().put("OPENBLAS_CORETYPE", kernel);
        }
        try {
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output : null;
        } catch (IOException e) {
            return null; // no such program
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
