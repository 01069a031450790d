package lockstep.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import lockstep.config.Expectation;
import lockstep.config.ExperimentConfig;
import lockstep.config.PrintSettings;
import lockstep.config.RaceSettings;
import lockstep.config.VerifySettings;
import lockstep.data.DataSource;
import lockstep.data.Preparation;
import lockstep.data.Split;
import lockstep.model.Activation;
import lockstep.model.Clipping;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.Penalty;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.model.Schedule.By;
import lockstep.model.Tolerance;
import lockstep.optim.Adam;
import lockstep.optim.Momentum;
import lockstep.yaml.ConfigException;
import lockstep.yaml.ConfigProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a value could be read into the wrong place, or a default be another than the documented one. */
class ConfigReaderTest {

    private static final String EVERY_KEY = """
            name: all-1.0
            description: Every key, none at its default
            data: {inputs: [[0, 1], [1, .5], [-2e-1, 3]], targets: [[1], [0], [-1]]}
            network:
              layers:
                - {units: 2, activation: relu, bias: false, init: {values: [[1, 2], [3, 4]]}}
                - {units: 1, activation: identity, init: {uniform: [-1, 0.25]}}
            loss: mean_squared_error
            batch_size: 2
            shuffle: true
            gradient: sum
            seed: -9223372036854775808
            optimizers:
              b: {momentum: {learning_rate: 0.1, momentum: 0.5}}
              a: {adam: {learning_rate: 1e-3, beta1: 0.8, beta2: 0.9, epsilon: 0}}
            verify: {steps: 7, absolute: 0, relative: 1}
            race: {seeds: 3, epochs: 20, target: {loss: 0.5}}
            expect: {verdict: disagree, reason: "said so"}
            """;

    private static final String ONLY_WHAT_IS_REQUIRED = """
            data: {source: and}
            network: {layers: [{units: 1, activation: sigmoid, init: {uniform: [0, 1]}}]}
            loss: half_squared_error
            optimizers: {it: {momentum: {learning_rate: 1}}}
            """;

    @Test
    void everyKeyIsReadIntoItsPlace() throws ConfigException {
        ExperimentConfig config = read(EVERY_KEY);

        assertThat(config.name()).isEqualTo("all-1.0");
        assertThat(config.description()).isEqualTo("Every key, none at its default");
        assertThat(config.data().source())
                .isEqualTo(new DataSource.Inline(
                        List.of(List.of(0.0, 1.0), List.of(1.0, 0.5), List.of(-0.2, 3.0)),
                        List.of(List.of(1.0), List.of(0.0), List.of(-1.0))));
        assertThat(config.data().examples().inputValues()).containsExactly(0, 1, 1, 0.5, -0.2, 3);
        assertThat(config.data().examples().targetValues()).containsExactly(1, 0, -1);
        assertThat(config.verify()).isEqualTo(new VerifySettings(7, new Tolerance(0, 1)));
        assertThat(config.race()).contains(new RaceSettings(3, 20, 0.5));
        assertThat(config.expectation()).contains(new Expectation(Expectation.Verdict.DISAGREE, "said so"));
        assertThat(config.runs()).extracting(Run::label).containsExactly("b", "a");
        assertThat(config.runs())
                .extracting(run -> run.network().optimizer())
                .containsExactly(new Momentum(0.1, 0.5), new Adam(1e-3, 0.8, 0.9, 0));
        assertThat(config.runs()).allSatisfy(run -> {
            assertThat(run.examples()).isSameAs(config.data().examples());
            assertThat(run.batchSize()).isEqualTo(2);
            assertThat(run.shuffle()).isTrue();
            assertThat(run.seed()).isEqualTo(Long.MIN_VALUE);
            assertThat(run.network().inputs()).isEqualTo(2);
            assertThat(run.network().loss()).isEqualTo(Loss.MEAN_SQUARED_ERROR);
            assertThat(run.network().reduction()).isEqualTo(Reduction.SUM);
            assertThat(run.network().layers())
                    .containsExactly(
                            new LayerSpec(2, Activation.RELU, false, new Init.Values(new double[][] {{1, 2}, {3, 4}})),
                            new LayerSpec(1, Activation.IDENTITY, true, new Init.Uniform(-1, 0.25)));
        });
    }

