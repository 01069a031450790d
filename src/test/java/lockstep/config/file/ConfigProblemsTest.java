package lockstep.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.config.ExperimentConfig;
import lockstep.fault.Fault;
import lockstep.optim.OptimizerKind;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a mistake in a config would be read over, or reported where it is not. */
class ConfigProblemsTest {

    /** Nothing is wrong with it; each case of mistakes.txt makes one change. */
    private static final String GOOD = """
            name: xor
            data: {source: xor}
            network:
              layers:
                - {units: 2, activation: tanh, init: {uniform: [-0.2, 0.2]}}
                - units: 1
                  activation: tanh
                  bias: false
                  init: {values: [[0.5], [-0.5]]}
            loss: half_squared_error
            batch_size: 4
            seed: 7
            optimizers:
              sgd: {sgd: {learning_rate: 0.5}}
              slow: {momentum: {learning_rate: 0.1, momentum: 0.9}}
            verify: {steps: 10, absolute: 1.0e-12, relative: 1.0e-9}
            race: {seeds: 3, epochs: 20, target: {loss: 0.01}}
            expect: {verdict: agree, reason: because}
            """;

    private static final String TOP_LEVEL =
            "name, description, data, network, loss, l1, l2, weight_decay, l1_bias, l2_bias, weight_decay_bias,"
                    + " clipping, batch_size, shuffle, gradient, flat_spot, error_dead_zone, seed, precision, like, forms, optimizers, schedule, verify, race, expect,"
                    + " adequacy, print, faults, gradients, published";

    private static final String SAFE_NAME =
            "a name of up to 100 letters (a-z, A-Z), digits, _ - and . that begins with a"
                    + " letter or digit and does not end in .";

    private static final Pattern PARAGRAPHS = Pattern.compile("\n\n+");

    /** What {@code OPTIMIZERS} stands for in mistakes.txt: a new one is to be in the messages without an edit there. */
    private static final String OPTIMIZERS =
            OptimizerKind.ALL.stream().map(OptimizerKind::key).collect(Collectors.joining(", "));

    /** The paragraphs of mistakes.txt. */
    static Stream<Arguments> mistakes() throws IOException, URISyntaxException {
        Path table =
                Path.of(ConfigProblemsTest.class.getResource("mistakes.txt").toURI());
        return PARAGRAPHS
                .splitAsStream(Files.readString(table))
                .filter(paragraph -> paragraph.startsWith("- "))
                .map(paragraph -> Arguments.of(
                        lines(paragraph, "- "),
                        lines(paragraph, "+").translateEscapes(),
                        paragraph
                                .lines()
                                .filter(line -> !line.startsWith("-") && !line.startsWith("+"))
                                .map(line -> line.replace("FAULTS", String.join(", ", Fault.names())))
                                .map(line -> line.replace("OPTIMIZERS", OPTIMIZERS))
                                .toList()));
    }

    /** The lines with a mark in front, without it. */
    private static String lines(String paragraph, String mark) {
        return paragraph
                .lines()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.length() < 2 ? "" : line.substring(2))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsReportedWhereItStands(String from, String to, List<String> expected) {
        assertThat(GOOD).contains(from);
        assertThat(problems(GOOD.replace(from, to))).isEqualTo(expected);
    }

    /** The reading itself is recursive: without the limit these would overflow the stack. */
    @ParameterizedTest
    @CsvSource({"'seed: ', '[', 1:56", "'seed: ', '{a: ', 1:203", "'', '- ', 1:101"})
    void deepNestingEndsInAMessage(String before, String opening, String place) {
        assertThat(problems(before + opening.repeat(20_000)))
                .containsExactly(place + ": found lists or mappings nested 51 deep, expected at most 50");
    }

    @Test
    void nothingIsWrongWithTheGoodOne() throws ConfigException {
        assertThat(read(GOOD).name()).isEqualTo("xor");
    }

