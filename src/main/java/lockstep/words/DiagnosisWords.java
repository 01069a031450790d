package lockstep.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.diagnosis.Counting;
import lockstep.diagnosis.Diagnosis;
import lockstep.diagnosis.ObservedLosses;
import lockstep.fault.Fault;
import lockstep.fault.Faults;

/** A diagnosis in words. */
public final class DiagnosisWords {

    /** More names than these are a crowd: their number says more. */
    private static final int MOST_NAMED = 5;

    private DiagnosisWords() {}

    /** Everything there is to say, a line for each sentence or two; blanks before it say how far it is indented. */
    public static List<String> lines(Diagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        if (diagnosis instanceof Diagnosis.Agrees agrees) {
            lines.add("No fault: a right program has these losses (" + figures(agrees.evidence()) + ").");
            sayOthers(lines, agrees);
        } else if (diagnosis instanceof Diagnosis.Untrained untrained) {
            lines.add("It cannot be told whether there is a fault: a right program has this loss ("
                    + figures(untrained.evidence())
                    + "), but it is of before the first update, when nothing has been learned yet. Losses of"
                    + " later steps can tell.");
        } else if (diagnosis instanceof Diagnosis.Explained explained) {
            explain(lines, explained);
        } else if (diagnosis instanceof Diagnosis.Undecided undecided) {
            sayUndecided(lines, undecided);
        } else if (diagnosis instanceof Diagnosis.Unexplained unexplained) {
            lines.add("None of the catalogue's faults explains these losses, neither alone nor up to "
                    + unexplained.evidence().largest() + " together (" + figures(unexplained.evidence()) + "; "
                    + grouped(unexplained.evidence().programs()) + " programs tried).");
            lines.add(nearest(unexplained.rivals(), unexplained.evidence()));
        }
        return lines;
    }

    /** What a right program's losses do not rule out, because they are few, or may be counted differently. */
    private static void sayOthers(List<String> lines, Diagnosis.Agrees agrees) {
        Diagnosis.Evidence evidence = agrees.evidence();
        List<Diagnosis.Cause> same = agrees.others().stream()
                .filter(cause -> cause.counting().equals(evidence.counting())
                        || cause.counting().isEmpty())
                .toList();
        if (!same.isEmpty()) {
            lines.add("But they are fewer than " + Diagnosis.ENOUGH + ", and do not rule out " + named(same)
                    + ". More figures can, or more digits.");
        }
        List<Diagnosis.Cause> others =
                agrees.others().stream().filter(cause -> !same.contains(cause)).toList();
        if (!others.isEmpty()) {
            lines.add("If " + counted(evidence.per(), others.get(0).counting()) + ", they are those of " + named(others)
                    + ". A figure numbered 0, or else the first that there is, can tell.");
        }
    }

    private static String named(List<Diagnosis.Cause> causes) {
        List<String> names = causes.stream()
                .flatMap(cause -> cause.all().stream())
                .map(Faults::toString)
                .toList();
        return names.size() <= MOST_NAMED
                ? String.join(", or ", names)
                : names.size() + " single faults (" + String.join(", ", names.subList(0, MOST_NAMED)) + ", ...)";
    }

    private static void sayUndecided(List<String> lines, Diagnosis.Undecided undecided) {
        lines.add("It cannot be told whether there is a fault: from " + place(undecided.evidence(), undecided.from())
                + " on, rounding alone may part two right programs, because a number meets the kink of an activation"
                + " or of the loss. Up to there a right program has these losses ("
                + figures(undecided.evidence())
                + ").");
        if (!undecided.suspects().isEmpty()) {
            String suspects = undecided.suspects().stream()
                    .flatMap(cause -> cause.all().stream())
                    .map(Faults::toString)
                    .collect(Collectors.joining(", or "));
            lines.add("If rounding is not all, there is a fault that has every one of these losses: " + suspects + ".");
        }
        lines.add("Other starting weights, or another learning rate, can tell.");
    }