    private static final String NOTHING_LEARNS = """
            data: {source: and}
            network: {layers: [{units: 1, activation: step, init: {values: [[1], [1], [-1]]}}]}
            loss: half_squared_error
            optimizers: {}
            """;

    @Test
    void withoutAnOptimizerNothingLearns() throws ConfigException {
        ExperimentConfig config = read(NOTHING_LEARNS);

        assertThat(config.learns()).isFalse();
        assertThat(config.runs()).isEmpty();
        assertThat(config.anyRun().start().weights()).containsExactly(1, 1, -1);
        assertThat(config.anyRun().examples()).isSameAs(config.data().examples());
        String resolved = ResolvedConfig.text(config, Path.of("results", "it"));
        assertThat(resolved).contains("\noptimizers: {}\n");
        assertThat(read(resolved).learns()).isFalse();
    }

    /** What is about steps would silently do nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "race: {seeds: 3, epochs: 20, target: {outputs: 0.4}}",
                "expect: {verdict: agree, reason: because}",
                "adequacy: all",
                "schedule: {exponential: {gamma: 0.9}}",
                "print: {every: 3}"
            })
    void whereNothingLearnsThereIsNothingAboutSteps(String line) {
        String key = line.substring(0, line.indexOf(':'));
        assertThatThrownBy(() -> read(NOTHING_LEARNS + line + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("found " + key + " in a config without an optimizer, expected none");
    }

    @Test
    void whatIsPrinted() throws ConfigException {
        assertThat(read(ONLY_WHAT_IS_REQUIRED).print()).isEqualTo(PrintSettings.NOTHING);
        ExperimentConfig config = read(ONLY_WHAT_IS_REQUIRED + "print: {every: 100, outputs: true}\n");
        assertThat(config.print()).isEqualTo(new PrintSettings(OptionalInt.of(100), true));
        String resolved = ResolvedConfig.text(config, Path.of("results", "it"));
        assertThat(read(resolved).print()).isEqualTo(config.print());
        assertThat(read(ONLY_WHAT_IS_REQUIRED + "print: {outputs: true}\n").print())
                .isEqualTo(new PrintSettings(OptionalInt.empty(), true));
    }

    @Test
    void penaltiesAndClippingOfTheConfigHoldForLayersThatDoNotSayOtherwise() throws ConfigException {
        String text = EVERY_KEY
                        .replace("{units: 2,", "{units: 2, l1: 0, weight_decay: 0.5, clipping: none,")
                        .replace("{units: 1,", "{units: 1, l2_bias: 0.25, l2: 4, clipping: {clip_l2_per_layer: 8},")
                + """
                l1: 1e-3
                l1_bias: 2e-3
                clipping: renormalize_l2_per_param_type
                """;
        List<LayerSpec> layers = read(text).anyRun().network().layers();

        assertThat(layers.get(0).weightPenalty()).isEqualTo(new Penalty(0, 0, 0.5));
        assertThat(layers.get(0).biasPenalty()).as("it has no biases").isEqualTo(Penalty.NONE);
        assertThat(layers.get(0).clipping()).isEqualTo(Clipping.NONE);
        assertThat(layers.get(1).weightPenalty()).isEqualTo(new Penalty(1e-3, 4, 0));
        assertThat(layers.get(1).biasPenalty()).isEqualTo(new Penalty(2e-3, 0.25, 0));
        assertThat(layers.get(1).clipping()).isEqualTo(new Clipping(Clipping.Mode.CLIP_L2_PER_LAYER, 8));
        assertThat(read(EVERY_KEY + "weight_decay: 1\nweight_decay_bias: 2\nclipping: renormalize_l2_per_layer\n")
                        .anyRun()
                        .network()
                        .layers()
                        .get(1))
                .satisfies(layer -> {
                    assertThat(layer.weightPenalty()).isEqualTo(new Penalty(0, 0, 1));
                    assertThat(layer.biasPenalty()).isEqualTo(new Penalty(0, 0, 2));
                    assertThat(layer.clipping()).isEqualTo(Clipping.of(Clipping.Mode.RENORMALIZE_L2_PER_LAYER));
                });
    }

    static Stream<Arguments> schedules() {
        return Stream.of(
                Arguments.of("step: {decay_rate: 0.5, every: 3}", new Schedule.Step(0.5, 3, By.STEP)),
                Arguments.of("exponential: {gamma: 0.9, by: epoch}", new Schedule.Exponential(0.9, By.EPOCH)),
                Arguments.of("inverse: {gamma: 0.1, power: 2}", new Schedule.Inverse(0.1, 2, By.STEP)),
                Arguments.of("poly: {power: 2, length: 9, by: epoch}", new Schedule.Poly(2, 9, By.EPOCH)),
                Arguments.of("sigmoid: {gamma: -1, midpoint: 0}", new Schedule.Sigmoid(-1, 0, By.STEP)),
                Arguments.of(
                        "map: {factors: {9: 0.1, 2: 0.5}}",
                        new Schedule.Table(new TreeMap<>(Map.of(0, 1.0, 2, 0.5, 9, 0.1)), By.STEP)),
                Arguments.of("cycle: {length: 26}", new Schedule.Cycle(10, 26, 3, 0.1, By.STEP)),
                Arguments.of(
                        "cycle: {length: 26, annealing_length: 0, annealing_decay: 2, peak_factor: 0.5, by: epoch}",
                        new Schedule.Cycle(0.5, 26, 0, 2, By.EPOCH)),
                Arguments.of("ramp: {steps: 5}", new Schedule.Ramp(5, Schedule.CONSTANT)),
                Arguments.of(
                        "ramp: {steps: 5, base: {exponential: {gamma: 2}}}",
                        new Schedule.Ramp(5, new Schedule.Exponential(2, By.STEP))));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void aScheduleIsReadForEveryOptimizerAndReadsBack(String text, Schedule expected) throws ConfigException {
        ExperimentConfig config = read(EVERY_KEY + "schedule: {" + text + "}\n");

        assertThat(config.runs()).hasSize(2).allSatisfy(run -> {
            assertThat(run.network().schedule()).isEqualTo(expected);
            assertThat(run.network().stepsPerEpoch())
                    .as("3 examples in batches of 2")
                    .isEqualTo(2);
        });
        assertThat(read(ResolvedConfig.text(config, Path.of(""))))
                .usingRecursiveComparison()
                .isEqualTo(config);
    }

    @Test
    void whatIsMissingHasTheDocumentedDefault() throws ConfigException {
        ExperimentConfig config = ConfigTexts.READER.read(ONLY_WHAT_IS_REQUIRED, Path.of("folder", "gate.v2.yaml"));

        assertThat(config.name()).isEqualTo("gate.v2");
        assertThat(config.description()).isEmpty();
        assertThat(config.verify()).isEqualTo(new VerifySettings(1000, new Tolerance(1e-12, 1e-9)));
        assertThat(config.race()).isEmpty();
        assertThat(config.expectation()).isEmpty();
        Run run = config.anyRun();
        assertThat(run.batchSize()).as("full").isEqualTo(4);
        assertThat(run.shuffle()).isFalse();
        assertThat(run.seed()).isZero();
        assertThat(run.network().reduction()).isEqualTo(Reduction.MEAN);
        assertThat(run.network().layers().get(0).bias()).isTrue();
        assertThat(run.network().optimizer()).isEqualTo(new Momentum(1));
        assertThat(run.network().schedule()).isEqualTo(Schedule.CONSTANT);
        assertThat(run.network()).isEqualTo(run.network().withoutPenalties());
        assertThat(run.network().layers().get(0).clipping()).isEqualTo(Clipping.NONE);
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsDoNoHarm() throws ConfigException {
        assertThat(read("\uFEFF" + EVERY_KEY.replace("\n", "\r\n")).description())
                .isEqualTo("Every key, none at its default");
    }

    /** CPython 3.11: random.seed(5); rows = [0, 1, 2, 3, 4]; random.shuffle(rows) gives [0, 1, 3, 2, 4]; round(0.4 * 5) is 2. */
    @Test
    void aPartOfTheExamplesIsHeldOut() throws ConfigException {
        String data = "{inputs: [[0], [10], [20], [30], [40]], targets: [[0], [1], [2], [3], [4]],"
                + " split: {test: 0.4, seed: 5}, standardize: true}";
        ExperimentConfig config = read(ONLY_WHAT_IS_REQUIRED.replace("{source: and}", data));

        assertThat(config.data().preparation()).isEqualTo(new Preparation(Optional.of(new Split(0.4, 5, false)), true));
        Run run = config.anyRun();
        assertThat(run.examples()).isSameAs(config.data().examples());
        assertThat(run.examples().targetValues()).containsExactly(3, 2, 4);
        assertThat(run.batchSize()).as("full").isEqualTo(3);
        assertThat(run.test()).isEqualTo(config.data().test());
        assertThat(run.test().orElseThrow().targetValues()).containsExactly(0, 1);
        // The mean is 30, the standard deviation the root of 200 / 3.
        assertThat(run.test().orElseThrow().inputValues())
                .containsExactly(-30 / Math.sqrt(200.0 / 3), -20 / Math.sqrt(200.0 / 3));
    }

