package lockstep.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finite number within bounds.
 *
 * @param open whether {@code least} itself is too small
 */
public record RealNumber(double least, boolean open, double most) implements Form<Double> {

    public static final RealNumber ANY = new RealNumber(-Double.MAX_VALUE, false, Double.MAX_VALUE);
    public static final RealNumber POSITIVE = new RealNumber(0.0, true, Double.MAX_VALUE);
    public static final RealNumber NOT_NEGATIVE = new RealNumber(0.0, false, Double.MAX_VALUE);

    @Override
    public String expected() {
        if (most < Double.MAX_VALUE) {
            return "a number from " + (open ? "above " : "") + inWords(least) + " to " + inWords(most);
        }
        if (least == -Double.MAX_VALUE) {
            return "a finite number";
        }
        return "a finite number" + (open ? " above " + inWords(least) : ", " + inWords(least) + " or above");
    }

    /** 0 rather than 0.0. */
    private static String inWords(double bound) {
        return String.valueOf(bound).replaceFirst("\\.0$", "");
    }

    @Override
    public @Nullable Double read(Yaml node, Mistakes reading) {
        if (node instanceof Yaml.Scalar scalar && scalar.isNumber()) {
            if (!scalar.plain()) {
                reading.expected(node, expected() + ", without quotes");
                return null;
            }
            double number = parse(scalar.text());
            if (number <= most && (open ? number > least : number >= least)) {
                return number;
            }
        }
        reading.expected(node, expected());
        return null;
    }

    /** NaN where the text is .inf or .nan, infinite where it is too large for a double. */
    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException infiniteOrNan) {
            return Double.NaN;
        }
    }

    @Override
    public Object write(Double value) {
        return value;
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "number");
        if (least > -Double.MAX_VALUE) {
            schema.put(open ? "exclusiveMinimum" : "minimum", least);
        }
        if (most < Double.MAX_VALUE) {
            schema.put("maximum", most);
        }
        return schema;
    }
}
