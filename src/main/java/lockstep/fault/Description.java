package lockstep.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What is said of a fault.
 *
 * @param symptom what is wrong, in one sentence
 * @param rightForm how a textbook puts it right
 * @param source where the fault was seen
 */
record Description(String symptom, String rightForm, String source) {

    private static final Map<String, Description> ALL = read();

    static Description of(String name) {
        return Objects.requireNonNull(ALL.get(name.toLowerCase(Locale.ROOT)), () -> "faults.txt has no " + name);
    }

    /** Four lines a fault, and a blank one. */
    private static Map<String, Description> read() {
        Map<String, Description> all = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(Description.class.getResourceAsStream("faults.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            for (int at = 0; at < lines.size(); at += 4) {
                all.put(lines.get(at), new Description(lines.get(at + 1), lines.get(at + 2), lines.get(at + 3)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
