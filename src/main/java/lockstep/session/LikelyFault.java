package lockstep.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.console.TextTable;
import lockstep.diagnosis.Diagnosis;
import lockstep.diagnosis.ObservedLosses;
import lockstep.model.Run;
import lockstep.parity.Finding;
import lockstep.parity.Parity;
import lockstep.parity.Rung;
import lockstep.parity.Trace;
import lockstep.words.DiagnosisText;

/** What a comparison says in passing about the fault that is behind it. */
public final class LikelyFault {

    /** In passing nobody waits for all quadruples. */
    private static final int MOST_FAULTS = 3;

    private LikelyFault() {}

    /**
     * For a scalar network with planted faults: what its losses alone say is wrong with it.
     *
     * @param most how many faults to look for
     */
    static List<String> planted(Run run, Trace trace, int most, int threads) {
        if (trace.steps() == 0) {
            return List.of(); // the candidate failed before its first loss
        }
        ObservedLosses losses = ObservedLosses.exact(trace.scalarLoss()).first(Diagnosis.STEPS);
        List<String> lines = new ArrayList<>();
        lines.add("");
        DiagnosisText.say(lines, "What is wrong with " + run.label() + ", told from its losses alone:");
        lines.addAll(DiagnosisText.lines(Diagnosis.of(run, losses, threads, most)));
        return lines;
    }

    /** For a candidate whose free run is known: what is likely to be wrong with it; nothing if its losses are right. */
    static List<String> lines(Parity parity, int threads) {
        return sentence(parity, threads)
                .map(sentence -> TextTable.wrapped(parity.run().label() + ": " + sentence, 2))
                .orElse(List.of());
    }

    /** The same in one piece. */
    public static Optional<String> sentence(Parity parity, int threads) {
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
                    + DiagnosisText.others(cause));
        }
        if (diagnosis instanceof Diagnosis.Undecided undecided) {
            return Optional.of("Whether it has a fault cannot be told from its losses: from "
                    + DiagnosisText.place(undecided.evidence(), undecided.from())
                    + " on, rounding alone may part two right programs.");
        }
        return diagnosis instanceof Diagnosis.Agrees || diagnosis instanceof Diagnosis.Untrained
                ? Optional.empty()
                : Optional.of(
                        "No set of up to " + MOST_FAULTS + " faults of the catalogue explains the candidate's losses.");
    }
}
