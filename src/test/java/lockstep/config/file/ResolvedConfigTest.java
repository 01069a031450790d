package lockstep.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import lockstep.config.ExperimentConfig;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it the config written beside the results might not be the one that was run. */
class ResolvedConfigTest {

    private static final String AWKWARD = """
            name: "1.0"
            description: "# no comment: 'yes' \\" \\\\ \\u00FC \\U0001F600, two\\nlines and a line that goes on and on, well past the column at which an emitter likes to break it"
            data: {inputs: [[0.1, -1e-300], [1.7976931348623157e308, 5e-324]], targets: [[-0.0], [3]]}
            network: {layers: [{units: 1, activation: tanh, init: {values: [[0.1], [0.30000000000000004], [1e100]]}}]}
            loss: half_squared_error
            optimizers:
              "null": {adam: {learning_rate: 0.001}}
              "true": {sgd: {learning_rate: 1}}
            expect: {verdict: chaotic, reason: "null"}
            """;

    static Stream<Path> shipped() throws ConfigException {
        return ConfigFiles.in(Path.of("configs")).stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void aShippedConfigReadsBack(Path file) throws ConfigException {
        assertReadsBack(ConfigTexts.READER.read(file));
    }

    @Test
    void awkwardTextAndNumbersReadBack() throws ConfigException {
        assertReadsBack(ConfigTexts.READER.read(AWKWARD, Path.of("test.yaml")));
    }

    @Test
    void everyNumberIsSpelledOut() throws ConfigException {
        String text = """
                name: short
                data: {source: or}
                network: {layers: [{units: 1, activation: sigmoid, init: {uniform: [0, 1]}}]}
                loss: half_squared_error
                optimizers: {it: {adam: {learning_rate: 1}}}
                """;

        assertThat(resolved(ConfigTexts.READER.read(text, Path.of("test.yaml"))))
                .isEqualTo("""
                        name: short
                        description: ''
                        data: {source: or, standardize: false}
                        network:
                          layers:
                            - units: 1
                              activation: sigmoid
                              bias: true
                              init:
                                uniform: [0.0, 1.0]
                        loss: half_squared_error
                        batch_size: 4
                        shuffle: false
                        gradient: mean
                        seed: 0
                        optimizers:
                          it:
                            adam: {learning_rate: 1.0, beta1: 0.9, beta2: 0.999, epsilon: 1.0E-8}
                        verify: {steps: 1000, absolute: 1.0E-12, relative: 1.0E-9}
                        """);
    }

    /** Each layer has its own, whatever was said for all of them; what is 0 or none is left out. */
    @Test
    void penaltiesClippingAndScheduleReadBack() throws ConfigException {
        String text =
                AWKWARD.replace("{units: 1,", "{units: 1, l1: 0.5, clipping: none, weight_decay_bias: 0.125,") + """
                l1: 1
                l2: 0.25
                clipping: {clip_element_wise_absolute_value: 2}
                schedule: {map: {factors: {100: 0.1, 20: 0.5}}}
                """;
        ExperimentConfig config = ConfigTexts.READER.read(text, Path.of("test.yaml"));

        assertReadsBack(config);
        assertThat(resolved(config))
                .contains("\n      l1: 0.5\n      l2: 0.25\n      weight_decay_bias: 0.125\nloss: ")
                .contains("factors: {0: 1.0, 20: 0.5, 100: 0.1}");
        assertReadsBack(ConfigTexts.READER.read(text.replace(" clipping: none,", ""), Path.of("test.yaml")));
        assertThat(resolved(ConfigTexts.READER.read(text.replace(" clipping: none,", ""), Path.of("test.yaml"))))
                .contains("clip_element_wise_absolute_value: 2.0");
    }

    @Test
    void aHeldOutPartReadsBack() throws ConfigException {
        String data = "data: {source: moons, n: 10, split: {test: 0.25, stratified: true}, standardize: true}";
        ExperimentConfig config = ConfigTexts.READER.read(AWKWARD.replaceAll("data: .*", data), Path.of("test.yaml"));

        assertReadsBack(config);
        assertThat(config.anyRun().test()).isPresent();
        assertThat(resolved(config)).contains("""
                        data:
                          source: moons
                          n: 10
                          noise: 0.1
                          seed: 0
                          low: 0.0
                          high: 1.0
                          split: {test: 0.25, seed: 0, stratified: true}
                          standardize: true
                        """);
    }

    @Test
    void aCsvFileIsFoundAgainFromTheFolderOfTheResults(@TempDir Path folder) throws ConfigException, IOException {
        Path here = Path.of("").toAbsolutePath().relativize(folder); // a relative path, as on a command line
        Files.createDirectories(folder.resolve("results/csv"));
        Files.writeString(folder.resolve("t.csv"), "a,b,c\n1,2,3\n3,4,5\n");
        String text = AWKWARD.replaceAll("data: .*", "data: {csv: t.csv, inputs: [a, b], targets: [c]}");
        ExperimentConfig config = ConfigTexts.READER.read(text, here.resolve("csv.yaml"));

        String written = ResolvedConfig.text(config, here.resolve("results/csv"));

        assertThat(written).contains("csv: ../../t.csv");
        assertThat(ConfigTexts.READER.read(written, here.resolve("results/csv/config.yaml")))
                .usingRecursiveComparison()
                .isEqualTo(config);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "ar", "tr"})
    void theLanguageOfTheMachineChangesNothing(String language) throws ConfigException {
        ExperimentConfig config = ConfigTexts.READER.read(AWKWARD, Path.of("test.yaml"));
        String expected = resolved(config);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            assertThat(resolved(ConfigTexts.READER.read(AWKWARD, Path.of("test.yaml"))))
                    .isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void assertReadsBack(ExperimentConfig config) throws ConfigException {
        String text = resolved(config);
        ExperimentConfig again = ConfigTexts.READER.read(text, Path.of("results", "config.yaml"));

        assertThat(again).usingRecursiveComparison().isEqualTo(config);
        assertThat(resolved(again)).isEqualTo(text).doesNotContain("\r");
    }

    private static String resolved(ExperimentConfig config) {
        return ResolvedConfig.text(config, Path.of("results"));
    }
}
