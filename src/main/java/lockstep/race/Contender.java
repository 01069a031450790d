package lockstep.race;

import java.util.List;
import lockstep.model.Run;

/**
 * An optimizer that takes part, and its settings that may be tried.
 *
 * @param label the user's name for it
 * @param settings runs that differ only in the optimizer's hyper-parameters, at least one; with one there is nothing to tune
 */
public record Contender(String label, List<Run> settings) {

    public Contender {
        settings = List.copyOf(settings);
        if (settings.isEmpty()) {
            throw new IllegalArgumentException("settings of " + label + " is empty; expected at least one");
        }
    }

    /** Whether there is anything to choose. */
    public boolean isSearched() {
        return settings.size() > 1;
    }
}
