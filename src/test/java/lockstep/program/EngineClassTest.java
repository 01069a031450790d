package lockstep.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Tolerance;
import lockstep.parity.ParityCheck;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.scalar.ScalarNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a mistake in a user's Java class could look like one in Lockstep. */
public class EngineClassTest { // public for the class that a test compiles

    /** A right network, by way of the scalar one. */
    public static class Right implements Engine {

        final ScalarNetwork inner;

        public Right(NetworkSpec network) {
            this.inner = new ScalarNetwork(network);
        }

        @Override
        public void loadWeights(double[] weights) {
            inner.loadWeights(weights);
        }

        @Override
        public void readWeights(double[] into) {
            inner.readWeights(into);
        }

        @Override
        public double step(Batch batch) {
            return inner.step(batch);
        }

        @Override
        public void readGradient(double[] into) {
            inner.readGradient(into);
        }

        @Override
        public double loss(Batch batch) {
            return inner.loss(batch);
        }

        @Override
        public void readOutputs(Batch batch, double[] into) {
            inner.readOutputs(batch, into);
        }

        @Override
        public Optional<Rule> newRule(int n) {
            return inner.newRule(n);
        }
    }

    /** Fails at its third step. */
    public static final class OutOfBounds extends Right {

        private final double[] losses = new double[2];
        private int step;

        public OutOfBounds(NetworkSpec network) {
            super(network);
        }

        @Override
        public double step(Batch batch) {
            losses[step] = super.step(batch);
            return losses[step++];
        }
    }

    public static final class Unfinished extends Right {
        public Unfinished(NetworkSpec network) {
            super(network);
            throw new UnsupportedOperationException("to do");
        }
    }

    /** Nobody can make one. */
    public static final class Hidden extends Right {
        Hidden(NetworkSpec network) {
            super(network);
        }
    }

    @Test
    void aClassAgrees() {
        Verdict verdict = judge(EngineClass.load(Right.class.getName(), List.of()));
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.AGREE);
        assertThat(verdict.findings()).allMatch(Finding::judged);
    }

    @Test
    void aClassOfAFolderOrAJarIsFound(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("Mine.java"), """
                public class Mine extends %s {
                    public Mine(lockstep.model.NetworkSpec network) {
                        super(network);
                    }
                }
                """.formatted(Right.class.getCanonicalName()));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(status).isZero();

        EngineClass mine = EngineClass.load("Mine", List.of(folder));
        assertThat(mine.name()).isEqualTo("Mine");
        assertThat(judge(mine).kind()).isEqualTo(Verdict.Kind.AGREE);
    }

    @Test
    void whatItThrowsIsAVerdict() {
        Finding finding =
                judge(EngineClass.load(OutOfBounds.class.getName(), List.of())).decisive();
        assertThat(finding.rung()).isEqualTo(Rung.LOCKED);
        assertThat(finding.step()).isEqualTo(2);
        assertThat(finding.note())
                .startsWith(
                        "OutOfBounds: step threw java.lang.ArrayIndexOutOfBoundsException: Index 2 out of bounds for"
                                + " length 2, at lockstep.program.EngineClassTest$OutOfBounds.step(EngineClassTest.java:");

        Finding atOnce =
                judge(EngineClass.load(Unfinished.class.getName(), List.of())).decisive();
        assertThat(atOnce.rung()).isEqualTo(Rung.WEIGHTS);
        assertThat(atOnce.note())
                .startsWith("Unfinished: its constructor threw java.lang.UnsupportedOperationException: to do, at ");
    }

    @Test
    void whatCannotBeUsedIsToldBeforeAnythingIsRun(@TempDir Path folder) throws IOException {
        assertRefused("no.such.Network", List.of(), "found no class no.such.Network; the class path is empty");
        assertRefused("Net", List.of(folder), "found no class Net; looked in " + folder);
        Path none = folder.resolve("none.jar");
        assertRefused("Net", List.of(none), "the class path has " + none + ", which does not exist");
        assertRefused(
                "java.lang.String",
                List.of(),
                "the class java.lang.String is no engine; expected it to implement lockstep.model.Engine");
        for (String name : List.of(Hidden.class.getName(), Engine.class.getName())) {
            assertRefused(
                    name,
                    List.of(),
                    "the class " + name
                            + " cannot be used; expected a public class with a public constructor that takes a"
                            + " lockstep.model.NetworkSpec");
        }
        Files.writeString(folder.resolve("Net.class"), "no class");
        assertThatThrownBy(() -> EngineClass.load("Net", List.of(folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the class Net cannot be loaded: java.lang.ClassFormatError");
    }

    private static void assertRefused(String name, List<Path> classPath, String message) {
        assertThatThrownBy(() -> EngineClass.load(name, classPath))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Verdict judge(EngineClass candidate) {
        return new ParityCheck(new Tolerance(1e-12, 1e-12), 5)
                .judge(ExamplePrograms.DENSE, ControlNetwork::new, candidate, Progress.NONE)
                .verdict();
    }
}
