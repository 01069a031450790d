package lockstep.yaml;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A config, or several, with mistakes: all of them, in the order of their places; the message has the first fifty. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1;

    /** Nobody reads more at once, and a file of something else has hundreds of thousands. */
    private static final int SAID = 50;

    private final transient List<ConfigProblem> problems;

    public ConfigException(Collection<ConfigProblem> problems) {
        super(first(problems).map(ConfigProblem::toString).collect(Collectors.joining("\n"))
                + (problems.size() > SAID ? "\n... and " + (problems.size() - SAID) + " more mistakes" : ""));
        this.problems = problems.stream().sorted().toList();
    }

    /** At least one; each prints as a line of its own. */
    public List<ConfigProblem> problems() {
        return problems;
    }

    /** Those of the message. */
    public List<ConfigProblem> said() {
        return first(problems).toList();
    }

    private static Stream<ConfigProblem> first(Collection<ConfigProblem> problems) {
        return problems.stream().sorted().limit(SAID);
    }
}
