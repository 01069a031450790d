package lockstep.yaml;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A config, or several, with mistakes: all of them, in the order of their places. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<ConfigProblem> problems;

    public ConfigException(Collection<ConfigProblem> problems) {
        super(problems.stream().sorted().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = problems.stream().sorted().toList();
    }

    /** At least one; each prints as a line of its own. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
