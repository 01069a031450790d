package lockstep.config.form;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.model.Clipping;
import lockstep.model.Clipping.Mode;
import lockstep.yaml.Choice;
import lockstep.yaml.Form;
import lockstep.yaml.Mistakes;
import lockstep.yaml.OneOf;
import lockstep.yaml.RealNumber;
import lockstep.yaml.Yaml;
import org.jspecify.annotations.Nullable;

/** {@code clipping: renormalize_l2_per_layer}, {@code clipping: {clip_l2_per_layer: 1.0}}, or {@code none}. */
final class ClippingForm implements Form<Clipping> {

    private static final Form<Clipping> WORD =
            Choice.of("clipping", modes(false), Mode::key).as(Clipping::of, Clipping::mode);

    private static final Form<Clipping> WITH_THRESHOLD = new OneOf<>(
            "clipping",
            modes(true).stream()
                    .map(mode -> new OneOf.Variant<>(
                            mode.key(),
                            RealNumber.POSITIVE.as(threshold -> new Clipping(mode, threshold), Clipping::threshold),
                            clipping -> clipping.mode() == mode))
                    .toList());

    private static List<Mode> modes(boolean withThreshold) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.hasThreshold() == withThreshold)
                .toList();
    }

    @Override
    public String expected() {
        return WORD.expected() + ", or " + WITH_THRESHOLD.expected();
    }

    @Override
    public @Nullable Clipping read(Yaml node, Mistakes reading) {
        if (node instanceof Yaml.Mapping mapping && !mapping.entries().isEmpty()) {
            for (Mode mode : modes(false)) {
                if (mapping.entries().containsKey(mode.key())) {
                    reading.report(node.place(), "found " + mode.key() + " with a value, expected the word alone");
                    return null;
                }
            }
            return WITH_THRESHOLD.read(node, reading);
        }
        Clipping clipping = WORD.read(node, reading.aside());
        if (clipping == null) {
            reading.expected(node, expected());
        }
        return clipping;
    }

    @Override
    public Object write(Clipping clipping) {
        return (clipping.mode().hasThreshold() ? WITH_THRESHOLD : WORD).write(clipping);
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("oneOf", List.of(WORD.schema(), WITH_THRESHOLD.schema()));
        return schema;
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("", WORD), new Part("", WITH_THRESHOLD));
    }
}
