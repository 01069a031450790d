package lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.UserNetworks.Fault;
import lockstep.cli.Main;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigReader;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.dl4j.Fit;
import lockstep.dl4j.UserNetwork;
import lockstep.work.Interruption;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Without it a saved network could be called wrong for what the zip, or the way from it to a config, has lost. */
class ModelTest {

    private record Ended(int status, String out, String err) {}

    @TempDir
    private Path folder;

    @Test
    void aSavedNetworkIsVerifiedWithCsvAndBin() throws Exception {
        for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
            MultiLayerNetwork network = UserNetworks.network(UserNetworks.quickstart(type));
            DataSet data = data(type);
            Path fresh = zip(network, "fresh.zip");
            Fit.safely(() -> network.fit(UserNetworks.batches(data, 16), 2));
            Path trained = zip(network, "trained.zip");
            File bin = folder.resolve("rows.bin").toFile();
            data.save(bin);

            Ended csv = run("verify", fresh, "--data", csv(data, false));
            Ended header = run("verify", trained, "--data", csv(data, true));
            Ended saved = run("verify", trained, "--data", bin);

            for (Ended ended : List.of(csv, header, saved)) {
                assertThat(ended.err).isEmpty();
                assertThat(ended.out).contains("verified against the model", " over 100 steps", "nesterov   agree ");
                assertThat(ended.status).isZero();
            }
            assertThat(folder.resolve("out/trained/verdicts.csv")).exists();
        }
    }

    /** A class of each row, in the last column: as many as there are outputs. */
    @Test
    void theLastColumnMayBeAClass() throws Exception {
        Path zip = zip(UserNetworks.network(UserNetworks.quickstart(DataType.FLOAT)), "classes.zip");
        String inputs = String.join(",", Collections.nCopies(UserNetworks.INPUTS, "0.5"));
        Path rows = folder.resolve("classes.csv");
        Files.write(rows, List.of(inputs + ",red", inputs + ",blue", inputs + ",green", inputs + ",grey"));

        assertThat(run("verify", zip, "--data", rows).status).isZero();

        Files.write(rows, List.of(inputs + ",red", inputs + ",blue"));
        assertThat(run("verify", zip, "--data", rows).err).contains("found 2 classes, expected 4");
        Files.write(rows, List.of(inputs, inputs));
        assertThat(run("verify", zip, "--data", rows))
                .isEqualTo(
                        new Ended(
                                2,
                                "",
                                rows
                                        + ": found 20 columns, expected 24: 20 inputs, then 4 targets; or 21, the last one of classes\n"));
    }

    /** The zip's own AdaGrad has lost its schedule in DL4J's copy, and so its rate: what is read back is refused, not guessed. */
    @Test
    void whatHasNoWordIsRefused() throws Exception {
        MultiLayerNetwork recurrent = UserNetworks.network(new NeuralNetConfiguration.Builder()
                .updater(new AdaGrad(0.1))
                .list()
                .layer(new LSTM.Builder().name("memory").nIn(2).nOut(2).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nIn(2)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        Path zip = zip(recurrent, "recurrent.zip");

        Ended ended = run("import", zip);

        assertThat(ended.status).isEqualTo(2);
        assertThat(ended.err).isEqualTo("""
                        Lockstep cannot check this network:
                          layer 1, `memory` (LSTM): Lockstep checks dense and output layers
                          layer 2, `layer1` (RnnOutputLayer): Lockstep checks dense and output layers
                          layer 2, `layer1` (RnnOutputLayer): the network ends without a loss; expected an OutputLayer or a LossLayer at its end
                        """);
        assertThat(run("import", folder.resolve("none.zip")).err).contains("none.zip: found no such file");
        Files.writeString(folder.resolve("text.zip"), "no zip");
        assertThat(run("import", folder.resolve("text.zip")).err)
                .contains("text.zip: DL4J cannot read a MultiLayerNetwork there");
    }

    @Test
    void aModelIsVerifiedByItself() throws Exception {
        Path zip = zip(UserNetworks.network(UserNetworks.quickstart(DataType.FLOAT)), "alone.zip");
        assertThat(run("verify", zip).err).contains("a model.zip is verified by itself, with --data");
        assertThat(run("verify", "configs/xor.yaml", "--data", zip).err).contains("is verified by itself");
    }

    /** The config, the right one's own, says what each wrong one had to compute; the right one does. */
    @ParameterizedTest
    @EnumSource
    void aModelIsHeldAgainstAConfig(Fault fault) throws Exception {
        for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
            Path rows = csv(data(type), false);
            Path right = zip(UserNetworks.network(fault.right(type)), "right.zip");
            Path config = folder.resolve("right.yaml");
            Files.writeString(config, run("import", right, "--weights", folder, "--data", rows).out);
            Path wrong = zip(UserNetworks.network(fault.wrong(type)), "wrong.zip");

            Ended agrees = run("verify", config, "--against", right);
            Ended ended = run("verify", config, "--against", wrong);

            assertThat(agrees.status).as(agrees.toString()).isZero();
            assertThat(ended.status).as(ended.toString()).isOne();
            assertThat(ended.out)
                    .contains("verified against the model", "disagree ")
                    .containsPattern("rung\\s+" + fault.rung() + ",")
                    .containsPattern(
                            fault.rung().equals("rule")
                                    ? "update\\[[0-9]+\\]"
                                    : "layer\\s+[12](,|\\s+shows\\s+it\\s+at)\\s+(gradient\\s+of|new)\\s+(weight|bias)\\[");
        }
    }

    @Test
    void aModelIsHeldAgainstAConfigOfItsOwnKind() throws Exception {
        Path zip = zip(UserNetworks.network(UserNetworks.quickstart(DataType.FLOAT)), "model.zip");
        Path config = folder.resolve("model.yaml");
        Files.writeString(
                config, run("import", zip, "--weights", folder, "--data", csv(data(DataType.FLOAT), false)).out);

        assertThat(run("verify", config, "--against", zip, "--precision", "double"))
                .isEqualTo(new Ended(
                        2, "", config + ": found precision double, expected float, the model's: --precision float\n"));
        assertThat(run("verify", "configs/xor.yaml", "--against", zip).err)
                .contains("is of one run; found the optimizers");
        assertThat(run("verify", "configs/chapter/mazur.yaml", "--against", zip).err)
                .contains("layers");
        assertThat(run("verify", config, "--against", folder.resolve("none.zip")).err)
                .contains("none.zip: found no such file");
    }

    /** From its own weights a config's network is the zip's, number for number; in which DL4J trains it as the user's. */
    @Test
    void anImportedConfigReproducesTheNetwork() throws Exception {
        MultiLayerNetwork network = UserNetworks.network(UserNetworks.quickstart(DataType.FLOAT));
        DataSet data = data(DataType.FLOAT);
        Path zip = zip(network, "mine.zip");
        Path rows = csv(data, false);

        Ended ended = run("import", zip, "--weights", folder, "--data", rows);

        Path config = folder.resolve("mine.yaml");
        Files.writeString(config, ended.out);
        ExperimentConfig read = new ConfigReader().read(config);
        assertThat(ended.out).contains("weights-1.csv}", "precision: float");
        assertThat(Files.readAllLines(folder.resolve("weights-1.csv"))).hasSize(UserNetworks.INPUTS + 1);
        double[] weights = read.anyRun().start().weights();
        UserNetwork user = UserNetwork.of(network, 1);
        double[] expected = new double[weights.length];
        user.readWeights(expected);
        assertThat(weights).isEqualTo(expected);
        assertThat(read.anyRun().network())
                .isEqualTo(user.in(read.anyRun().network().stepsPerEpoch()).specFromHere());
        assertThat(run("verify", config).status).isZero();

        Fit.safely(() -> network.fit(UserNetworks.batches(data, 32), 1));
        try (Dl4jNetwork ours = new Dl4jNetwork(read.anyRun().network())) {
            ours.loadWeights(weights);
            var batches = read.anyRun().start().batches();
            for (int step = 0; step < batches.perEpoch(); step++) {
                ours.step(batches.next());
            }
            ours.readWeights(weights);
        }
        user.readWeights(expected);
        for (int i = 0; i < weights.length; i++) {
            assertThat(weights[i]).isEqualTo(expected[i], within(1e-6));
        }
    }

    /** Without weights it starts as the configuration says, and without data it names a file that is to be made. */
    @Test
    void anImportedConfigSaysWhatItNeeds() throws Exception {
        Ended ended = run("import", zip(UserNetworks.network(UserNetworks.quickstart(DataType.DOUBLE)), "bare.zip"));

        assertThat(ended.out)
                .startsWith("# examples.csv is yours to make: a row per example, 20 inputs, then 4 targets.\n")
                .contains("init: xavier", "csv: examples.csv", "activation: softmax");
    }

    @Test
    void weightsOfAFileHaveToFit() throws Exception {
        Path config = folder.resolve("file.yaml");
        Files.writeString(config, """
                data: {source: xor}
                network: {layers: [{units: 1, activation: tanh, init: {file: w.csv}}]}
                loss: half_squared_error
                optimizers: {sgd: {sgd: {learning_rate: 0.1}}}
                """);
        assertThat(run("verify", config).err).contains("file.yaml:2:62: ", "w.csv");
        Files.writeString(folder.resolve("w.csv"), "0.5\n0.25\n");
        assertThat(run("verify", config).err)
                .contains(
                        "found 2 rows of 1 weight in the file, expected 3 of 1: one per input, then the bias row; a column per unit");
        Files.writeString(folder.resolve("w.csv"), "0.5\n0.25\nx\n");
        assertThat(run("verify", config).err).contains("w.csv:3:");
        Files.writeString(folder.resolve("w.csv"), "0.5\n0.25\n0.125\n");
        Ended right = run("verify", config);
        assertThat(right.status).isZero();
        assertThat(Files.readString(folder.resolve("out/file/config.yaml"))).contains("/w.csv}");
    }

    private Path zip(MultiLayerNetwork network, String name) throws IOException {
        Path zip = folder.resolve(name);
        ModelSerializer.writeModel(network, zip.toFile(), true);
        return zip;
    }

    private static DataSet data(DataType type) {
        return UserNetworks.data(type, 70, UserNetworks.INPUTS, UserNetworks.OUTPUTS);
    }

    private Path csv(DataSet data, boolean header) throws IOException {
        List<String> lines = new ArrayList<>();
        if (header) {
            lines.add(IntStream.range(0, UserNetworks.INPUTS + UserNetworks.OUTPUTS)
                    .mapToObj(i -> "c" + i)
                    .collect(Collectors.joining(",")));
        }
        for (int row = 0; row < data.numExamples(); row++) {
            List<String> cells = new ArrayList<>();
            for (INDArray part : List.of(data.getFeatures(), data.getLabels())) {
                for (int column = 0; column < part.columns(); column++) {
                    cells.add(Double.toString(part.getDouble(row, column)));
                }
            }
            lines.add(String.join(",", cells));
        }
        return Files.write(folder.resolve("rows.csv"), lines);
    }

    private Ended run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all =
                new ArrayList<>(List.of(args).stream().map(Object::toString).toList());
        if (all.get(0).equals("verify")) {
            all.addAll(List.of("--out", folder.resolve("out").toString()));
        }
        int status = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Ended(status, out.toString(), err.toString());
    }
}
