package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import lockstep.model.Activation;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Heuristics;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.optim.Momentum;
import lockstep.optim.OptimizerKind;
import lockstep.scalar.ScalarNetwork;
import lockstep.upkeep.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it an exported program could train another network than the one that was verified. */
class ExportedProgramTest {

    /** Those that DL4J has by itself. */
    private static final List<OptimizerKind> KINDS = List.of(
            OptimizerKind.SGD,
            OptimizerKind.NESTEROV,
            OptimizerKind.ADAGRAD,
            OptimizerKind.RMSPROP,
            OptimizerKind.ADADELTA,
            OptimizerKind.ADAM,
            OptimizerKind.ADAMAX,
            OptimizerKind.NADAM,
            OptimizerKind.AMSGRAD);

    private static final int STEPS = 40;

    @TempDir
    Path folder;

    @Test
    void itsLossesAreDl4js() throws Exception {
        compare(5);
    }

    @Tag("exhaustive")
    @Test
    void itsLossesAreDl4jsForMany() throws Exception {
        compare(50);
    }

    @Test
    void whatDl4jHasNotIsNamedAtOnce() {
        Run run = runs().of(0);
        Run ours = run.withNetwork(run.network().withHeuristics(new Heuristics(0.1, 0.0)))
                .withOptimizer(new Momentum(0.1, 0.9))
                .in(Precision.BFLOAT16);

        assertThatThrownBy(() -> ExportedProgram.text("Program", ours, 1))
                .isInstanceOf(UnsupportedNetworkException.class)
                .hasMessage("""
                        This network is no program of DL4J's alone:
                          optimizer momentum: DL4J has no such updater, or none that trains
                          flat_spot or error_dead_zone: DL4J has neither
                          precision bfloat16: DL4J does not train in it on a CPU""");
    }

    private static RandomRuns runs() {
        return new RandomRuns(KINDS, ScalarNetwork::new, 1);
    }

    private void compare(int count) throws Exception {
        int compared = 0;
        for (int seed = 0; compared < count; seed++) {
            Run any = runs().of(seed);
            Run drawn = any.withNetwork(any.network().withHeuristics(Heuristics.NONE));
            if (drawn.network().layers().stream().anyMatch(layer -> layer.activation() == Activation.STEP)) {
                continue; // DL4J has none
            }
            Run run = seed % 2 == 0 ? drawn : drawn.in(Precision.FLOAT);
            assertThat(exported("Program" + seed, run)).as("seed %d", seed).containsExactly(dl4j(run));
            compared++;
        }
    }

    private static double[] dl4j(Run run) {
        Run.Start start = run.start();
        Batches batches = start.batches();
        double[] losses = new double[STEPS];
        try (Engine engine = new Dl4jNetwork(run.network())) {
            engine.loadWeights(start.weights());
            for (int step = 0; step < STEPS; step++) {
                losses[step] = engine.step(batches.next());
            }
        }
        return losses;
    }

    private double[] exported(String name, Run run) throws IOException, ReflectiveOperationException {
        Path source = Files.writeString(folder.resolve(name + ".java"), ExportedProgram.text(name, run, STEPS));
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + folder;
        int failed = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        classPath,
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(failed).as(name).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            return (double[]) loader.loadClass(name).getMethod("train").invoke(null);
        }
    }
}
