package lockstep.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lockstep.config.ExperimentConfig;
import lockstep.config.RaceSettings;
import lockstep.config.SearchSpace;
import lockstep.config.SearchValues;
import lockstep.config.form.data.PreparationForm;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Run;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import lockstep.yaml.ConfigException;
import lockstep.yaml.Key;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Without it {@code docs/config.md} could leave out a key, give it another default than the reader does, or tell a Python user to
 * draw other weights than those that a run starts from.
 *
 * <p>{@code mvn -Dtest=ConfigPageTest -Dlockstep.refresh=true test} rewrites the tables.
 */
class ConfigPageTest {

    private static final Path PAGE = Path.of("docs/config.md");
    private static final String BEGIN = "<!-- ";
    private static final String END = " -->";

    /** All that can be drawn, biases and none, and a shuffle; the sizes differ, so that no two can be mistaken. */
    private static final String DRAWN = """
            data: {source: parity, n: 3}
            network:
              layers:
                - {units: 4, activation: tanh, init: {uniform: [-0.2, 0.3]}}
                - {units: 3, activation: tanh, init: {normal: 0.1}}
                - {units: 2, activation: tanh, bias: false, init: {uniform: [0.1, 0.7]}}
                - {units: 5, activation: tanh, init: xavier}
                - {units: 2, activation: tanh, init: {constant: 0.25}}
                - {units: 3, activation: tanh, init: xavier_uniform}
                - {units: 2, activation: tanh, init: he, bias: false}
                - {units: 3, activation: tanh, init: he_uniform}
                - {units: 2, activation: tanh, init: lecun_normal}
                - {units: 2, activation: tanh, init: {values: [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]}}
                - {units: 1, activation: tanh, init: lecun_uniform}
            loss: half_squared_error
            batch_size: 8
            shuffle: true
            seed: -12
            optimizers: {sgd: {sgd: {learning_rate: 0.5}}}
            """;

    @TempDir
    private static Path folder;

    private final KeyTables tables = new KeyTables();

    /** What the page says above each table, and the lines below that are it. */
    private static Map<String, List<String>> shown(List<String> lines) {
        Map<String, List<String>> shown = new LinkedHashMap<>();
        for (int l = 0; l < lines.size(); l++) {
            String line = lines.get(l);
            if (line.startsWith(BEGIN) && line.endsWith(END)) {
                String what = line.substring(BEGIN.length(), line.length() - END.length());
                int end = l + 1;
                while (end < lines.size() && lines.get(end).startsWith("|")) {
                    end++;
                }
                assertThat(shown.put(what, lines.subList(l + 1, end))).as(what).isNull();
            }
        }
        return shown;
    }

    @BeforeAll
    static void refresh() throws IOException {
        if (Boolean.getBoolean("lockstep.refresh")) {
            KeyTables tables = new KeyTables();
            List<String> lines = Files.readAllLines(PAGE);
            List<String> refreshed = new ArrayList<>();
            Map<String, List<String>> shown = shown(lines);
            for (int l = 0; l < lines.size(); l++) {
                String line = lines.get(l);
                refreshed.add(line);
                if (line.startsWith(BEGIN) && line.endsWith(END)) {
                    String what = line.substring(BEGIN.length(), line.length() - END.length());
                    refreshed.addAll(tables.table(what));
                    l += shown.getOrDefault(what, List.of()).size();
                }
            }
            Files.write(PAGE, refreshed);
        }
    }

    @Test
    void theTablesAreThoseOfTheReader() throws IOException {
        shown(Files.readAllLines(PAGE))
                .forEach((what, lines) -> assertThat(lines)
                        .as("%s. This rewrites it: mvn -Dtest=ConfigPageTest -Dlockstep.refresh=true test", what)
                        .isEqualTo(tables.table(what)));
    }

    @Test
    void everyKeyIsShownOnce() throws IOException {
        Map<String, List<String>> shown = new LinkedHashMap<>();
        var all = shown(Files.readAllLines(PAGE));
        all.keySet()
                .forEach(what -> tables.shownBy(what)
                        .forEach((path, keys) -> shown.computeIfAbsent(path, any -> new ArrayList<>())
                                .addAll(keys)));
        List<String> ofAllData = PreparationForm.KEYS.stream().map(Key::name).toList();

        assertThat(all).containsKeys("problems", "hyper-parameters");
        assertThat(shown.keySet()).isEqualTo(tables.keysToShow().keySet());
        tables.keysToShow().forEach((path, keys) -> {
            List<String> expected = new ArrayList<>(keys);
            if (path.equals("data.csv") || path.equals("data.source.idx")) {
                expected.removeAll(ofAllData); // shown with the rows that stand in the config
            }
            assertThat(shown.get(path)).as(path).containsExactlyInAnyOrderElementsOf(expected);
        });
    }

    @Test
    void everyNameIsExplained() throws IOException {
        assertThat(tables.wordsToExplain())
                .contains("| `softsign` | ", "| `normal` | a finite number, 0 or above |")
                .allSatisfy(word -> assertThat(Files.readString(PAGE)).contains(word));
    }

