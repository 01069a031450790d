package lockstep.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.optim.Momentum;
import lockstep.optim.Optimizer;
import lockstep.parity.Parity;
import lockstep.parity.ParityCheck;
import lockstep.scalar.ControlNetwork;
import lockstep.work.Progress;

/** The shipped example programs, as they are and changed, and small runs to judge programs on. */
final class ExamplePrograms {

    static final Path PYTHON = Path.of("examples", "bpnn.py");
    static final Path JAVASCRIPT = Path.of("examples", "bpnn.mjs");

    /** Longer than any right program takes, on however slow a machine. */
    static final Duration LONG = Duration.ofSeconds(60);

    /** A 3-4-4 network with every bias, batches of 2 with one left over, momentum: where every classic fault shows. */
    static final Run DENSE = dense(new Momentum(0.1, 0.9), Reduction.MEAN);

    private ExamplePrograms() {}

    static Run dense(Optimizer optimizer, Reduction reduction) {
        Init init = new Init.Uniform(-0.5, 0.5);
        return run(
                List.of(
                        new LayerSpec(4, Activation.SIGMOID, true, init),
                        new LayerSpec(4, Activation.TANH, true, init)),
                optimizer,
                reduction,
                2);
    }

    /** Five examples of three inputs, and as many targets as the last layer has units, up to four. */
    static Run run(List<LayerSpec> layers, Optimizer optimizer, Reduction reduction, int batchSize) {
        return run(layers, Loss.HALF_SQUARED_ERROR, optimizer, reduction, batchSize);
    }

    static Run run(List<LayerSpec> layers, Loss loss, Optimizer optimizer, Reduction reduction, int batchSize) {
        double[][] inputs = {{0.3, -0.7, 0.2}, {-0.5, 0.4, 0.9}, {0.8, 0.1, -0.6}, {-0.2, -0.9, 0.5}, {0.6, 0.7, -0.1}};
        double[][] targets = {
            {0.5, -0.3, 0.1, 0.7},
            {-0.4, 0.6, 0.2, -0.1},
            {0.3, 0.1, -0.6, 0.4},
            {-0.7, -0.2, 0.5, 0.3},
            {0.2, 0.8, -0.4, -0.5}
        };
        int outputs = layers.get(layers.size() - 1).units();
        for (int row = 0; row < targets.length; row++) {
            targets[row] = java.util.Arrays.copyOf(targets[row], outputs);
        }
        NetworkSpec network = new NetworkSpec(3, layers, loss, reduction, optimizer);
        return new Run("run", network, Examples.of(inputs, targets), batchSize, false, 1);
    }

    static Parity judge(Run run, int steps, Program program) {
        Precision precision = run.network().precision();
        Tolerance tolerance = precision == Precision.DOUBLE ? new Tolerance(1e-12, 1e-12) : precision.tolerance();
        return new ParityCheck(tolerance, steps).judge(run, ControlNetwork::new, program, Progress.NONE);
    }

    static Program program(String command) {
        return new Program(command, LONG, LONG);
    }

    /** A program that is given so long for an answer, to its first request too. */
    static Program impatient(String command, int millis) {
        return new Program(command, Duration.ofMillis(millis), Duration.ofMillis(millis));
    }

    static Program python() {
        return program("python3 " + PYTHON);
    }

    /** The Python example with something replaced: {@code old, new, old, new, ...}; each old text stands there once. */
    static Program changedPython(Path folder, String... replacements) {
        return program(commandOfChanged(folder, replacements));
    }

    /** Writes the same, and gives the command that starts it. */
    static String commandOfChanged(Path folder, String... replacements) {
        return "python3 " + changed(PYTHON, folder, replacements);
    }

    /** Writes a program with something replaced into a folder; each old text stands there once. */
    static Path changed(Path program, Path folder, String... replacements) {
        try {
            String text = Files.readString(program);
            for (int r = 0; r < replacements.length; r += 2) {
                String old = replacements[r];
                if (text.split(java.util.regex.Pattern.quote(old), -1).length != 2) {
                    throw new IllegalArgumentException(program + " has to have this once: " + old);
                }
                text = text.replace(old, replacements[r + 1]);
            }
            return Files.writeString(folder.resolve("changed-" + program.getFileName()), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a command of this name can be run. */
    static boolean isThere(String command) {
        try {
            program(command + " --version && cat")
                    .startingWeights(DENSE.network(), DENSE.start().weights());
            return true;
        } catch (Program.NoProgramException e) {
            return false;
        }
    }
}
