package lockstep.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.parity.Parity;
import lockstep.parity.ParityCheck;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.work.Progress;
import lockstep.work.Workers;

/**
 * The faults that a run can see: every fault of the catalogue is judged as the candidate, on the whole ladder. If a run cannot
 * see a fault, agreement on it says nothing about that fault.
 *
 * @param run which run
 * @param sights one per fault, in the order of the catalogue
 */
public record Adequacy(Run run, List<Sight> sights) {

    /** More steps show nothing new: nearly all faults show in the first epoch. */
    private static final int MOST_STEPS = 200;

    public Adequacy {
        sights = List.copyOf(sights);
    }

    /** Whether a run notices a fault. */
    public enum Kind {
        NOTICED,
        UNNOTICED,
        /** The fault belongs to another optimizer's rule, or to shuffling on a run without it. */
        NOT_APPLICABLE;

        /** The name in a CSV file: {@code not_applicable}. */
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * How a run sees one fault.
     *
     * @param rung the lowest rung that breaks, if any does
     * @param step the first step, counted from 0, at which a rung other than the rule breaks
     * @param reason why the fault cannot be noticed, in words; empty if it is
     */
    public record Sight(Fault fault, Kind kind, Optional<Rung> rung, Optional<Integer> step, String reason) {

        static Sight unnoticed(Fault fault, String reason) {
            return new Sight(fault, Kind.UNNOTICED, Optional.empty(), Optional.empty(), reason);
        }
    }

    /** Whether every fault that applies is noticed. */
    public boolean isComplete() {
        return sights.stream().noneMatch(sight -> sight.kind() == Kind.UNNOTICED);
    }

    /**
     * Judges every fault on a run.
     *
     * @param steps of the locked and the free run, at most
     * @param threads how many faults are judged at once
     * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
     */
    public static Adequacy of(Run run, Tolerance tolerance, int steps, int threads) {
        ParityCheck check = new ParityCheck(tolerance, Math.min(steps, MOST_STEPS));
        List<Fault> faults = List.of(Fault.values());
        Workers workers = new Workers(threads);
        return new Adequacy(
                run,
                workers.inOrder(
                        faults.size(),
                        number -> sight(run, faults.get(number), check, amount -> workers.throwIfCancelled())));
    }

    private static Sight sight(Run run, Fault fault, ParityCheck check, Progress progress) {
        Optional<String> elsewhere = fault.whyNotApplicable(run);
        if (elsewhere.isPresent()) {
            return new Sight(fault, Kind.NOT_APPLICABLE, Optional.empty(), Optional.empty(), elsewhere.get());
        }
        Faults faults = Faults.of(fault);
        Parity parity = check.judge(run, ControlNetwork::new, spec -> new FaultyNetwork(spec, faults), progress);
        Verdict verdict = parity.verdict();
        return switch (verdict.kind()) {
            case DISAGREE ->
                new Sight(fault, Kind.NOTICED, Optional.of(verdict.decisive().rung()), firstStep(verdict), "");
            case AGREE ->
                Sight.unnoticed(fault, fault.whyInvisible(run).orElse("its numbers are the same on this run"));
            case CHAOTIC -> Sight.unnoticed(fault, "every step agrees, and only the two loss curves part");
            case UNDECIDED -> Sight.unnoticed(fault, "both sides overflowed before it showed");
        };
    }

    private static Optional<Integer> firstStep(Verdict verdict) {
        IntStream steps = verdict.findings().stream()
                .filter(finding -> !finding.holds() && finding.rung() != Rung.RULE)
                .mapToInt(Finding::step);
        int first = steps.map(step -> Math.max(step, 0)).min().orElse(-1);
        return first < 0 ? Optional.empty() : Optional.of(first);
    }
}
