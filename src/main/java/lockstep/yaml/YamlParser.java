package lockstep.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * From text to a tree, by the parser's events. The open collections are in a list, not on the call stack, so that a file of
 * many thousand brackets ends in a message; aliases are refused, so that no small file becomes a large tree.
 */
public final class YamlParser {

    /** Far more than any config needs. */
    private static final int DEEPEST = 50;

    static final int LONGEST = 10_000_000;

    private static final String CORE = "tag:yaml.org,2002:";

    private final Mistakes reading;
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Yaml root;

    /** A collection whose end is still to come. */
    private static final class Open {
        final Yaml.Place place;
        final boolean mapping;
        final List<Yaml> items = new ArrayList<>();
        final Map<String, Yaml.Entry> entries = new LinkedHashMap<>();

        @Nullable
        Yaml key;

        Open(Yaml.Place place, boolean mapping) {
            this.place = place;
            this.mapping = mapping;
        }

        Yaml close() {
            return mapping
                    ? new Yaml.Mapping(place, Collections.unmodifiableMap(entries))
                    : new Yaml.Sequence(place, Collections.unmodifiableList(items));
        }
    }

    private YamlParser(Mistakes reading) {
        this.reading = reading;
    }

    /** The one document of a text, or empty after a report. */
    public static Optional<Yaml> parse(String text, Mistakes reading) {
        if (text.length() > LONGEST) {
            return tooLong(Integer.toString(text.length()), reading);
        }
        return new YamlParser(reading).parse(text);
    }

    static <T> Optional<T> tooLong(String length, Mistakes reading) {
        reading.report(
                new Yaml.Place(1, 1),
                "found " + length + " characters, expected at most " + LONGEST + ": put the examples into a CSV file");
        return Optional.empty();
    }

    private Optional<Yaml> parse(String text) {
        // The whole text in one go: the parser copies what it has of a line with each piece that it takes.
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(LONGEST)
                .setBufferSize(text.length() + 1)
                .build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            while (events.hasNext()) {
                if (!take(events.next())) {
                    return Optional.empty();
                }
            }
        } catch (MarkedYamlEngineException e) {
            reading.report(place(e.getProblemMark().or(e::getContextMark)), "found invalid YAML here: " + inWords(e));
            return Optional.empty();
        } catch (YamlEngineException e) {
            reading.report(
                    new Yaml.Place(1, 1), "found invalid YAML: " + Yaml.shortened(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
        if (root == null) {
            reading.report(new Yaml.Place(1, 1), "found an empty file, expected a config");
        }
        return Optional.ofNullable(root);
    }

    /** Whether to continue. */
    private boolean take(Event event) {
        Yaml.Place place = place(event.getStartMark());
        if (event instanceof NodeEvent node) {
            if (root != null && open.isEmpty()) {
                reading.report(place, "found a second document, expected one config per file");
                return false;
            }
            reportExtras(node, place);
        }
        switch (event.getEventId()) {
            case Scalar -> {
                ScalarEvent scalar = (ScalarEvent) event;
                add(new Yaml.Scalar(place, scalar.getValue(), scalar.isPlain()));
            }
            case Alias -> add(new Yaml.Unreadable(place));
            case SequenceStart, MappingStart -> {
                if (open.size() == DEEPEST) {
                    reading.report(
                            place,
                            "found lists or mappings nested " + (DEEPEST + 1) + " deep, expected at most " + DEEPEST);
                    return false;
                }
                open.push(new Open(place, event.getEventId() == Event.ID.MappingStart));
            }
            case SequenceEnd, MappingEnd -> add(open.pop().close());
            default -> {} // the starts and ends of stream and document, and comments
        }
        return true;
    }

    private void add(Yaml node) {
        Open collection = open.peek();
        if (collection == null) {
            root = node;
        } else if (!collection.mapping) {
            collection.items.add(node);
        } else if (collection.key == null) {
            collection.key = node;
        } else {
            addEntry(collection, collection.key, node);
            collection.key = null;
        }
    }

    private void addEntry(Open mapping, Yaml key, Yaml value) {
        if (!(key instanceof Yaml.Scalar name)) {
            reading.expected(key, "a name for a key");
            return;
        }
        Yaml.Entry earlier = mapping.entries.putIfAbsent(name.text(), new Yaml.Entry(key.place(), value));
        if (earlier != null) {
            reading.report(
                    key.place(),
                    "found the key \"" + Yaml.shortened(name.text())
                            + "\" again, expected it once: the first is on line "
                            + earlier.place().line());
        }
    }

    /** Reports what this reader would ignore: YAML can do more than a config needs. */
    private void reportExtras(NodeEvent node, Yaml.Place place) {
        if (node instanceof AliasEvent alias) {
            reading.report(place, "found the alias *" + alias.getAlias() + ", expected the value itself");
        } else {
            node.getAnchor()
                    .ifPresent(anchor -> reading.report(
                            place,
                            "found the anchor &" + anchor
                                    + ", expected only the value: write it out where it is used"));
        }
        Optional<String> tag = node instanceof ScalarEvent scalar
                ? scalar.getTag()
                : node instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
        tag.ifPresent(found ->
                reading.report(place, "found the tag " + found.replace(CORE, "!!") + ", expected only the value"));
    }

    private static Yaml.Place place(Optional<Mark> mark) {
        return mark.map(at -> new Yaml.Place(at.getLine() + 1, at.getColumn() + 1))
                .orElse(new Yaml.Place(1, 1));
    }

    private static String inWords(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("\\t(TAB)")) {
            return "a tab, expected spaces";
        }
        String context = e.getContext();
        String words = context == null || context.isEmpty() ? problem : context + ": " + problem;
        return words.replaceAll("\\s+", " ").strip();
    }
}
