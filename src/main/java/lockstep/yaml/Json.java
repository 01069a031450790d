package lockstep.yaml;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.DefaultPrettyPrinter.NopIndenter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;

/** Strings, numbers, truth values, lists and maps as JSON text: one key per line, two spaces per level. */
public final class Json {

    private static final ObjectWriteContext CONTEXT = new ObjectWriteContext.Base() {
        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            Separators separators =
                    new Separators().withObjectNameValueSpacing(Spacing.AFTER).withArrayElementSpacing(Spacing.AFTER);
            return new DefaultPrettyPrinter(separators)
                    .withArrayIndenter(NopIndenter.instance())
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")); // the default is this machine's line feed
        }

        @Override
        public void writeValue(JsonGenerator json, Object value) {
            if (value instanceof Map<?, ?> map) {
                json.writeStartObject();
                map.forEach((key, item) -> json.writePOJOProperty((String) key, item));
                json.writeEndObject();
            } else if (value instanceof List<?> list) {
                json.writeStartArray();
                list.forEach(json::writePOJO);
                json.writeEndArray();
            } else if (value instanceof String string) {
                json.writeString(string);
            } else {
                json.writeRawValue(value.toString());
            }
        }
    };

    private Json() {}

    public static String text(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(CONTEXT, text)) {
            json.writePOJO(value);
        }
        return text.append('\n').toString();
    }
}
