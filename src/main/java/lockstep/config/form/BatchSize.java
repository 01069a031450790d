package lockstep.config.form;

import java.util.List;
import java.util.Map;
import lockstep.yaml.Form;
import lockstep.yaml.Mistakes;
import lockstep.yaml.WholeNumber;
import lockstep.yaml.Yaml;
import org.jspecify.annotations.Nullable;

/** {@code batch_size: 4}, or {@code full} for all the examples. */
final class BatchSize implements Form<Integer> {

    /** All the examples, however many there are. */
    static final int FULL = Integer.MAX_VALUE;

    private static final String FULL_WORD = "full";
    private static final Form<Integer> NUMBER = WholeNumber.countUpTo(FULL - 1);

    @Override
    public String expected() {
        return "a whole number, 1 or above, or " + FULL_WORD;
    }

    @Override
    public @Nullable Integer read(Yaml node, Mistakes reading) {
        if (node instanceof Yaml.Scalar scalar && scalar.text().equals(FULL_WORD)) {
            return FULL;
        }
        Integer size = NUMBER.read(node, reading.aside());
        if (size == null) {
            reading.expected(node, expected());
        }
        return size;
    }

    @Override
    public Object write(Integer size) {
        return size == FULL ? FULL_WORD : NUMBER.write(size);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("oneOf", List.of(NUMBER.schema(), Map.of("const", FULL_WORD)));
    }
}
