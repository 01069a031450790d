package lockstep.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lockstep.config.ExperimentConfig;
import lockstep.model.Batches;
import lockstep.model.Run;
import lockstep.optim.BpnnMomentum;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a config could claim to be bpnn.py's demo and start somewhere else. */
class ShippedConfigsTest {

    private static final Path CONFIGS = Path.of("configs");
    private static final Path MNIST = CONFIGS.resolve("data/mnist.yaml");
    private static final String SCHEMA = "# yaml-language-server: $schema=";

    static Stream<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.walk(CONFIGS)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    static Stream<Path> complete() throws IOException {
        return shipped().filter(file -> !file.equals(MNIST));
    }

    /** The weights that CPython draws after random.seed(0), in bpnn.py's order. */
    @Test
    void bpnnStartsWhereBpnnPyStarts() throws ConfigException {
        Run run = shipped("bpnn").anyRun();

        assertThat(run.start().weights())
                .containsExactly(
                        .13776874061001926,
                        .10318176117612099, // from the first input to the hidden units
                        -.031771367667662004,
                        -.09643329988281467, // from the second
                        .004509888547443414,
                        -.03802634501983429, // the hidden units' biases
                        1.1351943561390905,
                        -.7867490956842902); // to the output, which has no bias
        assertThat(run.network().optimizer()).isEqualTo(new BpnnMomentum(0.5, 0.1));
        assertThat(run.batchSize()).isEqualTo(1);
    }

    /** A batch of one left over, and a square layer: without them some faults do not show. */
    @Test
    void denseHasARaggedBatchAndASquareLayer() throws ConfigException {
        Run run = shipped("dense").anyRun();

        assertThat(run.network().shape()).isEqualTo("3-4-4");
        assertThat(run.network().layers()).allMatch(layer -> layer.bias());
        Batches batches = run.start().batches();
        assertThat(List.of(
                        batches.next().size(),
                        batches.next().size(),
                        batches.next().size()))
                .containsExactly(2, 2, 1);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void anEditorFindsTheSchema(Path file) throws IOException {
        String first = Files.readAllLines(file).get(0);
        assertThat(first).startsWith(SCHEMA);
        assertThat(file.resolveSibling(first.substring(SCHEMA.length())).normalize())
                .isEqualTo(Path.of("configs", "schema.json"))
                .exists();
    }

    /** Its files are the user's own, and no test has them. */
    @Test
    void mnistSaysWhichFileIsNotThere() {
        assertThatThrownBy(() -> ConfigTexts.READER.read(MNIST))
                .hasMessage(MNIST
                        + ":8:11: configs/data/mnist/train-images-idx3-ubyte.gz: found no such file, expected an IDX"
                        + " file of images");
    }

    /** {@code configs/optimizers/iris.yaml}: {@code optimizers-iris}; {@code configs/chapter/gates/gate-or.yaml}: {@code chapter-gate-or}. */
    @ParameterizedTest
    @MethodSource("complete")
    void itsResultsAreFoundUnderItsOwnName(Path file) throws ConfigException {
        Path path = CONFIGS.relativize(file);
        Path named = path.startsWith("chapter")
                ? Path.of("chapter", file.getFileName().toString())
                : path;
        assertThat(named.toString().replace(file.getFileSystem().getSeparator(), "-"))
                .isEqualTo(ConfigTexts.READER.read(file).name() + ".yaml");
    }

    private static ExperimentConfig shipped(String name) throws ConfigException {
        return ConfigTexts.READER.read(Path.of("configs", name + ".yaml"));
    }
}
