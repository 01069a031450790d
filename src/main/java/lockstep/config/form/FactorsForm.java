package lockstep.config.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import lockstep.yaml.Form;
import lockstep.yaml.Mistakes;
import lockstep.yaml.RealNumber;
import lockstep.yaml.Yaml;
import org.jspecify.annotations.Nullable;

/**
 * {@code {100: 0.1, 200: 0.01}}: each factor, with the count from which it holds.
 *
 * @param count the form of the keys
 */
record FactorsForm(Form<Integer> count) implements Form<SortedMap<Integer, Double>> {

    private static final Form<Double> FACTOR = RealNumber.NOT_NEGATIVE;

    @Override
    public String expected() {
        return "a mapping of steps or epochs to factors: {100: 0.1}";
    }

    @Override
    public @Nullable SortedMap<Integer, Double> read(Yaml node, Mistakes reading) {
        if (!(node instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
            reading.expected(node, expected());
            return null;
        }
        SortedMap<Integer, Double> factors = new TreeMap<>();
        mapping.entries().forEach((key, entry) -> {
            Integer from = count.read(new Yaml.Scalar(entry.place(), key, true), reading);
            Double factor = FACTOR.read(entry.value(), reading);
            if (from != null && factor != null && factors.put(from, factor) != null) {
                reading.report(
                        entry.place(), "found " + key + ", expected each number once: " + from + " is already there");
            }
        });
        return factors.size() == mapping.entries().size() ? factors : null;
    }

    @Override
    public Object write(SortedMap<Integer, Double> factors) {
        Map<Long, Object> written = new LinkedHashMap<>();
        factors.forEach((from, factor) -> written.put(from.longValue(), FACTOR.write(factor)));
        return written;
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("minProperties", 1);
        schema.put("propertyNames", Map.of("pattern", "^[+]?[0-9]+$"));
        schema.put("additionalProperties", FACTOR.schema());
        return schema;
    }
}
