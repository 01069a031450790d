package lockstep.yaml;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** True or false; YAML 1.1's "yes", "no", "on" and "off" are text. */
public record Flag() implements Form<Boolean> {

    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");

    @Override
    public String expected() {
        return "true or false (no quotes)";
    }

    @Override
    public @Nullable Boolean read(Yaml node, Mistakes reading) {
        if (node instanceof Yaml.Scalar scalar) {
            boolean yes = TRUE.contains(scalar.text());
            if (scalar.plain() && (yes || FALSE.contains(scalar.text()))) {
                return yes;
            }
        }
        reading.expected(node, expected());
        return null;
    }

    @Override
    public Object write(Boolean value) {
        return value;
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "boolean");
    }
}
