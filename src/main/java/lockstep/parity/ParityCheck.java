package lockstep.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
import lockstep.work.Workers;

/**
 * Judges whether a candidate is the same network as the scalar one: climbs the ladder of {@link Rung}s.
 *
 * <p>Every rung starts from new engines, so that none sees what another left behind. All rungs are climbed even when a low
 * one breaks, because where the others break helps to find out why; the verdict is the lowest one's. Only a candidate that
 * cannot go on ({@link EngineFailure}) is left alone from there on: it would make its user wait for every time limit again.
 *
 * <p>The two rungs that take time, the locked and the free one, may be climbed at the same time, on two threads: no number changes.
 */
public final class ParityCheck {

    /** Two rungs at a time need twice the memory; networks with more weights have one after the other. */
    private static final int MOST_WEIGHTS_AT_ONCE = 1 << 22;

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
        return judge(run, scalar, candidate, 1, progress);
    }

    /**
     * The same.
     *
     * @param threads on how many; both sides' engines are then made on several threads, and each is used by one
     * @param progress told by several threads, if there are
     */
    public Parity judge(Run run, Engines scalar, Engines candidate, int threads, Progress progress) {
        var weights = new WeightsRung();
        Parity parity = climb(run, scalar, candidate, weights, threads, progress);
        Optional<Precision> kept = weights.kept()
                .or(() -> KeptPrecision.ofLosses(parity.trace()))
                .filter(precision -> run.network().precision() == Precision.DOUBLE
                        && parity.verdict().kind() == Verdict.Kind.DISAGREE);
        return kept.map(precision -> {
                    Verdict other = new ParityCheck(precision.tolerance(), steps)
                            .climb(run.in(precision), scalar, candidate, new WeightsRung(), threads, Progress.NONE)
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
        var free = new Freely(run, progress);
        List<Finding> findings = List.of(free.climb(rung -> rung.judge(scalar, recorded)));
        Verdict verdict = verdict(findings, free.rung, free.rung.trace().steps());
        return new Parity(
                run,
                verdict.seenIn(run.network().precision()),
                free.rung.trace(),
                Optional.empty(),
                free.rung.boundary());
    }

    private Parity climb(
            Run run, Engines scalar, Engines candidate, WeightsRung weights, int threads, Progress progress) {
        var ladder = new Ladder(run, scalar, candidate);
        ladder.climb(Rung.WEIGHTS, weights::judge);
        ladder.climb(Rung.GRADIENT, GradientRung::judge);
        ladder.climb(Rung.RULE, (r, a, b) -> RuleRung.judge(r, a, b, scalar));
        var both = new Workers(2);
        Progress told = amount -> {
            both.throwIfCancelled(); // by the other rung's
            progress.advance(amount);
        };
        var free = new Freely(run, told);
        Supplier<Finding> locked = () -> locked(ladder, scalar, told);
        Supplier<Finding> freely = () -> free.climb(rung -> ladder.judged(Rung.FREE, rung.in(scalar)));
        if (threads > 1 && !ladder.failed() && run.network().weightCount() <= MOST_WEIGHTS_AT_ONCE) {
            List<Finding> found = both.inOrder(2, n -> n == 0 ? locked.get() : freely.get());
            ladder.climb(Rung.LOCKED, () -> found.get(0));
            if (ladder.failed()) {
                free.forget();
            }
            ladder.climb(Rung.FREE, () -> found.get(1));
        } else {
            ladder.climb(Rung.LOCKED, locked);
            ladder.climb(Rung.FREE, freely);
        }
        FreeRung rung = free.rung;
        Verdict verdict =
                verdict(ladder.findings, rung, steps).seenIn(run.network().precision());
        return new Parity(run, verdict, rung.trace(), rung.outputs(), rung.boundary());
    }

    private Finding locked(Ladder ladder, Engines scalars, Progress progress) {
        Finding finding =
                ladder.judged(Rung.LOCKED, (r, a, b) -> new LockedRung(steps, false, progress).judge(r, a, b, scalars));
        return mayBeAThreshold(finding)
                ? ladder.judged(
                        Rung.LOCKED, (r, a, b) -> new LockedRung(steps, true, Progress.NONE).judge(r, a, b, scalars))
                : finding;
    }

    /** The free rung as it was climbed last, if it was. */
    private final class Freely {

        private final Run run;
        private FreeRung rung;

        Freely(Run run, Progress progress) {
            this.run = run;
            this.rung = new FreeRung(run, tolerance, steps, false, progress);
        }

        Finding climb(Function<FreeRung, Finding> judge) {
            Finding finding = judge.apply(rung);
            if (mayBeAThreshold(finding)) {
                rung = new FreeRung(run, tolerance, steps, true, Progress.NONE);
                finding = judge.apply(rung);
            }
            return finding;
        }

        /** It would not have been climbed, one rung after the other. */
        void forget() {
            rung = new FreeRung(run, tolerance, steps, false, Progress.NONE);
        }
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

    /** Whether a rung broke at a new weight: then it is judged again, by the rule's own thresholds too. */
    private static boolean mayBeAThreshold(Finding finding) {
        return !finding.holds()
                && !finding.overflowed()
                && Double.isFinite(finding.share())
                && finding.quantity().startsWith(StepJudge.NEW);
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
            climb(rung, () -> judged(rung, judge));
        }

        void climb(Rung rung, Supplier<Finding> judged) {
            findings.add(
                    failed() ? Finding.nothing(rung, "not climbed, because the candidate failed below") : judged.get());
        }

        boolean failed() {
            return findings.stream().anyMatch(Finding::failed);
        }

        Finding judged(Rung rung, Judge judge) {
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
