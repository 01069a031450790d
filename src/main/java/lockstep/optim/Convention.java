package lockstep.optim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a library writes the optimizers. A rule that is not DL4J's need not be wrong: libraries put epsilon in different places, and
 * begin sums of squares at different values. {@code conventions.txt} has a line for each library and kind.
 */
public enum Convention {
    // The first is what a config has that names none.
    DL4J("Deeplearning4j", true),
    PYTORCH("PyTorch", false),
    KERAS("Keras", true),
    TFJS("TensorFlow.js", true),
    OPTAX("Optax", false),
    SKLEARN("scikit-learn", true),
    ENCOG("Encog", false),
    CONVNETJS("ConvNetJS", false);

    /**
     * A library's form of an optimizer.
     *
     * @param entries of the catalogue of faults: what differs from DL4J's form
     * @param defaults of hyper-parameters, where they are not DL4J's
     * @param place in the library's source; where the form is not known, and what it has that no entry has
     * @param isKnown whether the entries make it
     */
    public record Form(List<String> entries, Map<String, Double> defaults, String place, boolean isKnown) {}

    /** An entry that differs from DL4J's form in its numbers only where the learning rate changes. */
    public static final String SAME_AT_A_CONSTANT_RATE = "rate_outside_velocity";

    private static final String UNKNOWN = "?";

    private final String library;
    private final boolean penaltyInLoss;
    private final Map<String, Form> forms;

    Convention(String library, boolean penaltyInLoss) {
        this.library = library;
        this.penaltyInLoss = penaltyInLoss;
        this.forms = Table.FORMS.getOrDefault(name().toLowerCase(Locale.ROOT), Map.of());
    }

    /** The library's form of an optimizer; empty if it has none. */
    public Optional<Form> of(OptimizerKind kind) {
        return this == DL4J
                ? Optional.of(new Form(List.of(), Map.of(), "", true))
                : Optional.ofNullable(forms.get(kind.key()));
    }

    /** What in it differs from DL4J's; nothing where the library has none. */
    public List<String> entries(OptimizerKind kind) {
        return of(kind).map(Form::entries).orElse(List.of());
    }

    /** The name in a config: {@code pytorch}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The library with a name. */
    public static Optional<Convention> named(String key) {
        return Arrays.stream(values())
                .filter(library -> library.key().equals(key))
                .findFirst();
    }

    /** As its makers write it: {@code PyTorch}. */
    public String library() {
        return library;
    }

    /** Whether the loss that it reports has the penalties in it; if not, its optimizers add them to the gradient only. */
    public boolean penaltyInLoss() {
        return penaltyInLoss;
    }

    /** The entries of the catalogue that may be meant: those of the libraries, and PyTorch's dampening, which is a setting there. */
    public static List<String> meant() {
        return Stream.concat(
                        Stream.of("first_gradient_whole"),
                        Arrays.stream(values())
                                .flatMap(convention -> convention.forms.values().stream())
                                .flatMap(form -> form.entries().stream()))
                .distinct()
                .sorted()
                .toList();
    }

    /** The libraries that write an optimizer by these entries. */
    public static List<Convention> with(OptimizerKind kind, List<String> entries) {
        return Arrays.stream(values())
                .filter(convention -> convention != DL4J
                        && convention
                                .of(kind)
                                .filter(form ->
                                        form.isKnown() && sorted(form.entries()).equals(sorted(entries)))
                                .isPresent())
                .toList();
    }

    private static List<String> sorted(List<String> entries) {
        return entries.stream().sorted().toList();
    }

    /** The table, read once: by library and kind. */
    private static final class Table {

        private static final Map<String, Map<String, Form>> FORMS = read();

        private static Map<String, Map<String, Form>> read() {
            Map<String, Map<String, Form>> forms = new LinkedHashMap<>();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    Objects.requireNonNull(Convention.class.getResourceAsStream("conventions.txt")),
                    StandardCharsets.UTF_8))) {
                lines.lines()
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .forEach(line -> {
                            String[] parts = line.split(" +", 5);
                            List<String> entries = parts[2].equals("-") || parts[2].equals(UNKNOWN)
                                    ? List.of()
                                    : List.of(parts[2].split(",", -1));
                            forms.computeIfAbsent(parts[0], library -> new LinkedHashMap<>())
                                    .put(
                                            parts[1],
                                            new Form(entries, numbers(parts[3]), parts[4], !parts[2].equals(UNKNOWN)));
                        });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return forms;
        }
    }

    private static Map<String, Double> numbers(String text) {
        return text.equals("-")
                ? Map.of()
                : Arrays.stream(text.split(",", -1))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> Double.parseDouble(pair[1])));
    }
}