    @Test
    void allMistakesComeAtOnceInTheOrderOfTheFile() {
        String bad = GOOD.replace("name: xor", "nam: xor")
                .replace("activation: tanh,", "activation: tahn,")
                .replace("[[0.5], [-0.5]]", "[[0.5]]")
                .replace("seed: 7", "seed: seven")
                .replace("learning_rate: 0.5", "learning_rate: 0")
                .replace("momentum: 0.9", "momentun: 0.9")
                .replace("steps: 10", "steps: -1")
                .replace("seeds: 3, ", "");

        assertThat(problems(bad))
                .containsExactly(
                        "1:1: found the unknown key \"nam\", did you mean \"name\"? expected one of " + TOP_LEVEL,
                        "5:30: found the unknown activation \"tahn\", expected one of identity, sigmoid, tanh, relu,"
                                + " leaky_relu, elu, selu, softplus, softsign, hard_tanh, hard_sigmoid, cube, swish, gelu,"
                                + " softmax, step, did you mean \"tanh\"?",
                        "9:22: found 1 row of weights, expected 2: one per input (2); the layer has no bias",
                        "12:7: found \"seven\", expected a whole number of at most 64 bits",
                        "14:30: found that learning_rate is 0.0, expected a finite number above 0",
                        "15:41: found the unknown key \"momentun\", expected one of learning_rate, momentum,"
                                + " did you mean \"momentum\"?",
                        "16:17: found -1, expected a whole number from 1 to 10000000",
                        "17:7: found no key \"seeds\" in the settings of the race, expected a whole number from 1 to 1000000");
    }

    /** What a layer says and what the config says for all layers: each is right by itself. */
    @Test
    void aPenaltyForAllLayersMayNotGoWithALayersOwn() {
        String both =
                GOOD.replace("seed: 7", "l2: 0.1\nl2_bias: 0.1").replace("units: 2,", "units: 2, weight_decay: 0.1,");

        assertThat(problems(both))
                .containsExactly(
                        "5:32: found both weight_decay and l2, expected only one of them above 0: DL4J drops one of the two;"
                                + " a 0 here switches off the one at the top of the config");
        assertThatNoException().isThrownBy(() -> read(both.replace("weight_decay: 0.1", "weight_decay: 0.1, l2: 0")));
    }

    @Test
    void anOptimizerWithoutALearningRateTakesNoSchedule() {
        String text = GOOD.replace("{sgd: {learning_rate: 0.5}}", "{adadelta: {}}")
                + "schedule: {exponential: {gamma: 0.9}}\n";

        assertThat(problems(text))
                .containsExactly("14:8: found adadelta with a schedule, expected an optimizer with a learning rate:"
                        + " adadelta has none");
    }

    /** Wherever the split puts the 2: a race would ask the examples of both parts for their class. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void anAccuracyNeedsClassesInBothParts(int seed) {
        String classes = GOOD.replace("{source: xor}", """
                        {inputs: [[0], [1], [2], [3], [4], [5], [6], [7], [8], [9]],
                          targets: [[0], [1], [0], [1], [0], [1], [0], [1], [0], [1]], split: {test: 0.3, seed: SEED}}""".replace("SEED", Integer.toString(seed)))
                .replace("{loss: 0.01}", "{accuracy: 0.9}");
        assertThatNoException().isThrownBy(() -> read(classes));

        assertThat(problems(classes.replace("[1]], split", "[2]], split")))
                .containsExactly(
                        "18:7: found the target accuracy, expected another: the data's targets, with those of the examples"
                                + " held out, do not have exactly two values, so they are not classes");
    }

    /** 2,147,483,647 is the largest int; each of the factors is allowed. */
    @Test
    void moreRunsThanCanBeNumberedAreRefused() {
        String searched = GOOD.replace("{learning_rate: 0.5}", "{learning_rate: {log_uniform: {from: 0.1, to: 1}}}");
        String tuned = searched.replace("{loss: 0.01}}", "{loss: 0.01}, tuning: {seeds: 1000000, settings: 2148}}");
        assertThat(problems(tuned))
                .containsExactly(
                        "17:60: found 2148000000 runs (1000000 seeds for each of 2148 settings of one optimizer),"
                                + " expected at most 2147483647: fewer seeds or settings");
        assertThatNoException().isThrownBy(() -> read(tuned.replace("2148", "2147")));

        String more = IntStream.range(0, 2146)
                .mapToObj(n -> "  o" + n + ": {sgd: {learning_rate: 0.5}}\n")
                .collect(Collectors.joining());
        String raced = GOOD.replace("seeds: 3,", "seeds: 1000000,").replace("optimizers:\n", "optimizers:\n" + more);
        assertThat(problems(raced)) // the two of the good config, and those
                .containsExactly("2163:7: found 2148000000 runs (1000000 seeds for each of 2148 optimizers),"
                        + " expected at most 2147483647: fewer seeds");
    }

