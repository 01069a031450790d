package lockstep.parity;

import java.util.LinkedHashSet;
import java.util.Set;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Engine.Ability;
import lockstep.model.EngineFailure;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.work.Progress;

/**
 * Every step from the same weights: before each, the candidate gets the scalar network's. Compared are the loss, and layer by
 * layer the gradient and the new weights, relative to the largest value in that layer ({@link Allowance}).
 */
final class LockedRung {

    private final int steps;
    private final int controlCount;
    private final Progress progress;

    /** @param controlCount how many controls measure what rounding does */
    LockedRung(int steps, int controlCount, Progress progress) {
        this.steps = steps;
        this.controlCount = controlCount;
        this.progress = progress;
    }

    Finding judge(Run run, Engine scalar, Engine candidate, Engines scalars) {
        NetworkSpec network = run.network();
        Run.Start start = run.start();
        Batches batches = start.batches();
        double[] before = start.weights();
        int n = before.length;
        double[] a = new double[n];
        double[] b = new double[n];
        Allowance allowed = new Allowance(network);
        Allowance allowedWeights = new Allowance(network);
        Furthest furthest = new Furthest(Rung.LOCKED);
        Set<String> missing = new LinkedHashSet<>();
        int step = 0;
        scalar.loadWeights(before);
        try (Controls controls = new Controls(network, scalars, controlCount)) {
            for (; step < steps && !furthest.exceeded(); step++) {
                var batch = batches.next();
                candidate.loadWeights(before);
                if (!candidate.can(Ability.LOAD_AGAIN)) {
                    missing.add("its weights cannot be set, so only the first step was judged");
                    break;
                }
                controls.loadNudged(before);
                double scalarLoss = scalar.step(batch);
                double candidateLoss = candidate.step(batch);
                double spread = controls.step(batch, scalarLoss);

                double share = Tolerance.share(scalarLoss, candidateLoss, allowed.ofLoss(scalarLoss, spread));
                furthest.see(share, step, "loss", scalarLoss, candidateLoss);
                if (candidate.can(Ability.READ_GRADIENT)) {
                    scalar.readGradient(a);
                    candidate.readGradient(b);
                    furthest.see(network, step, "gradient of ", a, b, allowed.of(a, controls.gradientSpread(a)));
                } else {
                    missing.add("it gives no gradient");
                }
                scalar.readWeights(a);
                if (candidate.can(Ability.READ_WEIGHTS)) {
                    candidate.readWeights(b);
                    furthest.see(network, step, "new ", a, b, allowedWeights.of(a, controls.weightSpread(a)));
                } else {
                    missing.add("it gives no weights");
                }
                System.arraycopy(a, 0, before, 0, n);
                progress.advance(1);
            }
        } catch (EngineFailure e) {
            return Finding.failed(Rung.LOCKED, step, e);
        }
        Finding finding = furthest.finding();
        return missing.isEmpty() || !finding.holds()
                ? finding
                : finding.withNote("of the candidate, not all could be judged: " + String.join("; ", missing));
    }
}
