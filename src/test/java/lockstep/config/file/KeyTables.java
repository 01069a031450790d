package lockstep.config.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lockstep.config.Overrides;
import lockstep.config.form.ConfigForm;
import lockstep.config.form.SearchValuesForm;
import lockstep.config.form.data.PreparationForm;
import lockstep.config.form.data.ProblemForm;
import lockstep.data.problem.Problem;
import lockstep.optim.OptimizerKind;
import lockstep.yaml.Choice;
import lockstep.yaml.Fields;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.ListOf;
import lockstep.yaml.OneOf;
import lockstep.yaml.RealNumber;
import lockstep.yaml.WholeNumber;

/**
 * The keys of a config as tables of a page, made of the forms that read them. A page says with a comment of its own which table
 * stands below it:
 *
 * <pre>
 *   keys of the config: name, seed     some of the keys of a config itself
 *   keys of race                       all keys of the mapping under the key race
 *   keys of schedule.*                 those of each mapping that may stand under it
 *   problems, hyper-parameters         what a built-in problem, or an optimizer, takes
 * </pre>
 */
final class KeyTables {

    /** The outermost mapping. */
    private static final String CONFIG = "the config";

    /** The source that is no built-in problem. */
    private static final String FILES = "idx";

    /** What stands in place of a hyper-parameter's number, whichever it is. */
    private static final String SEARCH = "search";

    /** The names that the text beside the table of keys is enough for; faults and conventions have pages of their own. */
    private static final Set<String> PLAIN =
            Set.of("source", "gradient", "engine", "verdict", "adequacy", "count", "fault", "entry", "library");

    private static final Pattern SOME_KEYS = Pattern.compile("keys of ([^:*]+)(?:: (.+))?");
    private static final Pattern KEYS_OF_EACH = Pattern.compile("keys of (.+)\\.\\*");

    private final Map<String, Fields<?>> mappings = new LinkedHashMap<>();
    private final Map<String, OneOf<?>> choices = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<Form<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    KeyTables() {
        walk(CONFIG, ConfigForm.of(ConfigTexts.FAULTS, Problem.ALL, Overrides.NONE));
    }

    private void walk(String path, Form<?> form) {
        if (!seen.add(form)) {
            return;
        }
        if (form instanceof Fields<?> fields) {
            mappings.put(path, fields);
        } else if (form instanceof OneOf<?> oneOf) {
            choices.put(path, oneOf);
        } else if (form instanceof Choice<?> choice && !PLAIN.contains(choice.what())) {
            names.addAll(choice.byName().keySet());
        }
        if (form instanceof ProblemForm problems) { // those have a table of their own
            problems.parts().stream()
                    .filter(part -> part.name().equals(FILES))
                    .forEach(part -> walk(path + "." + part.name(), part.form()));
            return;
        }
        String above = form instanceof SearchValuesForm ? SEARCH : path;
        for (Form.Part part : form.parts()) {
            String below = above.equals(CONFIG) ? part.name() : above + "." + part.name();
            walk(part.name().isEmpty() ? above : below, part.form());
        }
    }

