package lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.cli.Main;
import lockstep.work.Interruption;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/** Without it a stranger's model could run a stranger's code: DL4J reads parts of its files by Java's serialization. */
class UntrustedModelTest {

    private static final AtomicBoolean RAN = new AtomicBoolean();

    @TempDir
    private Path folder;

    private Path zip = Path.of("");
    private DataSet data = new DataSet();

    /** What is done by a class that a file names. */
    static final class Probe implements Serializable {

        private static final long serialVersionUID = 1;

        Probe() {
            RAN.set(true);
        }

        private void readObject(ObjectInputStream in) {
            RAN.set(true);
        }
    }

    @BeforeEach
    void aModelAndItsData() throws IOException {
        zip = folder.resolve("model.zip");
        ModelSerializer.writeModel(UserNetworks.network(UserNetworks.quickstart(DataType.DOUBLE)), zip.toFile(), true);
        data = UserNetworks.data(DataType.DOUBLE, 8, UserNetworks.INPUTS, UserNetworks.OUTPUTS);
    }

    /** DL4J's oldest releases put a preprocessor there. */
    @Test
    void aPreprocessorIsNotRead() throws IOException {
        put("preprocessor.bin", serialized(new Probe()));

        assertThat(verify())
                .contains("model.zip: DL4J cannot read a MultiLayerNetwork there (filter status: REJECTED)");
        assertThat(RAN).isFalse();
    }

    @Test
    void remarksOnExamplesAreNotRead() {
        data.setExampleMetaData(List.of(new Probe()));
        RAN.set(false);

        assertThat(verify()).contains("examples.bin: found a file that DL4J cannot read");
        assertThat(RAN).isFalse();
    }

    @Test
    void theNamesOfLabelsAre() {
        data.setLabelNames(Arrays.asList("red", "green", "blue", "grey"));

        assertThat(verify()).contains("verified against the model");
    }

    /** {@code configuration.json} names the classes of layers, updaters, activations and losses. */
    @Test
    void aClassThatIsNoLayerIsNotMade() throws IOException {
        String json = entry("configuration.json");
        String layer = "org.deeplearning4j.nn.conf.layers.DenseLayer";
        assertThat(json).contains(layer);
        put("configuration.json", json.replace(layer, Probe.class.getName()).getBytes(StandardCharsets.UTF_8));

        assertThat(verify()).contains("DL4J cannot read a MultiLayerNetwork there");
        assertThat(RAN).isFalse();
    }

    /** In a JVM of its own, which tells what it loads: docs/security.md says that no input gets to these. */
    @Test
    void noInputGetsToTheReadersOfYamlXmlAndProtobuf() throws IOException, InterruptedException {
        Path loaded = folder.resolve("classes");
        data.save(folder.resolve("examples.bin").toFile());
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@jvm.flags",
                        "-Xlog:class+load:file=" + loaded,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "lockstep.cli.Main",
                        "verify",
                        zip.toString(),
                        "--data",
                        folder.resolve("examples.bin").toString(),
                        "--out",
                        folder.resolve("out").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());

        assertThat(builder.start().waitFor()).isZero();
        assertThat(Files.readString(loaded))
                .contains("org.nd4j.shade.jackson.databind.ObjectMapper ")
                .doesNotContain(
                        "org.nd4j.shade.yaml.",
                        "org.nd4j.shade.wstx.",
                        "org.nd4j.shade.codehaus.",
                        "protobuf.CodedInputStream ");
    }

    private String verify() {
        Path examples = folder.resolve("examples.bin");
        data.save(examples.toFile());
        RAN.set(false);
        StringWriter said = new StringWriter();
        Main.commandLine(new Interruption())
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(
                        "verify",
                        zip.toString(),
                        "--data",
                        examples.toString(),
                        "--out",
                        folder.resolve("out").toString());
        return said.toString();
    }

    private void put(String name, byte[] content) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            Files.write(files.getPath(name), content);
        }
    }

    private String entry(String name) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            return Files.readString(files.getPath(name));
        }
    }

    private static byte[] serialized(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }
}
