package lockstep.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.diagnosis.Adequacy;

/** Which faults a config notices, in words. */
public final class FaultWords {

    private FaultWords() {}

    /**
     * How many it notices, and which not and why; blanks before a line say how far it is indented.
     *
     * @param name the config's
     */
    public static List<String> adequacy(String name, Adequacy adequacy) {
        List<String> lines = new ArrayList<>();
        lines.add(name + ", " + adequacy.run().label() + ": " + summary(adequacy));
        blindSpots(adequacy)
                .forEach((reason, faults) ->
                        lines.add("  not noticed, because " + reason + ": " + String.join(", ", faults)));
        return lines;
    }

    private static String summary(Adequacy adequacy) {
        List<Adequacy.Sight> applicable = adequacy.sights().stream()
                .filter(sight -> sight.kind() != Adequacy.Kind.NOT_APPLICABLE)
                .toList();
        List<Adequacy.Sight> noticed = applicable.stream()
                .filter(sight -> sight.kind() == Adequacy.Kind.NOTICED)
                .toList();
        int last =
                noticed.stream().mapToInt(sight -> sight.step().orElse(0)).max().orElse(0);
        String by = noticed.isEmpty() ? "" : ", by step " + last + " at the latest";
        int others = adequacy.sights().size() - applicable.size();
        return noticed.size() + " of " + applicable.size() + " faults are noticed" + by + "; " + others
                + " more are no faults of such a program.";
    }

    /** The faults that are not noticed, by the reason why. */
    private static Map<String, List<String>> blindSpots(Adequacy adequacy) {
        Map<String, List<String>> faults = new LinkedHashMap<>();
        for (Adequacy.Sight sight : adequacy.sights()) {
            if (sight.kind() == Adequacy.Kind.UNNOTICED) {
                faults.computeIfAbsent(sight.reason(), reason -> new ArrayList<>())
                        .add(sight.fault().key());
            }
        }
        return faults;
    }

    /** That a config does not notice all faults, though it declares that it does. */
    public static String notAll(String file) {
        return "NOT AS EXPECTED: " + file + " declares `adequacy: all`, but does not notice all.";
    }
}
