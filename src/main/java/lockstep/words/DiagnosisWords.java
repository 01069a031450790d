package lockstep.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.diagnosis.Apart;
import lockstep.diagnosis.Counting;
import lockstep.diagnosis.Diagnosis;
import lockstep.diagnosis.ObservedLosses;
import lockstep.diagnosis.Showing;
import lockstep.fault.Fault;
import lockstep.fault.Faults;

/** A diagnosis in words. */
public final class DiagnosisWords {

    /** More names than these are a crowd: their number says more. */
    private static final int MOST_NAMED = 5;

    private static final String LOOK_AT_UPDATE =
            "The forward pass, the start and the loss are right, then: look at the gradient and the update.";

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
            lines.addAll(showing(unexplained));
        }
        return lines;
    }

    /** What a right program's losses do not rule out, because they are few, or not exact, or may be counted differently. */
    private static void sayOthers(List<String> lines, Diagnosis.Agrees agrees) {
        Diagnosis.Evidence evidence = agrees.evidence();
        List<Diagnosis.Cause> same = agrees.others().stream()
                .filter(cause -> cause.counting().equals(evidence.counting())
                        || cause.counting().isEmpty())
                .toList();
        if (!same.isEmpty() && !evidence.few()) {
            int more = same.get(0).exact() - evidence.exact();
            lines.add("A suspect, no more: " + named(same) + (same.size() > 1 ? " have " : " has ") + more + " "
                    + Figures.plural(more, "figure")
                    + " of " + evidence.figures() + " exactly that a right program has within one unit of the last"
                    + " place. Cutting digits off, or single precision, does as much; more digits can tell.");
        } else if (!same.isEmpty()) {
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

    /** By how much the first figure is wrong, if so few digits show it. */
    private static String times(String factor) {
        return factor.equals("1") ? "" : "; it is " + factor + " times its loss";
    }

    /** What losses show that nothing explains, and where to look. */
    private static List<String> showing(Diagnosis.Unexplained unexplained) {
        Diagnosis.Evidence evidence = unexplained.evidence();
        Showing showing = unexplained.showing();
        String place = place(evidence, showing.place());
        List<String> lines = new ArrayList<>();
        lines.add(
                switch (showing.kind()) {
                    case NEVER_MOVES ->
                        "All figures are the same: nothing that the loss depends on changes. Is the update made? Is a derivative,"
                                + " an error or the learning rate 0?";
                    case WRONG_FROM_THE_FIRST ->
                        "The first figure already is no right program's, under any reading that was tried"
                                + times(Figures.significant(showing.factor()))
                                + ". Look at the forward pass, the starting"
                                + " weights, the examples and the loss, before the backward pass.";
                    case CLIMBS ->
                        "The figures are a right program's until " + place
                                + "; then they climb where its fall. Look at the signs in the update.";
                    case SLOWER, FASTER ->
                        "The figures are a right program's until " + place + "; from there on it learns about "
                                + Figures.significant(showing.factor()) + " times "
                                + showing.kind().name().toLowerCase(Locale.ROOT) + ". " + LOOK_AT_UPDATE;
                    case PARTS -> "The figures are a right program's until " + place + ". " + LOOK_AT_UPDATE;
                });
        if (!unexplained.layers().isEmpty()) {
            lines.add(gradient(unexplained.layers()));
        }
        if (!unexplained.rivals().isEmpty() && unexplained.rivals().get(0).partsAt() > showing.place()) {
            lines.add(nearest(unexplained.rivals(), evidence));
        }
        return lines;
    }

    private static String gradient(List<Boolean> wrong) {
        String layers = IntStream.range(0, wrong.size())
                .filter(wrong::get)
                .mapToObj(layer -> Integer.toString(layer + 1))
                .collect(Collectors.joining(", "));
        if (layers.isEmpty()) {
            return "Its first gradient is right in every layer: look at the optimizer's rule, its memory, and which"
                    + " weights it moves.";
        }
        return "Its first gradient is wrong in layer " + layers + " of " + wrong.size()
                + (wrong.get(wrong.size() - 1)
                        ? ": look at the error of the outputs and their derivative first."
                        : " and right in the output layer: look at what is passed down, by which weights, and at the"
                                + " derivative there.");
    }

    private static String named(List<Diagnosis.Cause> causes) {
        List<String> names = names(causes);
        return names.size() <= MOST_NAMED
                ? String.join(", or ", names)
                : names.size() + " single faults (" + String.join(", ", names.subList(0, MOST_NAMED)) + ", ...)";
    }

    private static List<String> names(List<Diagnosis.Cause> causes) {
        return causes.stream()
                .flatMap(cause -> cause.all().stream())
                .map(Faults::toString)
                .toList();
    }

    private static void sayUndecided(List<String> lines, Diagnosis.Undecided undecided) {
        lines.add("It cannot be told whether there is a fault: from " + place(undecided.evidence(), undecided.from())
                + " on, rounding alone may part two right programs, because a number meets the kink of an activation"
                + " or of the loss. Up to there a right program has these losses ("
                + figures(undecided.evidence())
                + ").");
        if (!undecided.suspects().isEmpty()) {
            lines.add("If rounding is not all, there is a fault that has every one of these losses: "
                    + String.join(", or ", names(undecided.suspects())) + ".");
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
        } else if (evidence.near()) {
            lines.add(
                    "A suspect, no more: a program that rounds what it prints has nearly all figures to the last digit. Another"
                            + " learning rate, momentum or rule may have losses as near as these; more digits can tell. (Cutting digits"
                            + " off, or single precision, moves the last one too.)");
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
            if (!cause.reading().equals(explained.causes().get(0).reading())) {
                lines.add("");
                lines.add("If each is " + cause.reading().orElse("the loss of its step") + ":");
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
        List<Diagnosis.Rival> further = further(explained.rivals());
        if (!further.isEmpty()) {
            lines.add("");
            lines.add(nearest(further, evidence));
        }
    }

    /** That a config was written which tells apart what the one at hand does not. */
    public static String apart(String file) {
        return file + " is a config that tells these apart: diagnose your program's losses on that.";
    }

    /** What is likely to be wrong with a candidate, in passing; empty where nothing is. */
    public static Optional<String> likely(Diagnosis diagnosis) {
        if (diagnosis instanceof Diagnosis.Explained explained) {
            Diagnosis.Cause cause = explained.causes().get(0);
            String reading = cause.reading()
                    .map(words -> " Its figures are " + words + ".")
                    .orElse("");
            return Optional.of("Likely fault: "
                    + cause.faults().list().stream()
                            .map(fault -> fault.key() + ". " + fault.symptom() + " Right: " + fault.rightForm())
                            .collect(Collectors.joining(" And "))
                    + reading
                    + others(cause));
        }
        if (diagnosis instanceof Diagnosis.Agrees agrees
                && agrees.evidence().reading().isPresent()) {
            return Optional.of("No fault but in what it reports: its losses are "
                    + agrees.evidence().reading().get() + ", of a right program.");
        }
        if (diagnosis instanceof Diagnosis.Undecided undecided) {
            return Optional.of("Whether it has a fault cannot be told from its losses: from "
                    + place(undecided.evidence(), undecided.from())
                    + " on, rounding alone may part two right programs.");
        }
        if (diagnosis instanceof Diagnosis.Unexplained unexplained) {
            return Optional.of("No set of up to " + unexplained.evidence().largest()
                    + " faults of the catalogue explains the candidate's losses. "
                    + String.join(" ", showing(unexplained)));
        }
        return Optional.empty();
    }

    /** What cannot be told from a cause here, and where it can. */
    private static String others(Diagnosis.Cause cause) {
        if (cause.twins().isEmpty()) {
            return "";
        }
        StringBuilder where = new StringBuilder();
        for (Apart apart : List.of(Apart.DENSE, Apart.SOFTMAX)) {
            String told = names(cause.twins(), twin -> twin.apart() == apart);
            if (!told.isEmpty()) {
                where.append(' ')
                        .append(apart.config())
                        .append(" with the same optimizer can tell it from ")
                        .append(told)
                        .append('.');
            }
        }
        if (where.isEmpty()) {
            where.append(" The losses of configs/dense.yaml cannot either: look at the gradients.");
        }
        return " This config cannot tell it from " + names(cause.twins(), twin -> true) + "." + where;
    }

    private static String names(List<Diagnosis.Twin> twins, Predicate<Diagnosis.Twin> which) {
        return twins.stream()
                .filter(which)
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
        int near = evidence.figures() - evidence.exact();
        String last = near > 0 && evidence.seen() == evidence.figures()
                ? ", " + evidence.exact() + " to the last digit and " + near + " within one unit of it"
                : "";
        String blurred = evidence.seen() < evidence.figures() && evidence.seen() > 0
                ? ", of which rounding leaves the first " + evidence.seen() + " to judge by"
                : "";
        return figures + read + counted + last + blurred;
    }

    /** {@code the epochs are counted from 1}. */
    private static String counted(ObservedLosses.Per per, Optional<Counting> counting) {
        return "the " + unit(per) + "s are counted from "
                + counting.map(from -> Integer.toString(from.first())).orElse("0 or 1");
    }

    private static String unit(ObservedLosses.Per per) {
        return per == ObservedLosses.Per.STEP ? "step" : "epoch";
    }

    /** The sets that go further than the right program. */
    private static List<Diagnosis.Rival> further(List<Diagnosis.Rival> rivals) {
        int least = rivals.stream()
                .filter(rival -> rival.faults().size() == 0)
                .mapToInt(Diagnosis.Rival::partsAt)
                .min()
                .orElse(0);
        return rivals.stream().filter(rival -> rival.partsAt() > least).toList();
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