    @Test
    void aMissingFileIsOneLine(@TempDir Path folder) {
        Path missing = folder.resolve("none.yaml");

        assertThatThrownBy(() -> ConfigTexts.READER.read(missing))
                .isInstanceOf(ConfigException.class)
                .hasMessage(missing + ": found no such file, expected a config (a YAML file)");
        assertThatThrownBy(() -> ConfigTexts.READER.read(folder))
                .isInstanceOf(ConfigException.class)
                .hasMessage(folder + ": found a folder, expected a config (a YAML file)");
    }

    @ParameterizedTest
    @MethodSource("inits")
    void anInitIsANameOrNumbers(String text, Init expected) throws ConfigException {
        ExperimentConfig config = read(ONLY_WHAT_IS_REQUIRED.replace("{uniform: [0, 1]}", text));
        assertThat(config.runs().get(0).network().layers().get(0).init()).isEqualTo(expected);
        String resolved = ResolvedConfig.text(config, Path.of("."));
        assertThat(read(resolved).runs().get(0).network())
                .isEqualTo(config.runs().get(0).network());
    }

    static Stream<Arguments> inits() {
        return Stream.of(
                Arguments.of("xavier", Init.Scheme.XAVIER),
                Arguments.of("xavier_uniform", Init.Scheme.XAVIER_UNIFORM),
                Arguments.of("he", Init.Scheme.HE),
                Arguments.of("he_uniform", Init.Scheme.HE_UNIFORM),
                Arguments.of("lecun_normal", Init.Scheme.LECUN_NORMAL),
                Arguments.of("lecun_uniform", Init.Scheme.LECUN_UNIFORM),
                Arguments.of("{normal: 0.5}", new Init.Normal(0.5)),
                Arguments.of("{constant: -1}", new Init.Constant(-1.0)),
                Arguments.of("{uniform: [-2, 2]}", new Init.Uniform(-2.0, 2.0)));
    }

