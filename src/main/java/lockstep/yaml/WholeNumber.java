package lockstep.yaml;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A whole number within bounds, both allowed. */
public record WholeNumber(long least, long most) implements Form<Long> {

    private static final Pattern DIGITS = Pattern.compile("[-+]?[0-9]{1,40}");

    /** A number of things: at least one. */
    public static Form<Integer> countUpTo(int most) {
        return new WholeNumber(1, most).as(Math::toIntExact, Integer::longValue);
    }

    private boolean isUnbounded() {
        return least == Long.MIN_VALUE && most == Long.MAX_VALUE;
    }

    @Override
    public String expected() {
        return isUnbounded() ? "a whole number of at most 64 bits" : "a whole number from " + least + " to " + most;
    }

    @Override
    public @Nullable Long read(Yaml node, Mistakes reading) {
        if (node instanceof Yaml.Scalar scalar && DIGITS.matcher(scalar.text()).matches()) {
            BigInteger number = new BigInteger(scalar.text());
            if (!scalar.plain()) {
                reading.expected(node, expected() + ", without quotes");
                return null;
            }
            if (number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0) {
                return number.longValueExact();
            }
        }
        reading.expected(node, expected());
        return null;
    }

    @Override
    public Object write(Long value) {
        return value;
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        if (!isUnbounded()) {
            schema.put("minimum", least);
            schema.put("maximum", most);
        }
        return schema;
    }
}
