package lockstep.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lockstep.model.Engine;
import lockstep.model.EngineFailure;
import lockstep.model.Engines;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.model.TrainingSteps;
import lockstep.parity.step.StepJudge;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import lockstep.work.Progress;

/**
 * Judges whether a candidate is the same network as the scalar one: climbs the ladder of {@link Rung}s.
 *
 * <p>Every rung starts from new engines, so that none sees what another left behind. All rungs are climbed even when a low
 * one breaks, because where the others break helps to find out why; the verdict is the lowest one's. Only a candidate that
 * cannot go on ({@link EngineFailure}) is left alone from there on: it would make its user wait for every time limit again.
 */
public final class ParityCheck {

    private final Tolerance tolerance;
    private final int steps;

    /**
     * @param tolerance of the losses in the free run; the rungs below have sharper ones of their own
     * @param steps how many updates the locked and the free run make
     */
    public ParityCheck(Tolerance tolerance, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps is " + steps + "; expected at least 1");
        }
        this.tolerance = tolerance;
        this.steps = steps;
    }

    /** How much a {@link Progress} is told of in one {@link #judge}. */
    public int work() {
        return 2 * steps;
    }

    /**
     * Compares two engines on a run.
     *
     * @param scalar makes scalar networks: some for each rung
     * @param candidate makes what they are compared with
     */
    public Parity judge(Run run, Engines scalar, Engines candidate, Progress progress) {
        var weights = new WeightsRung();
        Parity parity = climb(run, scalar, candidate, weights, progress);
        Optional<Precision> kept = weights.kept()
                .or(() -> KeptPrecision.ofLosses(parity.trace()))
                .filter(precision -> run.network().precision() == Precision.DOUBLE
                        && parity.verdict().kind() == Verdict.Kind.DISAGREE);
        return kept.map(precision -> {
                    Verdict other = new ParityCheck(precision.tolerance(), steps)
                            .climb(run.in(precision), scalar, candidate, new WeightsRung(), Progress.NONE)
                            .verdict();
                    return parity.with(parity.verdict().withNote(KeptPrecision.sentence(precision, other)));
                })
                .orElse(parity);
    }

    /**
     * Judges steps that were made long ago: nothing can be asked, so the free rung alone is climbed.
     *
     * @param run of the same start, and at least the first batch
     * @param scalar makes scalar networks
     * @param recorded the steps, from the first on; asked again where they have to be looked at again
     */
    public Parity judge(Run run, Engines scalar, Supplier<TrainingSteps> recorded, Progress progress) {
        FreeRung free = new FreeRung(run, tolerance, steps, false, progress);
        List<Finding> findings = List.of(free.judge(scalar, recorded));
        if (mayBeAThreshold(findings)) {
            free = new FreeRung(run, tolerance, steps, true, Progress.NONE);
            findings = List.of(free.judge(scalar, recorded));
        }
        Verdict verdict = verdict(findings, free, free.trace().steps());
        return new Parity(
                run, verdict.seenIn(run.network().precision()), free.trace(), Optional.empty(), free.boundary());
    }

    private Parity climb(Run run, Engines scalar, Engines candidate, WeightsRung weights, Progress progress) {
        var ladder = new Ladder(run, scalar, candidate);
        ladder.climb(Rung.WEIGHTS, weights::judge);
        ladder.climb(Rung.GRADIENT, GradientRung::judge);
        ladder.climb(Rung.RULE, (r, a, b) -> RuleRung.judge(r, a, b, scalar));
        ladder.climb(Rung.LOCKED, (r, a, b) -> new LockedRung(steps, false, progress).judge(r, a, b, scalar));
        if (mayBeAThreshold(ladder.findings)) {
            ladder.climbAgain(
                    Rung.LOCKED, (r, a, b) -> new LockedRung(steps, true, Progress.NONE).judge(r, a, b, scalar));
        }
        FreeRung free = new FreeRung(run, tolerance, steps, false, progress);
        ladder.climb(Rung.FREE, free.in(scalar));
        if (mayBeAThreshold(ladder.findings)) {
            free = new FreeRung(run, tolerance, steps, true, Progress.NONE);
            ladder.climbAgain(Rung.FREE, free.in(scalar));
        }
        Verdict verdict =
                verdict(ladder.findings, free, steps).seenIn(run.network().precision());
        return new Parity(run, verdict, free.trace(), free.outputs(), free.boundary());
    }

    private static Verdict verdict(List<Finding> findings, FreeRung free, int steps) {
        Verdict.Kind parted = free.kind();
        for (Finding finding : findings) {
            boolean explained = finding.rung() == Rung.FREE && parted != Verdict.Kind.AGREE;
            if (!finding.holds() && !finding.overflowed() && !explained) {
                return new Verdict(Verdict.Kind.DISAGREE, finding, findings, steps, free.judged());
            }
        }
        for (Finding finding : findings) {
            if (!finding.holds()) {
                Verdict.Kind kind = finding.overflowed() ? Verdict.Kind.UNDECIDED : parted;
                return new Verdict(kind, finding, findings, steps, free.judged());
            }
        }
        return new Verdict(Verdict.Kind.AGREE, closest(findings), findings, steps, free.judged());
    }

    /** The one that came closest to breaking; of equals the last. */
    private static Finding closest(List<Finding> findings) {
        Finding closest = findings.get(0);
        for (Finding finding : findings) {
            if (finding.share() >= closest.share()) {
                closest = finding;
            }
        }
        return closest;
    }

    /** Whether the last rung broke at a new weight: then it is judged again, by the rule's own thresholds too. */
    private static boolean mayBeAThreshold(List<Finding> findings) {
        Finding last = findings.get(findings.size() - 1);
        return !last.holds()
                && !last.overflowed()
                && Double.isFinite(last.share())
                && last.quantity().startsWith(StepJudge.NEW);
    }

    /** Judges one rung; the two engines are new. */
    interface Judge {
        Finding judge(Run run, Engine scalar, Engine candidate);
    }

    /** Climbs one rung after another, as long as the candidate goes on. */
    private static final class Ladder {

        private final Run run;
        private final Engines scalar;
        private final Engines candidate;
        private final List<Finding> findings = new ArrayList<>();

        Ladder(Run run, Engines scalar, Engines candidate) {
            this.run = run;
            this.scalar = scalar;
            this.candidate = candidate;
        }

        void climb(Rung rung, Judge judge) {
            findings.add(
                    findings.stream().anyMatch(Finding::failed)
                            ? Finding.nothing(rung, "not climbed, because the candidate failed below")
                            : judged(rung, judge));
        }

        void climbAgain(Rung rung, Judge judge) {
            findings.set(findings.size() - 1, judged(rung, judge));
        }

        private Finding judged(Rung rung, Judge judge) {
            // The gradient that engines give is that of the data's loss: the central differences have to be of the same
            // loss.
            Run climbed = rung == Rung.GRADIENT ? run.withoutPenalties() : run;
            try (Engine a = scalar.of(climbed.network());
                    Engine b = candidate.of(climbed.network())) {
                return judge.judge(climbed, a, b);
            } catch (EngineFailure e) {
                return Finding.failed(rung, rung == Rung.GRADIENT ? 0 : -1, e);
            }
        }
    }
}
