package lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.experiment.Finding;
import lockstep.experiment.Parity;
import lockstep.experiment.Rung;
import lockstep.experiment.Trace;
import lockstep.fault.Diagnosis;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.ObservedLosses;
import lockstep.model.Run;

/** A diagnosis in words. */
final class DiagnosisText {

    /** In passing nobody waits for all quadruples. */
    private static final int MOST_FAULTS = 3;

    private DiagnosisText() {}

    /** Everything there is to say, on lines. */
    static List<String> lines(Diagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        if (diagnosis instanceof Diagnosis.Agrees agrees) {
            say(lines, "No fault: a right program has these losses (" + figures(agrees.evidence()) + ").");
        } else if (diagnosis instanceof Diagnosis.Explained explained) {
            explain(lines, explained);
        } else if (diagnosis instanceof Diagnosis.Undecided undecided) {
            sayUndecided(lines, undecided);
        } else if (diagnosis instanceof Diagnosis.Unexplained unexplained) {
            say(
                    lines,
                    "None of the catalogue's faults explains these losses, neither alone nor up to "
                            + unexplained.evidence().largest() + " together (" + figures(unexplained.evidence()) + "; "
                            + grouped(unexplained.evidence().programs()) + " programs tried).");
            say(lines, nearest(unexplained.rivals(), unexplained.evidence()));
        }
        return lines;
    }

    /** For a candidate that disagrees: what is likely to be wrong with it; empty if its losses are right. */
    static Optional<String> likelyFault(Parity parity, int threads) {
        Run run = parity.run();
        Trace trace = parity.trace();
        if (trace.steps() == 0) {
            return Optional.empty(); // it failed before its first loss
        }
        ObservedLosses losses = ObservedLosses.exact(trace.candidateLoss()).first(Diagnosis.STEPS);
        Finding gradient = parity.verdict().at(Rung.GRADIENT);
        boolean right = gradient.holds() && gradient.judged() && gradient.note().isEmpty();
        Diagnosis diagnosis = right
                ? Diagnosis.ofRightGradient(run, losses, threads, MOST_FAULTS)
                : Diagnosis.of(run, losses, threads, MOST_FAULTS);
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
        return diagnosis instanceof Diagnosis.Agrees
                ? Optional.empty()
                : Optional.of(
                        "No set of up to " + MOST_FAULTS + " faults of the catalogue explains the candidate's losses.");
    }

    private static void sayUndecided(List<String> lines, Diagnosis.Undecided undecided) {
        say(
                lines,
                "It cannot be told whether there is a fault: from " + place(undecided.evidence(), undecided.from())
                        + " on, rounding alone may part two right programs, because a number meets the kink of an activation"
                        + " or of the loss. Up to there a right program has these losses ("
                        + figures(undecided.evidence())
                        + ").");
        if (!undecided.suspects().isEmpty()) {
            String suspects = undecided.suspects().stream()
                    .flatMap(cause -> cause.all().stream())
                    .map(Faults::toString)
                    .collect(Collectors.joining(", or "));
            say(
                    lines,
                    "If rounding is not all, there is a fault that has every one of these losses: " + suspects + ".");
        }
        say(lines, "Other starting weights, or another learning rate, can tell.");
    }

    private static void explain(List<String> lines, Diagnosis.Explained explained) {
        Diagnosis.Evidence evidence = explained.evidence();
        int size = explained.likeliest().size();
        say(
                lines,
                (size == 1 ? "One fault explains" : size + " faults together explain") + " these losses ("
                        + figures(evidence) + "; " + grouped(evidence.programs()) + " programs tried).");
        for (int c = 0; c < explained.causes().size(); c++) {
            Diagnosis.Cause cause = explained.causes().get(c);
            if (c == 1) {
                lines.add("");
                say(
                        lines,
                        "These figures are too few or too short to rule out the following; more digits or more steps of"
                                + " this config can.");
            }
            for (Fault fault : cause.faults()) {
                lines.add("");
                lines.add("  " + fault.key());
                say(lines, "    " + fault.symptom(), 4);
                say(lines, "    Right: " + fault.rightForm(), 4);
                say(lines, "    Seen in: " + fault.source(), 4);
            }
            if (!cause.twins().isEmpty()) {
                lines.add("");
                say(lines, others(cause).strip());
            }
        }
        lines.add("");
        say(lines, nearest(explained.rivals(), evidence));
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
        String figures = evidence.figures() + (evidence.figures() == 1 ? " figure" : " figures");
        String read = evidence.reading().map(words -> ", each " + words).orElse("");
        String blurred = evidence.seen() < evidence.figures() && evidence.seen() > 0
                ? ", of which rounding leaves the first " + evidence.seen() + " to judge by"
                : "";
        return figures + read + blurred;
    }

    private static String nearest(List<Diagnosis.Rival> rivals, Diagnosis.Evidence evidence) {
        return "Of the others these come nearest: "
                + rivals.stream()
                        .map(rival -> name(rival.faults()) + " (parts at " + place(evidence, rival.partsAt()) + ")")
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static String place(Diagnosis.Evidence evidence, int number) {
        return (evidence.per() == ObservedLosses.Per.STEP ? "step " : "epoch ") + number;
    }

    private static String name(Faults faults) {
        return faults.size() == 0 ? "no fault" : faults.toString();
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static void say(List<String> lines, String sentence) {
        say(lines, sentence, 2);
    }

    private static void say(List<String> lines, String sentence, int indent) {
        String lead = " ".repeat(sentence.length() - sentence.stripLeading().length());
        List<String> wrapped = TextTable.wrapped(sentence.strip(), indent);
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add(i == 0 ? lead + wrapped.get(i) : wrapped.get(i));
        }
    }
}