    private static void explain(List<String> lines, Diagnosis.Explained explained) {
        Diagnosis.Evidence evidence = explained.evidence();
        int size = explained.likeliest().size();
        lines.add((size == 1 ? "One fault explains" : size + " faults together explain") + " these losses ("
                + figures(evidence) + "; " + grouped(evidence.programs()) + " programs tried).");
        if (evidence.few()) {
            lines.add("A suspect, no more: fewer than " + Diagnosis.ENOUGH + " figures may fit by chance, or be another"
                    + " fault's, one that is not in the catalogue."
                    + (evidence.trained()
                            ? ""
                            : " It is of before the first update: only the start, the forward"
                                    + " pass and the loss show in it."));
        }
        for (int c = 0; c < explained.causes().size(); c++) {
            Diagnosis.Cause cause = explained.causes().get(c);
            if (c == 1) {
                lines.add("");
                lines.add(
                        "These figures are too few or too short to rule out the following; more digits or more steps of"
                                + " this config can.");
            }
            if (!cause.counting().equals(explained.causes().get(0).counting())) {
                lines.add("");
                lines.add("If " + counted(evidence.per(), cause.counting()) + ":");
            }
            for (Fault fault : cause.faults()) {
                lines.add("");
                lines.add("  " + fault.key());
                lines.add("    " + fault.symptom());
                lines.add("    Right: " + fault.rightForm());
                lines.add("    Seen in: " + fault.source());
            }
            if (!cause.twins().isEmpty()) {
                lines.add("");
                lines.add(others(cause).strip());
            }
        }
        lines.add("");
        lines.add(nearest(explained.rivals(), evidence));
    }

    /** What is likely to be wrong with a candidate, in passing; empty where nothing is. */
    public static Optional<String> likely(Diagnosis diagnosis) {
        if (diagnosis instanceof Diagnosis.Explained explained) {
            Diagnosis.Cause cause = explained.causes().get(0);
            return Optional.of("Likely fault: "
                    + cause.faults().list().stream()
                            .map(fault -> fault.key() + ". " + fault.symptom() + " Right: " + fault.rightForm())
                            .collect(Collectors.joining(" And "))
                    + others(cause));
        }
        if (diagnosis instanceof Diagnosis.Undecided undecided) {
            return Optional.of("Whether it has a fault cannot be told from its losses: from "
                    + place(undecided.evidence(), undecided.from())
                    + " on, rounding alone may part two right programs.");
        }
        if (diagnosis instanceof Diagnosis.Unexplained unexplained) {
            return Optional.of("No set of up to " + unexplained.evidence().largest()
                    + " faults of the catalogue explains the candidate's losses.");
        }
        return Optional.empty();
    }

    /** What cannot be told from a cause here, and where it can. */
    private static String others(Diagnosis.Cause cause) {
        if (cause.twins().isEmpty()) {
            return "";
        }
        String here = " This config cannot tell it from " + names(cause.twins(), true);
        String onDense = cause.twins().stream().anyMatch(Diagnosis.Twin::toldApartByDense)
                ? " configs/dense.yaml with the same optimizer can tell it from " + names(cause.twins(), false) + "."
                : " The losses of configs/dense.yaml cannot either: look at the gradients.";
        return here + "." + onDense;
    }

    private static String names(List<Diagnosis.Twin> twins, boolean all) {
        return twins.stream()
                .filter(twin -> all || twin.toldApartByDense())
                .map(twin -> twin.faults().toString())
                .collect(Collectors.joining(", or "));
    }

    private static String figures(Diagnosis.Evidence evidence) {
        String figures = evidence.figures() + " " + Figures.plural(evidence.figures(), "figure");
        String read = evidence.reading().map(words -> ", each " + words).orElse("");
        String counted = evidence.counting().isPresent()
                ? ", " + unit(evidence.per()) + "s counted from "
                        + evidence.counting().get().first()
                : "";
        String blurred = evidence.seen() < evidence.figures() && evidence.seen() > 0
                ? ", of which rounding leaves the first " + evidence.seen() + " to judge by"
                : "";
        return figures + read + counted + blurred;
    }

    /** {@code the epochs are counted from 1}. */
    private static String counted(ObservedLosses.Per per, Optional<Counting> counting) {
        return "the " + unit(per) + "s are counted from "
                + counting.map(from -> Integer.toString(from.first())).orElse("0 or 1");
    }

    private static String unit(ObservedLosses.Per per) {
        return per == ObservedLosses.Per.STEP ? "step" : "epoch";
    }

    private static String nearest(List<Diagnosis.Rival> rivals, Diagnosis.Evidence evidence) {
        return "Of the others these come nearest: "
                + rivals.stream()
                        .map(rival -> name(rival.faults()) + " (parts at " + place(evidence, rival.partsAt()) + ")")
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static String place(Diagnosis.Evidence evidence, int number) {
        return unit(evidence.per()) + " " + number;
    }

    private static String name(Faults faults) {
        return faults.size() == 0 ? "no fault" : faults.toString();
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