    @ParameterizedTest
    @MethodSource("emptyFiles")
    void anEmptyFileIsNoConfig(String text, String expected) {
        assertThat(problems(text)).containsExactly(expected);
    }

    static Stream<Arguments> emptyFiles() {
        return Stream.of(
                Arguments.of("", "1:1: found an empty file, expected a config"),
                Arguments.of("# nothing\n", "1:1: found an empty file, expected a config"),
                Arguments.of("5\n", "1:1: found 5, expected a config (" + TOP_LEVEL + ")"),
                Arguments.of("- a\n", "1:1: found a list, expected a config (" + TOP_LEVEL + ")"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileWithoutAnEndIsReadNoFurtherThanAConfigMayGo() {
        assertThatThrownBy(() -> ConfigTexts.READER.read(Path.of("/dev/zero")))
                .hasMessage("/dev/zero:1:1: found more than 10000000 characters, expected at most 10000000:"
                        + " put the examples into a CSV file");
    }

    @Test
    void aLinkInACircleIsSaidToBeOne(@TempDir Path folder) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("a.yaml"), Path.of("a.yaml"));

        assertThatThrownBy(() -> ConfigTexts.READER.read(link))
                .hasMessageContaining("found a link that leads to no file, or in a circle");
    }

    @Test
    void ofThousandsOfMistakesFiftyAreSaid() {
        String keys =
                IntStream.range(0, 10_000).mapToObj(n -> "k" + n + ": 1\n").collect(Collectors.joining());
        ConfigException exception = catchThrowableOfType(ConfigException.class, () -> read(GOOD + keys));

        assertThat(exception.problems()).hasSize(10_000);
        assertThat(exception.getMessage().lines()).hasSize(51).last().isEqualTo("... and 9950 more mistakes");
    }

    /** Its parser copied what it had of the line with each kilobyte: half a minute. */
    @Test
    @Timeout(15)
    void aLineOfMegabytesTakesNoLonger() throws ConfigException {
        assertThat(read("#" + "x".repeat(9_000_000) + "\n" + GOOD).name()).isEqualTo("xor");
    }

    @Test
    void bytesThatAreNoTextAreShownTheirPlace() {
        byte[] bytes = GOOD.replace("seed: 7", "seed: #").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '#' ? (byte) 0xC3 : bytes[i];
        }

        ConfigException exception = catchThrowableOfType(
                ConfigException.class, () -> ConfigTexts.READER.read(bytes, Path.of("folder", "test.yaml")));

        assertThat(exception)
                .hasMessage("folder/test.yaml:12:7: found bytes that are not UTF-8, expected text in UTF-8");
    }

    @Test
    void aColumnCountsCharactersNotBytes() {
        // In front of the x stand 20 characters, 21 UTF-16 units, 24 bytes.
        String data = "{\"s\u00F6\uD83D\uDE00rce\": 1, x: xor}";

        assertThat(problems(GOOD.replace("{source: xor}", data)))
                .containsExactly(
                        "2:8: found the unknown key \"s\u00F6\uD83D\uDE00rce\", expected one of source, csv, inputs",
                        "2:21: found the unknown key \"x\", expected one of source, csv, inputs");
    }

    @Test
    void aFileNameThatDoesNotDoForAFolderAsksForAName() {
        ConfigException exception = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigTexts.READER.read(GOOD.replace("name: xor\n", ""), Path.of("my xor.yaml")));

        assertThat(exception)
                .hasMessage("my xor.yaml:1:1: found no key \"name\", and the file's own name \"my xor\" will not do,"
                        + " expected " + SAFE_NAME);
    }

    private static ExperimentConfig read(String text) throws ConfigException {
        return ConfigTexts.READER.read(text, Path.of("folder", "test.yaml"));
    }

    /** What is wrong with a text, without the file's name. */
    private static List<String> problems(String text) {
        ConfigException exception = catchThrowableOfType(ConfigException.class, () -> read(text));
        return exception.problems().stream()
                .map(problem -> problem.toString().replaceFirst("^folder/test.yaml:", ""))
                .toList();
    }
}
