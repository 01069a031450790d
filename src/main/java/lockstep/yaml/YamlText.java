package lockstep.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** YAML as characters: written, and read from UTF-8, where characters that an editor would not show are refused. */
public final class YamlText {

    /** In more bytes than these (no character of Java's takes more than three) is more text than the parser takes. */
    private static final int MOST_BYTES = 3 * YamlParser.LONGEST;

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.AUTO)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setSplitLines(false)
            .setBestLineBreak("\n")
            .setDereferenceAliases(true) // an empty list used twice is written twice, not as an alias
            .build();

    private YamlText() {}

    /** Maps, lists and scalars as YAML. */
    public static String of(Object value) {
        return new Dump(SETTINGS).dumpToString(value);
    }

    /** As many bytes as {@link #decode} needs, of a file that may have no end. */
    public static byte[] read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(MOST_BYTES + 1);
        }
    }

    /** The text, or empty where a byte or a character was reported, or that there are too many. */
    public static Optional<String> decode(byte[] bytes, Mistakes reading) {
        if (bytes.length > MOST_BYTES) {
            return YamlParser.tooLong("more than " + YamlParser.LONGEST, reading);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer decoded = CharBuffer.allocate(bytes.length + 1);
        CoderResult end = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
        String text = decoded.flip().toString();
        if (end.isError()) {
            reading.report(placeOf(text, text.length()), "found bytes that are not UTF-8, expected text in UTF-8");
            return Optional.empty();
        }
        return printable(text.startsWith("\uFEFF") ? text.substring(1) : text, reading);
    }

    private static Optional<String> printable(String text, Mistakes reading) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            if (!StreamReader.isPrintable(character)) {
                reading.report(
                        placeOf(text, i),
                        String.format(Locale.ROOT, "found the character U+%04X, expected text", character));
                return Optional.empty();
            }
        }
        return Optional.of(text);
    }

    /** The line and column of a character. */
    private static Yaml.Place placeOf(String text, int index) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < index; i++) {
            boolean pair = text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (text.charAt(i) == '\n' || (text.charAt(i) == '\r' && !pair)) {
                line++;
                start = i + 1;
            }
        }
        return new Yaml.Place(line, text.codePointCount(start, index) + 1);
    }
}
