package lockstep.yaml;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A number as it is printed somewhere: its digits count. It may have quotes, which keep the digits in other programs' hands. */
public final class Printed implements Form<BigDecimal> {

    @Override
    public String expected() {
        return "a finite number, with the digits that are printed";
    }

    @Override
    public @Nullable BigDecimal read(Yaml node, Mistakes reading) {
        if (node instanceof Yaml.Scalar scalar && scalar.isNumber()) {
            try {
                BigDecimal number = new BigDecimal(scalar.text());
                if (Double.isFinite(number.doubleValue())) {
                    return number;
                }
            } catch (NumberFormatException infiniteOrNan) {
                // expected something else
            }
        }
        reading.expected(node, expected());
        return null;
    }

    @Override
    public Object write(BigDecimal number) {
        return number.toString();
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", List.of("number", "string"));
    }
}