    /** The mappings whose keys the page has to show, by where they stand. */
    Map<String, List<String>> keysToShow() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        mappings.forEach((path, fields) -> {
            if (!path.startsWith("optimizers.")) { // those are in the table of hyper-parameters
                keys.put(path, fields.names());
            }
        });
        return keys;
    }

    /** The keys that a table shows, by the mappings that they are of. */
    Map<String, List<String>> shownBy(String what) {
        Map<String, List<String>> shown = new HashMap<>();
        Matcher each = KEYS_OF_EACH.matcher(what);
        Matcher some = SOME_KEYS.matcher(what);
        if (each.matches()) {
            mappings.forEach((path, fields) -> {
                if (path.startsWith(each.group(1) + ".")) {
                    shown.put(path, fields.names());
                }
            });
        } else if (some.matches()) {
            shown.put(some.group(1), keys(some).stream().map(Key::name).toList());
        }
        return shown;
    }

    /** Each name that can be a value, and each key with a value of its own kind: {@code | `normal` | a finite number, 0 or above |}. */
    List<String> wordsToExplain() {
        List<String> words = new ArrayList<>();
        names.forEach(name -> words.add("| `" + name + "` | "));
        choices.forEach((path, oneOf) -> oneOf.variants().stream()
                .filter(variant -> fieldsOf(variant.form()).isEmpty())
                .forEach(variant -> words.add(
                        "| `" + variant.key() + "` | " + variant.form().expected() + " |")));
        return words;
    }

    /** A table. */
    List<String> table(String what) {
        Matcher each = KEYS_OF_EACH.matcher(what);
        Matcher some = SOME_KEYS.matcher(what);
        if (what.equals("problems")) {
            return problems();
        }
        if (what.equals("hyper-parameters")) {
            return hyperParameters();
        }
        if (each.matches()) {
            return keysOfEach(each.group(1));
        }
        if (some.matches()) {
            return keysOf(keys(some));
        }
        throw new IllegalArgumentException("the page asks for the table \"" + what + "\"; expected one of those above");
    }

    private List<? extends Key<?, ?>> keys(Matcher some) {
        Fields<?> fields = mappings.get(some.group(1));
        if (fields == null) {
            throw new IllegalArgumentException(
                    "the page asks for the keys of " + some.group(1) + "; expected one of " + mappings.keySet());
        }
        if (some.group(2) == null) {
            return fields.keys();
        }
        return List.of(some.group(2).split(", ", -1)).stream()
                .map(name -> fields.keys().stream()
                        .filter(key -> key.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "the page asks for the key " + name + "; expected one of " + fields.names())))
                .toList();
    }

    private static List<String> keysOf(List<? extends Key<?, ?>> keys) {
        List<String> lines = header("key", "value", "default", "what it sets");
        keys.forEach(key -> lines.add(row("`" + key.name() + "`", value(key.form()), byDefault(key), key.about())));
        return lines;
    }

    private List<String> keysOfEach(String path) {
        List<String> lines = header("`" + path + "`", "key", "value", "default", "what it sets");
        for (OneOf.Variant<?> variant :
                Objects.requireNonNull(choices.get(path)).variants()) {
            String first = "`" + variant.key() + "`";
            Optional<Fields<?>> fields = fieldsOf(variant.form());
            if (fields.isEmpty()) {
                lines.add(row(first, "", value(variant.form()), "", ""));
                continue;
            }
            for (Key<?, ?> key : fields.get().keys()) {
                lines.add(row(first, "`" + key.name() + "`", value(key.form()), byDefault(key), key.about()));
                first = "";
            }
        }
        return lines;
    }

    /** What a message says was expected, the names set off from the words. */
    private static String value(Form<?> form) {
        if (form instanceof Choice<?> choice) {
            String names = choice.byName().keySet().stream().collect(Collectors.joining("`, `", "`", "`"));
            return choice.byName().size() == 1 ? names : "one of " + names;
        }
        if (form instanceof ListOf<?> list && isNumber(list.item())) {
            return list.expected() + ", each " + value(list.item());
        }
        List<Form.Part> parts = form.parts();
        return parts.size() == 1 && parts.get(0).form().expected().equals(form.expected())
                ? value(parts.get(0).form())
                : form.expected();
    }

    /** Whether it is a number, if perhaps read as one of another type. */
    private static boolean isNumber(Form<?> form) {
        List<Form.Part> parts = form.parts();
        return form instanceof WholeNumber
                || form instanceof RealNumber
                || (parts.size() == 1
                        && !(form instanceof ListOf)
                        && isNumber(parts.get(0).form()));
    }

    private static List<String> problems() {
        List<String> lines = header("`source`", "key", "value", "default", "what it sets");
        ProblemForm form = new ProblemForm(Problem.ALL);
        List<String> ofAll = PreparationForm.KEYS.stream().map(Key::name).toList();
        for (Form.Part problem : form.parts()) {
            if (problem.name().equals(FILES)) {
                continue;
            }
            for (Key<?, ?> key : fieldsOf(problem.form()).orElseThrow().keys()) {
                if (key.name().equals(ProblemForm.SOURCE)) {
                    lines.add(row("`" + problem.name() + "`", "", "", "", key.about()));
                } else if (!ofAll.contains(key.name())) {
                    lines.add(row("", "`" + key.name() + "`", value(key.form()), byDefault(key), key.about()));
                }
            }
        }
        return lines;
    }

    /** The ranges are the records' own: what they refuse, they say. */
    private List<String> hyperParameters() {
        List<String> lines = header("optimizer", "hyper-parameter", "value", "default");
        for (OptimizerKind kind : OptimizerKind.ALL) {
            String first = "`" + kind.key() + "`";
            for (Key<?, ?> key : Objects.requireNonNull(mappings.get("optimizers.LABEL." + kind.key()))
                    .keys()) {
                lines.add(row(first, "`" + key.name() + "`", range(kind, key.name()), byDefault(key)));
                first = "";
            }
        }
        return lines;
    }

    private static String range(OptimizerKind kind, String parameter) {
        Map<String, Double> values = new HashMap<>(OptimizerKind.valuesOf(kind.createDefault(1.0)));
        values.put(parameter, Double.NaN);
        try {
            kind.create(values);
        } catch (IllegalArgumentException refusal) {
            return String.valueOf(refusal.getMessage()).replaceFirst(".*; expected ", "");
        }
        throw new IllegalStateException(kind.key() + " takes NaN for its " + parameter);
    }

    private static Optional<Fields<?>> fieldsOf(Form<?> form) {
        if (form instanceof Fields<?> fields) {
            return Optional.of(fields);
        }
        List<Form.Part> parts = form.parts();
        Predicate<Form.Part> nameless = part -> part.name().isEmpty();
        return parts.size() == 1 && parts.stream().allMatch(nameless)
                ? fieldsOf(parts.get(0).form())
                : Optional.empty();
    }

    private static <T> String byDefault(Key<?, T> key) {
        T value = key.byDefault();
        if (value == null) {
            return "required";
        }
        return value.equals(Optional.empty()) ? "" : "`" + yaml(key.form().write(value)) + "`";
    }

    private static String yaml(Object written) {
        if (written instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + yaml(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (written instanceof Double number) {
            return String.valueOf(number).replaceFirst("\\.0$", "").toLowerCase(Locale.ROOT);
        }
        return written.equals("") ? "\"\"" : written.toString();
    }

    private static List<String> header(String... cells) {
        List<String> lines = new ArrayList<>();
        lines.add(row(cells));
        lines.add("|" + " --- |".repeat(cells.length));
        return lines;
    }

    private static String row(String... cells) {
        return List.of(cells).stream()
                .map(cell -> cell.isEmpty() ? " |" : " " + cell.replace("|", "\\|") + " |")
                .collect(Collectors.joining("", "|", ""));
    }
}