    @Test
    void theMistakesOfAllFilesComeAtOnce(@TempDir Path folder) throws IOException {
        Path one = Files.writeString(folder.resolve("1.yaml"), EVERY_KEY.replace("seed:", "sed:"));
        Path two = Files.writeString(
                folder.resolve("2.yaml"),
                EVERY_KEY.replace("name: all", "name: other").replace("shuffle:", "shufle:"));

        assertThatThrownBy(() -> ConfigTexts.READER.readAll(List.of(one, two)))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        exception -> assertThat(exception.problems())
                                .extracting(ConfigProblem::file)
                                .containsExactly(one.toString(), two.toString()));
    }

    @Test
    void twoConfigsOfOneNameWouldShareTheirResults(@TempDir Path folder) throws IOException {
        Path one = Files.writeString(folder.resolve("1.yaml"), EVERY_KEY);
        Path two = Files.writeString(folder.resolve("2.yaml"), EVERY_KEY.replace("name: all", "name: ALL"));

        assertThatThrownBy(() -> ConfigTexts.READER.readAll(List.of(one, two)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(two + ": found the name \"ALL-1.0\" again, expected another: " + one + " has it");
    }

    private static ExperimentConfig read(String text) throws ConfigException {
        return ConfigTexts.READER.read(text, Path.of("test.yaml"));
    }
}
