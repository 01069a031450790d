package lockstep.config;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import lockstep.model.Run;

/**
 * The faults that a config may plant, as far as a config needs to know them.
 *
 * @param known their names
 * @param objection given a run and known names, why a program for the run cannot have those faults together; empty if it can
 */
public record FaultNames(List<String> known, BiFunction<Run, List<String>, Optional<String>> objection) {

    /** For a reader of configs that plant nothing. */
    public static final FaultNames NONE = new FaultNames(List.of(), (run, names) -> Optional.empty());

    public FaultNames {
        known = List.copyOf(known);
    }
}
