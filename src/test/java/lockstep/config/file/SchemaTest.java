package lockstep.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Without it an editor could underline what the reader takes, or let pass a key that the reader does not know. */
class SchemaTest {

    private static final com.networknt.schema.Schema SCHEMA = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12)
            .getSchema(Schema.text(ConfigTexts.FAULTS), InputFormat.JSON);

    static Stream<Path> shipped() throws IOException {
        return ShippedConfigsTest.shipped();
    }

    static Stream<Path> complete() throws IOException {
        return ShippedConfigsTest.complete();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void aShippedConfigSatisfiesIt(Path file) throws IOException {
        assertThat(complaints(Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("complete")
    void aResolvedConfigSatisfiesIt(Path file) throws ConfigException {
        assertThat(complaints(ResolvedConfig.text(ConfigTexts.READER.read(file), Path.of("results"))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void aMisspeltKeyDoesNot(Path file) throws IOException {
        String text = Files.readString(file);
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(text);
        List<String> keys = keys(tree).distinct().toList();
        Set<?> labels = labels(tree);
        assertThat(keys).contains("network", "units", "optimizers");
        for (String key : keys) {
            String misspelt = text.replaceFirst("(?m)(^|[ {])" + key + ":", "$1" + key + "x:");
            if (!labels.contains(key)) {
                assertThat(complaints(misspelt)).as(key).isNotEmpty();
            }
        }
    }

    /** What the reader refuses and JSON Schema can express. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    loss: half_squared_error  | loss: squared
                    source: xor               | source: xr
                    source: xor               | source: xor, n: 3
                    source: xor               | csv: a.csv
                    batch_size: full          | batch_size: 0
                    batch_size: full          | batch_size: 2.5
                    batch_size: full          | batch_size: half
                    seed: 777                 | seed: '7'
                    bias: false               | bias: no
                    [-0.2, 0.2]               | [-0.2]
                    {uniform: [-0.2, 0.2]}    | {values: [1]}
                    units: 2                  | units: 0
                    activation: tanh          | activation: tahn
                    learning_rate: 0.5        | learning_rate: fast
                    {learning_rate: 0.5}      | {}
                    adam: {adam               | a dam: {adam
                    steps: 2000               | steps: -1
                    target: {loss: 0.01}      | target: {loss: 0}
                    name: xor                 | name: x/or
                    units: 2                  | units: 2, l1: -1
                    seed: 777                 | weight_decay_bias: a
                    seed: 777                 | clipping: clip
                    seed: 777                 | clipping: {clip_l2_per_layer: 0}
                    seed: 777                 | schedule: exponential
                    seed: 777                 | schedule: {step: {decay_rate: 0.5}}
                    seed: 777                 | schedule: {map: {factors: {a: 1}}}
                    seed: 777                 | schedule: {ramp: {steps: 3, base: {ramp: {steps: 2}}}}
                    """)
    void aWrongValueDoesNot(String from, String to) throws IOException {
        String text = Files.readString(Path.of("configs", "xor.yaml"));

        assertThat(text).contains(from);
        assertThat(complaints(text.replace(from, to))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    units: 2  | units: 2, l1: 0, l2_bias: 1
                    seed: 777 | clipping: none
                    seed: 777 | clipping: {clip_element_wise_absolute_value: 0.5}
                    seed: 777 | schedule: {poly: {power: 2, length: 9, by: epoch}}
                    seed: 777 | schedule: {map: {factors: {10: 0.1, 200: 0}}}
                    seed: 777 | schedule: {ramp: {steps: 3, base: {cycle: {length: 20}}}}
                    """)
    void aRightValueDoes(String from, String to) throws IOException {
        String text = Files.readString(Path.of("configs", "xor.yaml")).replace(from, to);

        assertThat(text).contains(to);
        assertThat(complaints(text)).isEmpty();
    }

    @Test
    void itTellsAnEditorWhatAKeySets() {
        assertThat(Schema.text(ConfigTexts.FAULTS))
                .startsWith("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n")
                .endsWith("}\n")
                .contains("\"description\": \"the number of units in the layer\"")
                .contains("\"default\": 1000")
                .contains("\"bpnn_momentum\"");
    }

    /** The labels of a config's optimizers, which may be anything. */
    private static Set<?> labels(Object tree) {
        return tree instanceof Map<?, ?> map && map.get("optimizers") instanceof Map<?, ?> optimizers
                ? optimizers.keySet()
                : Set.of();
    }

    private static List<String> complaints(String yaml) {
        return SCHEMA.validate(yaml, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    /** Every key of a tree, however deep. */
    private static Stream<String> keys(Object node) {
        if (node instanceof Map<?, ?> map) {
            return Stream.concat(
                    map.keySet().stream().map(String::valueOf),
                    map.values().stream().flatMap(SchemaTest::keys));
        }
        return node instanceof List<?> list ? list.stream().flatMap(SchemaTest::keys) : Stream.empty();
    }
}