    @Test
    void everyHyperParameterIsExplained() throws IOException {
        for (OptimizerKind kind : OptimizerKind.ALL) {
            for (OptimizerKind.Parameter parameter : kind.parameters()) {
                assertThat(Files.readString(PAGE)).contains("\n| `" + parameter.name() + "` | ");
            }
        }
    }

    /** With the CSV file beside it. */
    @Test
    void theExampleIsRead() throws IOException, ConfigException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/flowers.csv"), block("csv"));
        ExperimentConfig example = ConfigTexts.READER.read(block("yaml"), folder.resolve("flowers.yaml"));

        assertThat(example.name()).isEqualTo("flowers");
        assertThat(example.data().test()).isPresent();
        assertThat(example.runs()).extracting(Run::label).containsExactly("sgd", "momentum", "adam");
        assertThat(example.search("adam").isSearched()).isTrue();
        assertThat(example.race().flatMap(RaceSettings::tuning)).isPresent();
    }

    /** By CPython, from the page's own lines. */
    @Test
    void pythonDrawsTheStart() throws IOException, InterruptedException, ConfigException {
        Run run = ConfigTexts.READER.read(DRAWN, Path.of("drawn.yaml")).anyRun();
        String layers = DRAWN.lines()
                .filter(line -> line.contains("units:"))
                .map(line -> "(" + found("units: (\\d+)", line) + ", "
                        + (line.contains("bias: false") ? "False" : "True") + ", "
                        + found("init: ([a-z_]+|\\{.*?\\})[,}]", line).replaceAll("([a-z_]+)", "'$1'") + ")")
                .reduce("", (list, layer) -> list + layer + ", ");
        String script = block("python") + "\nfor layer in start(-12, 3, [" + layers + "]):\n"
                + "    for row in layer:\n        for w in row:\n            print(repr(w))\n"
                + "order = list(range(8))\nfor epoch in range(3):\n    random.shuffle(order)\n    print(order)\n";
        List<String> drawn = python(script);

        Run.Start start = run.start();
        assertThat(drawn).hasSize(start.weights().length + 3);
        for (int w = 0; w < start.weights().length; w++) {
            assertThat(Double.parseDouble(drawn.get(w))).as("weight %d", w).isEqualTo(start.weights()[w]);
        }
        for (int epoch = 0; epoch < 3; epoch++) {
            assertThat(order(start.batches())).isEqualTo(drawn.get(start.weights().length + epoch));
        }
    }

    /** The examples of an epoch, which is one batch. */
    private static String order(Batches batches) {
        Batch batch = batches.next();
        List<Integer> order = new ArrayList<>();
        for (int e = 0; e < batch.size(); e++) {
            order.add(batch.row(e));
        }
        return order.toString();
    }

    /** What the page says of the settings that `verify` takes; the numbers are CPython's, from the page's expressions. */
    @Test
    void aSearchIsRepresentedAsThePageSays() throws IOException, InterruptedException {
        SearchSpace grids = new SearchSpace(
                kind("momentum"),
                values(
                        "learning_rate", new SearchValues.Grid(List.of(0.1, 0.2, 0.3)),
                        "momentum", new SearchValues.Grid(List.of(0.5, 0.9))));
        assertThat(OptimizerKind.valuesOf(grids.representative(7)))
                .containsEntry("learning_rate", 0.2)
                .containsEntry("momentum", 0.9);

        SearchSpace ranges = new SearchSpace(
                kind("momentum"),
                values(
                        "learning_rate", new SearchValues.LogUniform(1e-4, 10),
                        "momentum", new SearchValues.Uniform(0.5, 0.99)));
        Optimizer first = ranges.representative(7);
        assertThat(first).isEqualTo(ranges.settings(1, 7).get(0));
        List<String> drawn = python("""
                import random
                random.seed(7)
                print(float(f"{1e-4 * (10 / 1e-4) ** random.random():.3g}"))
                print(float(f"{random.uniform(0.5, 0.99):.3g}"))
                """);
        assertThat(OptimizerKind.valuesOf(first).values().stream()
                        .map(String::valueOf)
                        .map(Double::valueOf))
                .containsExactlyElementsOf(drawn.stream().map(Double::valueOf).toList());
    }

    private static OptimizerKind kind(String name) {
        return OptimizerKind.ALL.stream()
                .filter(kind -> kind.key().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, SearchValues> values(
            String first, SearchValues of, String second, SearchValues ofSecond) {
        Map<String, SearchValues> values = new LinkedHashMap<>();
        values.put(first, of);
        values.put(second, ofSecond);
        return values;
    }

    private static List<String> python(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script.py"), script);
        Process process = new ProcessBuilder("python3", file.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.lines().toList();
    }

    private static String found(String pattern, String in) {
        Matcher matcher = Pattern.compile(pattern).matcher(in);
        assertThat(matcher.find()).as("%s in %s", pattern, in).isTrue();
        return matcher.group(1);
    }

    /** The only block of a language on the page. */
    private static String block(String language) throws IOException {
        String[] parts = Files.readString(PAGE).split("\n```" + language + "\n", -1);
        assertThat(parts).as(language).hasSize(2);
        return parts[1].substring(0, parts[1].indexOf("\n```") + 1);
    }
}
