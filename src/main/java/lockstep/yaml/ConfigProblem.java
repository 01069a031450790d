package lockstep.yaml;

import java.util.Comparator;
import lockstep.work.Sentence;

/**
 * One mistake.
 *
 * @param file as the user named it
 * @param line counted from 1, or 0 where the whole file is meant
 * @param column counted from 1, or 0 where the whole line is meant
 * @param message what was found and what was expected
 */
public record ConfigProblem(String file, int line, int column, String message) implements Comparable<ConfigProblem> {

    private static final Comparator<ConfigProblem> BY_PLACE = Comparator.comparing(ConfigProblem::file)
            .thenComparingInt(ConfigProblem::line)
            .thenComparingInt(ConfigProblem::column)
            .thenComparing(ConfigProblem::message);

    public ConfigProblem {
        message = Sentence.of(message);
    }

    @Override
    public int compareTo(ConfigProblem other) {
        return BY_PLACE.compare(this, other);
    }

    /** {@code file:line:column: message}, on one line. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "") + ": " + message;
    }
}
