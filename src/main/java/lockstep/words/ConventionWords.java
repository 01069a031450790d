package lockstep.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.Convention;
import lockstep.optim.OptimizerKind;

/** What is said of right forms that are not DL4J's. */
public final class ConventionWords {

    private ConventionWords() {}

    /**
     * In which forms optimizers were judged that are not DL4J's; empty if there are none.
     *
     * @param forms the entries of the catalogue that each is meant to have, by its label
     */
    public static Optional<String> judged(Convention library, Map<String, List<String>> forms) {
        if (forms.isEmpty()) {
            return Optional.empty();
        }
        String like = library == Convention.DL4J ? "in forms that are not DL4J's" : "like " + library.library();
        String what = forms.size() == 1
                ? symptoms(forms.values().iterator().next())
                : forms.entrySet().stream()
                                .map(form -> form.getKey() + " with " + String.join(" and ", form.getValue()))
                                .collect(Collectors.joining(", "))
                        + ".";
        return Optional.of("Judged " + like + ": " + what);
    }

    /** That what explains a disagreement is how libraries write the optimizer, and which; empty if it is a fault. */
    public static Optional<String> explains(OptimizerKind kind, Faults found) {
        List<String> entries =
                new ArrayList<>(found.list().stream().map(Fault::key).toList());
        boolean silent = entries.remove(Fault.PENALTY_NOT_IN_LOSS.key());
        List<Convention> libraries = Convention.with(kind, entries).stream()
                .filter(library -> !(silent && library.penaltyInLoss()))
                .toList();
        if (libraries.isEmpty() || found.size() == 0) {
            return Optional.empty();
        }
        String names = libraries.stream().map(Convention::library).collect(Collectors.joining(", "));
        String key = libraries.get(0).key();
        return Optional.of("No fault, but a convention: " + names + (libraries.size() == 1 ? " writes " : " write ")
                + kind.key() + " so, and DL4J does not. "
                + symptoms(found.list().stream().map(Fault::key).toList())
                + " Add `like: " + key + "` to the config, or --like " + key + ".");
    }

    private static String symptoms(List<String> entries) {
        return entries.stream().map(entry -> Fault.named(entry).symptom()).collect(Collectors.joining(" "));
    }
}
