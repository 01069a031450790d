package lockstep.config.form.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import lockstep.data.file.CsvExamples;
import lockstep.yaml.Mistakes;
import lockstep.yaml.Yaml;

/**
 * Which columns of a file a config's names mean. A name may be a pattern with {@code *} and {@code ?}, and {@code rest} means the
 * columns that are named nowhere; but a column that has such a name is that column. What fits none, or twice, is reported.
 */
final class ColumnRoles {

    private static final String REST = "rest";

    private final List<String> columns;
    private final Mistakes reading;
    private final Set<Integer> taken = new HashSet<>();

    /** @param columns of the file, by their names */
    ColumnRoles(List<String> columns, Mistakes reading) {
        this.columns = columns;
        this.reading = reading;
    }

    /** Some names, and the node that they were read from: one name or a list of them. */
    record Named(List<String> names, Yaml at) {}

    /** The columns of a config's inputs and either targets or class; empty after a report. */
    Optional<CsvExamples.Roles> of(Named inputs, Named targets, Named classes) {
        int before = reading.problems().size();
        checkOnce(inputs, List.of());
        checkOnce(targets, inputs.names);
        checkOnce(classes, inputs.names);
        for (Named named : List.of(inputs, targets, classes)) {
            named.names.stream().filter(columns::contains).map(columns::indexOf).forEach(taken::add);
        }
        List<Integer> targetColumns = columns(targets); // before the inputs: those may be the rest
        List<Integer> classColumn = columns(classes);
        if (classColumn.size() > 1) {
            reading.report(classes.at.place(), "found " + classColumn.size() + " columns for the class, expected one");
        }
        CsvExamples.Roles roles = new CsvExamples.Roles(
                columns(inputs),
                targetColumns,
                classColumn.stream().mapToInt(Integer::intValue).findFirst());
        return reading.problems().size() > before ? Optional.empty() : Optional.of(roles);
    }

    /** In the order of the names; those of a pattern in the order of the file. */
    private List<Integer> columns(Named named) {
        List<String> names = named.names;
        List<List<Integer>> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean later = name.equals(REST) && !columns.contains(name);
            found.add(later ? new ArrayList<>() : columns(name, place(named, i)));
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(REST) && !columns.contains(REST)) {
                found.set(i, remaining(column -> true, REST, place(named, i)));
            }
        }
        return found.stream().flatMap(List::stream).toList();
    }

    private List<Integer> columns(String name, Yaml.Place place) {
        if (columns.contains(name)) {
            return List.of(columns.indexOf(name));
        }
        if (!isPattern(name)) {
            reading.unknown(place, "column", name, columns);
            return List.of();
        }
        Pattern pattern = Pattern.compile(
                ("\\Q" + name + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL);
        return remaining(column -> pattern.matcher(columns.get(column)).matches(), name, place);
    }

    /** Takes the columns that fit and that no other name takes. */
    private List<Integer> remaining(IntPredicate fits, String name, Yaml.Place place) {
        List<Integer> remaining = IntStream.range(0, columns.size())
                .filter(column -> !taken.contains(column) && fits.test(column))
                .boxed()
                .toList();
        taken.addAll(remaining);
        if (remaining.isEmpty()) {
            reading.report(
                    place,
                    "found no column for \"" + Yaml.shortened(name) + "\" that no other name takes, expected one of "
                            + Mistakes.listed(columns));
        }
        return remaining;
    }

    private static boolean isPattern(String name) {
        return name.equals(REST) || name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
    }

    /** Reports a name that stands there twice. A target that is also an input tells the network the answer. */
    private void checkOnce(Named named, List<String> inputs) {
        List<String> names = named.names;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String column = "found the column \"" + Yaml.shortened(name) + "\" ";
            if (names.indexOf(name) < i) {
                reading.report(place(named, i), column + "twice, expected it once");
            } else if (inputs.contains(name)) {
                reading.report(
                        place(named, i),
                        column + "here and among the inputs, expected it in one place: a network that is given the"
                                + " answer learns nothing else");
            }
        }
    }

    private static Yaml.Place place(Named named, int i) {
        return named.at.item(i).orElse(named.at).place();
    }
}
