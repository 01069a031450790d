package lockstep.config.form;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.data.file.CsvExamples;
import lockstep.data.file.DataException;
import lockstep.model.Init;
import lockstep.yaml.Choice;
import lockstep.yaml.Form;
import lockstep.yaml.ListOf;
import lockstep.yaml.Mistakes;
import lockstep.yaml.OneOf;
import lockstep.yaml.RealNumber;
import lockstep.yaml.Text;
import lockstep.yaml.Yaml;
import org.jspecify.annotations.Nullable;

/**
 * Where a layer's weights start: {@code init: xavier} and the like, {@code {uniform: [-0.5, 0.5]}}, {@code {normal: 0.1}},
 * {@code {constant: 0}}, {@code {values: [[...], ...]}} or {@code {file: weights.csv}}.
 */
final class InitForm {

    static final String VALUES_KEY = "values";

    static final String FILE_KEY = "file";

    /** The rows of explicit weights; {@link ShapeCheck} says whether they fit the network. */
    static final Form<Init.Values> VALUES = ListOf.ROWS.as(
            rows -> new Init.Values(rows.stream()
                    .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                    .toArray(double[][]::new)),
            values -> Arrays.stream(values.rows())
                    .map(row -> Arrays.stream(row).boxed().toList())
                    .toList());

    private static final OneOf<Init> WITH_NUMBERS = new OneOf<>(
            "init",
            List.of(
                    OneOf.Variant.of("uniform", Init.Uniform.class, new Range()),
                    OneOf.Variant.of(
                            "normal",
                            Init.Normal.class,
                            RealNumber.NOT_NEGATIVE.as(Init.Normal::new, Init.Normal::deviation)),
                    OneOf.Variant.of(
                            "constant",
                            Init.Constant.class,
                            RealNumber.ANY.as(Init.Constant::new, Init.Constant::value)),
                    new OneOf.Variant<>(
                            VALUES_KEY,
                            VALUES.as(values -> values, Init.Values.class::cast),
                            init -> init instanceof Init.Values values
                                    && values.file().isEmpty()),
                    new OneOf.Variant<>(
                            FILE_KEY,
                            new WeightsFile().as(values -> values, Init.Values.class::cast),
                            Init.Values.class::isInstance)));

    private static final Choice<Init.Scheme> SCHEMES = Choice.of("init", Init.Scheme.values(), Init.Scheme::key);

    static final Form<Init> FORM = new NameOrNumbers();

    private InitForm() {}

    /** A name by itself, or a mapping. */
    private record NameOrNumbers() implements Form<Init> {

        @Override
        public String expected() {
            return SCHEMES.expected() + ", or " + WITH_NUMBERS.expected();
        }

        @Override
        public @Nullable Init read(Yaml node, Mistakes reading) {
            if (node instanceof Yaml.Mapping) {
                return WITH_NUMBERS.read(node, reading);
            }
            if (node instanceof Yaml.Scalar scalar && scalar.isText()) {
                return SCHEMES.read(node, reading);
            }
            reading.expected(node, expected());
            return null;
        }

        @Override
        public Object write(Init init) {
            return init instanceof Init.Scheme scheme ? SCHEMES.write(scheme) : WITH_NUMBERS.write(init);
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of("oneOf", List.of(SCHEMES.schema(), WITH_NUMBERS.schema()));
        }

        @Override
        public List<Part> parts() {
            return List.of(new Part("", SCHEMES), new Part("", WITH_NUMBERS));
        }
    }

    /** Two numbers, the lower first. */
    private record Range() implements Form<Init.Uniform> {

        private static final ListOf<Double> NUMBERS = new ListOf<>("numbers", RealNumber.ANY);

        @Override
        public String expected() {
            return "two finite numbers, the lower first: [-0.5, 0.5]";
        }

        @Override
        public Init.@Nullable Uniform read(Yaml node, Mistakes reading) {
            if (!(node instanceof Yaml.Sequence list) || list.items().size() != 2) {
                reading.expected(node, expected());
                return null;
            }
            List<Double> bounds = NUMBERS.read(node, reading);
            if (bounds == null) {
                return null;
            }
            if (bounds.get(0) > bounds.get(1)) {
                reading.report(node.place(), "found " + bounds + ", expected " + expected());
                return null;
            }
            return new Init.Uniform(bounds.get(0), bounds.get(1));
        }

        @Override
        public Object write(Init.Uniform init) {
            return List.of(init.low(), init.high());
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>(NUMBERS.schema());
            schema.put("minItems", 2);
            schema.put("maxItems", 2);
            return schema;
        }
    }

    /** A CSV file without a header, a row for each of the weights' rows. */
    private record WeightsFile() implements Form<Init.Values> {

        @Override
        public String expected() {
            return "a CSV file without a header; its path is relative to the config's folder";
        }

        @Override
        public Init.@Nullable Values read(Yaml node, Mistakes reading) {
            String name = Text.SOME.read(node, reading);
            if (name == null) {
                return null;
            }
            try {
                Path file = reading.beside(name);
                return new Init.Values(CsvExamples.rows(file), Optional.of(file));
            } catch (InvalidPathException e) {
                reading.report(node.place(), "found a path that cannot be a file: " + e.getMessage());
            } catch (DataException e) {
                e.mistakes().forEach(mistake -> {
                    if (mistake.line() > 0) {
                        reading.report(e.file().toString(), Math.toIntExact(mistake.line()), 0, mistake.message());
                    } else {
                        reading.report(node.place(), e.file() + ": " + mistake.message());
                    }
                });
            }
            return null;
        }

        @Override
        public Object write(Init.Values values) {
            return values.file().orElseThrow().toString().replace('\\', '/');
        }

        @Override
        public Map<String, Object> schema() {
            return Text.SOME.schema();
        }
    }
}
