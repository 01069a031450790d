package lockstep.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.model.Init;
import org.jspecify.annotations.Nullable;

/** {@code init: {uniform: [-0.5, 0.5]}} or {@code init: {values: [[...], ...]}}: where a layer's weights start. */
final class InitForm {

    static final String VALUES_KEY = "values";

    /** The rows of explicit weights; whether they fit the network, {@link ShapeCheck} says. */
    static final Form<Init.Values> VALUES = ListOf.ROWS.as(
            rows -> new Init.Values(rows.stream()
                    .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                    .toArray(double[][]::new)),
            values -> Arrays.stream(values.rows())
                    .map(row -> Arrays.stream(row).boxed().toList())
                    .toList());

    static final Form<Init> FORM = new OneOf<>(
            "init",
            List.of(
                    OneOf.Variant.of("uniform", Init.Uniform.class, new Range()),
                    OneOf.Variant.of(VALUES_KEY, Init.Values.class, VALUES)));

    private InitForm() {}

    /** Two numbers, the lower first. */
    private record Range() implements Form<Init.Uniform> {

        private static final ListOf<Double> NUMBERS = new ListOf<>("numbers", RealNumber.ANY);

        @Override
        public String expected() {
            return "two finite numbers, the lower first: [-0.5, 0.5]";
        }

        @Override
        public Init.@Nullable Uniform read(Yaml node, Reading reading) {
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
}
