package lockstep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a mistake in a config would be read over, or reported where it is not. */
class ConfigProblemsTest {

    /** Nothing is wrong with it; each case below makes one change. */
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
            "name, description, data, network, loss, batch_size, shuffle, gradient, seed,"
                    + " optimizers, verify, race, expect";

    private static final String SAFE_NAME =
            "a name of up to 100 letters (a-z, A-Z), digits, _ - and . that begins with a"
                    + " letter or digit and does not end in .";

    private static final String DATA = "data ({source: NAME}, {csv: FILE, inputs: [...], targets: [...]} or"
            + " {inputs: [[...]], targets: [[...]]})";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // keys
                change(
                        "loss: half",
                        "los: half",
                        "10:1: found the unknown key \"los\", expected one of " + TOP_LEVEL
                                + ", did you mean \"loss\"?"),
                change(
                        "units: 2,",
                        "unit: 2,",
                        "5:8: found the unknown key \"unit\", expected one of units, activation, bias, init, did you mean \"units\"?"),
                change(
                        "units: 2, ",
                        "",
                        "5:7: found no key \"units\" in a layer, expected a whole number from 1 to 100000"),
                change(
                        "loss: half_squared_error\n",
                        "",
                        "1:1: found no key \"loss\" in a config, expected one of half_squared_error, mean_squared_error"),
                change(
                        "seed: 7",
                        "seed: 7\nbatch_size: 4",
                        "13:1: found the key \"batch_size\" again, expected it once: the first is in line 11"),
                change(
                        "  slow:",
                        "  sgd:",
                        "15:3: found the key \"sgd\" again, expected it once: the first is in line 14"),
                change("  slow:", "  my slow one:", "15:3: found the label \"my slow one\", expected " + SAFE_NAME),
                change("seed: 7", "<<: {seed: 7}", "12:1: found the unknown key \"<<\", expected one of " + TOP_LEVEL),
                change("seed: 7", "? [a]\n: 7", "12:3: found a list, expected a name for a key"),
                // the name
                change("name: xor", "name: a/b", "1:7: found \"a/b\", expected " + SAFE_NAME),
                change("name: xor", "name: ..", "1:7: found \"..\", expected " + SAFE_NAME),
                change("name: xor", "name: 5", "1:7: found 5, expected text: put it in quotes"),
                // whole numbers
                change(
                        "batch_size: 4",
                        "batch_size: 9",
                        "11:13: found 9, expected at most 4, the number of examples, or full"),
                change(
                        "batch_size: 4",
                        "batch_size: 0",
                        "11:13: found 0, expected a whole number, 1 or above, or full"),
                change(
                        "batch_size: 4",
                        "batch_size: half",
                        "11:13: found \"half\", expected a whole number, 1 or above, or full"),
                change(
                        "batch_size: 4",
                        "batch_size:",
                        "11:12: found nothing, expected a whole number, 1 or above, or full"),
                change("steps: 10", "steps: 2.5", "16:17: found 2.5, expected a whole number from 1 to 10000000"),
                change(
                        "steps: 10",
                        "steps: \"10\"",
                        "16:17: found the text \"10\", expected a whole number from 1 to 10000000, without quotes"),
                change("steps: 10", "steps: 1e3", "16:17: found 1e3, expected a whole number from 1 to 10000000"),
                change("steps: 10", "steps: 0x10", "16:17: found \"0x10\", expected a whole number from 1 to 10000000"),
                change(
                        "seed: 7",
                        "seed: 9223372036854775808",
                        "12:7: found 9223372036854775808, expected a whole number of at most 64 bits"),
                change("seed: 7", "seed: [7]", "12:7: found a list, expected a whole number of at most 64 bits"),
                change("seed: 7", "seed: null", "12:7: found null, expected a whole number of at most 64 bits"),
                // numbers
                change(
                        "rate: 0.5",
                        "rate: \"0.5\"",
                        "14:30: found the text \"0.5\", expected a finite number, without quotes"),
                change("rate: 0.5", "rate: fast", "14:30: found \"fast\", expected a finite number"),
                change("rate: 0.5", "rate: .inf", "14:30: found .inf, expected a finite number"),
                change("rate: 0.5", "rate: .nan", "14:30: found .nan, expected a finite number"),
                change("rate: 0.5", "rate: NaN", "14:30: found \"NaN\", expected a finite number"),
                change("rate: 0.5", "rate: 1e400", "14:30: found 1e400, expected a finite number"),
                change("rate: 0.5", "rate: 0.5f", "14:30: found \"0.5f\", expected a finite number"),
                change("rate: 0.5", "rate: true", "14:30: found true, expected a finite number"),
                change("relative: 1.0e-9", "relative: -1", "16:50: found -1, expected a finite number, 0 or above"),
                change(
                        "absolute: 1.0e-12, relative: 1.0e-9",
                        "absolute: 0, relative: 0",
                        "16:9: found that the tolerance is absolute 0.0 and relative 0.0, expected finite numbers, 0 or"
                                + " above, not both 0"),
                change("{loss: 0.01}", "{loss: 0}", "17:45: found 0, expected a finite number above 0"),
                change("{loss: 0.01}", "0.01", "17:38: found 0.01, expected a mapping with the key loss"),
                change("{loss: 0.01}", "{accuracy: 1}", "17:39: found the unknown target \"accuracy\", expected loss"),
                // truth values
                change("bias: false", "bias: no", "8:13: found \"no\", expected true or false (no quotes)"),
                change(
                        "bias: false",
                        "bias: \"false\"",
                        "8:13: found the text \"false\", expected true or false (no quotes)"),
                change("bias: false", "bias: 0", "8:13: found 0, expected true or false (no quotes)"),
                // names of things
                change(
                        "activation: tanh,",
                        "activation: tahn,",
                        "5:30: found the unknown activation \"tahn\", expected one of identity, sigmoid, tanh, relu,"
                                + " did you mean \"tanh\"?"),
                change(
                        "activation: tanh,",
                        "activation: 5,",
                        "5:30: found 5, expected one of identity, sigmoid, tanh, relu"),
                change(
                        "half_squared_error",
                        "squared",
                        "10:7: found the unknown loss \"squared\", expected one of half_squared_error, mean_squared_error,"
                                + " did you mean \"half_squared_error\"?"),
                change(
                        "seed: 7",
                        "gradient: average",
                        "12:11: found the unknown gradient \"average\", expected one of mean, sum"),
                change(
                        "verdict: agree",
                        "verdict: agrees",
                        "18:19: found the unknown verdict \"agrees\", expected one of agree, disagree, chaotic,"
                                + " did you mean \"agree\"?"),
                change(", reason: because", "", "18:9: found no key \"reason\" in the expected verdict, expected text"),
                // optimizers
                change(
                        "{sgd: {learn",
                        "{sdg: {learn",
                        "14:9: found the unknown optimizer \"sdg\", expected one of sgd, bpnn_momentum, momentum, nesterov,"
                                + " adam, did you mean \"sgd\"?"),
                change(
                        "{sgd: {learning_rate: 0.5}}",
                        "sgd",
                        "14:8: found \"sgd\", expected a mapping with one of the keys sgd, bpnn_momentum, momentum,"
                                + " nesterov, adam"),
                change(
                        "{sgd: {learning_rate: 0.5}}",
                        "{sgd: {learning_rate: 0.5}, adam: {learning_rate: 1}}",
                        "14:8: found sgd and adam together, expected only one"),
                change(
                        "{sgd: {learning_rate: 0.5}}",
                        "{sgd: 0.5}",
                        "14:14: found 0.5, expected the hyper-parameters of sgd (learning_rate)"),
                change(
                        "{learning_rate: 0.5}",
                        "{}",
                        "14:14: found no key \"learning_rate\" in the hyper-parameters of sgd, expected a finite number"),
                change(
                        "learning_rate: 0.5",
                        "rate: 0.5",
                        "14:15: found the unknown key \"rate\", expected learning_rate"),
                change(
                        "learning_rate: 0.1, momentum: 0.9",
                        "learning_rate: -1, momentum: 1.5",
                        "15:36: found that learning_rate is -1.0, expected a finite number above 0",
                        "15:50: found that momentum is 1.5, expected a number from 0 to below 1"),
                // shapes
                change(
                        "[[0.5], [-0.5]]",
                        "[[0.5], [-0.5], [1]]",
                        "9:22: found 3 rows of weights, expected 2: one per input (2); the layer has no bias"),
                change(
                        "bias: false",
                        "bias: true",
                        "9:22: found 2 rows of weights, expected 3: one per input (2), then the bias row"),
                change(
                        "[[0.5], [-0.5]]",
                        "[[0.5], [-0.5, 1]]",
                        "9:30: found 2 weights in the row, expected 1: one per unit"),
                change("[[0.5], [-0.5]]", "[]", "9:22: found an empty list, expected a list of rows"),
                change(
                        "{uniform: [-0.2, 0.2]}",
                        "{values: [[1, 2], [3, 4]]}",
                        "5:51: found 2 rows of weights, expected 3: one per input (2), then the bias row"),
                change(
                        "units: 1\n",
                        "units: 2\n",
                        "6:14: found 2 units in the last layer, expected 1: one per target of the data",
                        "9:23: found 1 weight in the row, expected 2: one per unit",
                        "9:30: found 1 weight in the row, expected 2: one per unit"),
                change(
                        "units: 2,",
                        "units: 100000,",
                        "9:22: found 2 rows of weights, expected 100000: one per input (100000); the layer has no bias"),
                change(
                        "uniform: [-0.2, 0.2]",
                        "uniform: [0.2, -0.2]",
                        "5:52: found [0.2, -0.2], expected two finite numbers, the lower first: [-0.5, 0.5]"),
                change(
                        "uniform: [-0.2, 0.2]",
                        "uniform: [0.2]",
                        "5:52: found a list, expected two finite numbers, the lower first: [-0.5, 0.5]"),
                change(
                        "{uniform: [-0.2, 0.2]}",
                        "{normal: [0, 1]}",
                        "5:43: found the unknown init \"normal\", expected one of uniform, values"),
                // data
                change(
                        "source: xor",
                        "source: xr",
                        "2:16: found the unknown source \"xr\", expected one of and, or, nand, xor, did you mean \"xor\"?"),
                change(
                        "source: xor",
                        "sorce: xor",
                        "2:8: found the unknown key \"sorce\", expected one of source, csv, inputs, did you mean \"source\"?"),
                change("source: xor", "source: xor, n: 3", "2:21: found the unknown key \"n\", expected source"),
                change("{source: xor}", "xor", "2:7: found \"xor\", expected " + DATA),
                change("{source: xor}", "{}", "2:7: found nothing in the braces, expected " + DATA),
                change(
                        "source: xor",
                        "inputs: [[0, 1], [1, 0], [1, 1], [0, 0]]",
                        "2:7: found no key \"targets\" in the data, expected a list of rows"),
                change(
                        "source: xor",
                        "inputs: [[0, 1], [1], [1, 1], [0, 0]], targets: [[0], [1], [2]]",
                        "2:25: found a row of 1, expected 2, as many as in the first",
                        "2:56: found 3 target rows, expected 4, as many as input rows"),
                change(
                        "source: xor",
                        "csv: none.csv, inputs: [a], targets: [b]",
                        "2:13: folder/none.csv: found no such file, expected a CSV file"),
                change(
                        "source: xor",
                        "csv: none.csv, inputs: [a]",
                        "2:13: found neither targets nor class beside csv, expected one of them"),
                change(
                        "source: xor",
                        "csv: none.csv, inputs: [a], targets: [b], class: c",
                        "2:57: found both targets and class, expected only one of them"),
                // YAML itself
                change(
                        "name: xor",
                        "name: &x xor",
                        "1:7: found the anchor &x, expected only the value: write it out where it is used"),
                change("seed: 7", "seed: *x", "12:7: found the alias *x, expected the value itself"),
                change("seed: 7", "seed: !!int 7", "12:7: found the tag !!int, expected only the value"),
                change("seed: 7", "\tseed: 7", "12:1: found no YAML here: a tab, expected spaces"),
                change("seed: 7", "seed: 7: 8", "12:8: found no YAML here: mapping values are not allowed here"),
                change(
                        "seed: 7",
                        "seed: \"7",
                        "19:1: found no YAML here: while scanning a quoted scalar: found unexpected end of stream"),
                change(
                        "seed: 7",
                        "seed: 7\n---\nname: two",
                        "14:1: found a second document, expected one config per file"),
                change("seed: 7", "seed: \u0000", "12:7: found the character U+0000, expected text"),
                change(
                        "seed: 7",
                        "seed: " + "[".repeat(20_000),
                        "12:56: found lists or mappings nested 51 deep, expected at most 50"),
                change(
                        "seed: 7",
                        "seed: " + "{a: ".repeat(20_000),
                        "12:203: found lists or mappings nested 51 deep, expected at most 50"),
                change(
                        "seed: 7",
                        "seed: 7\n" + nested(20_000),
                        "63:51: found lists or mappings nested 51 deep, expected at most 50"));
    }

    /** A mapping in a mapping in a mapping, by indentation. */
    private static String nested(int levels) {
        StringBuilder text = new StringBuilder();
        for (int level = 0; level < Math.min(levels, 200); level++) {
            text.append(" ".repeat(level)).append("a:\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsReportedWhereItStands(String from, String to, List<String> expected) {
        assertThat(problems(GOOD.replace(from, to))).isEqualTo(expected);
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
                        "1:1: found the unknown key \"nam\", expected one of " + TOP_LEVEL + ", did you mean \"name\"?",
                        "5:30: found the unknown activation \"tahn\", expected one of identity, sigmoid, tanh, relu,"
                                + " did you mean \"tanh\"?",
                        "9:22: found 1 row of weights, expected 2: one per input (2); the layer has no bias",
                        "12:7: found \"seven\", expected a whole number of at most 64 bits",
                        "14:30: found that learning_rate is 0.0, expected a finite number above 0",
                        "15:41: found the unknown key \"momentun\", expected one of learning_rate, momentum,"
                                + " did you mean \"momentum\"?",
                        "16:17: found -1, expected a whole number from 1 to 10000000",
                        "17:7: found no key \"seeds\" in the settings of the race, expected a whole number from 1 to 1000000");
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
    void bytesThatAreNoTextAreShownTheirPlace() {
        byte[] bytes = GOOD.replace("seed: 7", "seed: #").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '#' ? (byte) 0xC3 : bytes[i];
        }

        ConfigException exception = catchThrowableOfType(
                ConfigException.class, () -> ConfigTexts.READER.read(bytes, Path.of("folder", "test.yaml")));

        assertThat(exception)
                .hasMessage("folder/test.yaml:12:7: found bytes that are no UTF-8, expected text in UTF-8");
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
                .hasMessage("my xor.yaml:1:1: found no key \"name\", and the file's own name \"my xor\" does not do,"
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

    private static Arguments change(String from, String to, String... expected) {
        if (!GOOD.contains(from)) {
            throw new IllegalArgumentException(from);
        }
        return Arguments.of(from, to, List.of(expected));
    }
}
