package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigReader;
import lockstep.model.Examples;
import lockstep.model.Heuristics;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.PythonRandom;
import lockstep.model.Run;
import lockstep.optim.OptimizerKind;
import lockstep.results.WeightFiles;
import lockstep.scalar.ScalarNetwork;
import lockstep.session.Model;
import lockstep.upkeep.RandomRuns;
import lockstep.yaml.ConfigException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a model could lose something on its way through a zip and a config's text. */
class ImportTest {

    @TempDir
    private Path folder;

    @Test
    void aModelsConfigComesBack() throws IOException, ConfigException {
        comeBack(20);
    }

    @Tag("exhaustive")
    @Test
    void soDoThoseOfMany() throws IOException, ConfigException {
        comeBack(500);
    }

    private void comeBack(int models) throws IOException, ConfigException {
        RandomRuns runs = new RandomRuns(OptimizerKind.ALL, ScalarNetwork::new, 1);
        int made = 0;
        for (long seed = 0; made < models; seed++) {
            Run run = runs.of(seed);
            NetworkSpec drawn = run.network().withHeuristics(Heuristics.NONE);
            // DL4J 1.0.0-M2.1 cannot restore a RampSchedule; our step is no class of its own; a table's factors are
            // read as rates.
            if (drawn.toString().matches(".*(Ramp|STEP|Table|Cycle).*")) {
                continue;
            }
            NetworkSpec spec = made % 2 == 0 ? drawn.in(Precision.FLOAT) : drawn;
            comesBack(spec, run.examples(), seed);
            made++;
        }
    }

    private void comesBack(NetworkSpec spec, Examples examples, long seed) throws IOException, ConfigException {
        MultiLayerNetwork network = new MultiLayerNetwork(Configurations.of(spec));
        network.init();
        double[] weights = spec.drawWeights(new PythonRandom(seed));
        spec.precision().round(weights);
        new Layout(spec).write(weights, new Numbers(network.params()));
        Path zip = folder.resolve("model.zip");
        ModelSerializer.writeModel(network, zip.toFile(), true);
        Files.write(folder.resolve("examples.csv"), rows(examples));

        Model model = Model.read(zip);
        Path config = folder.resolve("model.yaml");
        WeightFiles.write(folder, model.weights());
        String text =
                model.text(Optional.empty(), Optional.of(layer -> WeightFiles.of(Path.of(""), layer)), Path.of(""));
        Files.writeString(config, text);
        ExperimentConfig read = new ConfigReader().read(config);

        NetworkSpec found = read.anyRun().network();
        assertThat(read.anyRun().start().weights()).as("seed " + seed).isEqualTo(weights);
        assertThat(found.withLayers(spec.layers()).withSchedule(found.schedule(), spec.stepsPerEpoch()))
                .as("seed " + seed)
                .isEqualTo(spec);
        for (int l = 0; l < spec.layers().size(); l++) {
            LayerSpec layer = found.layers().get(l);
            assertThat(layer.withInit(spec.layers().get(l).init()))
                    .as("seed " + seed)
                    .isEqualTo(spec.layers().get(l));
        }
    }

    private static List<String> rows(Examples examples) {
        return IntStream.range(0, examples.size())
                .mapToObj(row -> Stream.of(
                                row(examples.inputValues(), examples.inputs(), row),
                                row(examples.targetValues(), examples.outputs(), row))
                        .collect(Collectors.joining(",")))
                .toList();
    }

    private static String row(double[] values, int width, int row) {
        return Arrays.stream(values, row * width, (row + 1) * width)
                .mapToObj(Double::toString)
                .collect(Collectors.joining(","));
    }
}
