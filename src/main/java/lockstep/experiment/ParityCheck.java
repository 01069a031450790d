package lockstep.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.model.Tolerance;

/**
 * Judges whether a candidate is the same network as the scalar one: climbs the ladder of {@link Rung}s.
 *
 * <p>Every rung starts from new engines, so that none sees what another left behind. All rungs are climbed even when a low
 * one breaks, because where the others break helps to find out why; the verdict is the lowest one's.
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
     * @param scalar makes scalar networks: one for each rung, and the controls
     * @param candidate makes what they are compared with
     */
    public Parity judge(
            Run run,
            Function<NetworkSpec, ? extends Engine> scalar,
            Function<NetworkSpec, ? extends Engine> candidate,
            Progress progress) {
        List<Finding> findings = new ArrayList<>();
        findings.add(pair(run, scalar, candidate, WeightsRung::judge));
        findings.add(pair(run, scalar, candidate, GradientRung::judge));
        findings.add(pair(run, scalar, candidate, RuleRung::judge));
        LockedRung locked = new LockedRung(steps, progress);
        findings.add(pair(run, scalar, candidate, (r, a, b) -> locked.judge(r, a, b, scalar)));
        FreeRung free = new FreeRung(tolerance, steps, progress);
        FreeRung.Result result;
        try (Engine a = scalar.apply(run.network());
                Engine b = candidate.apply(run.network())) {
            result = free.judge(run, a, b, scalar);
        }
        findings.add(result.finding());
        return new Parity(run, verdict(findings, result.chaotic()), result.trace());
    }

    private Verdict verdict(List<Finding> findings, boolean chaotic) {
        for (Finding finding : findings) {
            if (!finding.holds()) {
                boolean freeRunOnly = finding.rung() == Rung.FREE;
                Verdict.Kind kind = freeRunOnly && chaotic ? Verdict.Kind.CHAOTIC : Verdict.Kind.DISAGREE;
                return new Verdict(kind, finding, findings, steps);
            }
        }
        Finding closest = findings.stream()
                .max(Comparator.comparingDouble(Finding::share))
                .orElseThrow();
        return new Verdict(Verdict.Kind.AGREE, closest, findings, steps);
    }

    private interface Judge {
        Finding judge(Run run, Engine scalar, Engine candidate);
    }

    private static Finding pair(
            Run run,
            Function<NetworkSpec, ? extends Engine> scalar,
            Function<NetworkSpec, ? extends Engine> candidate,
            Judge judge) {
        try (Engine a = scalar.apply(run.network());
                Engine b = candidate.apply(run.network())) {
            return judge.judge(run, a, b);
        }
    }
}
