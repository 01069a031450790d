package lockstep.parity;

import java.util.Optional;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Engine.Ability;
import lockstep.model.EngineFailure;
import lockstep.model.Engines;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Both sides trained freely from one start, and a shadow beside the candidate: a scalar network that makes each step once more,
 * from the candidate's own weights. So each step of a free run is judged as a locked one is, and neither chaos nor a kink
 * outlives it. Of a candidate that tells no weights there are the losses alone.
 */
final class FreeRung {

    private final Run run;
    private final boolean surer;
    private final int steps;
    private final Progress progress;
    private final LossCurves curves;
    private boolean shadowed = true;
    private int judged;
    private Verdict.Kind kind = Verdict.Kind.AGREE;
    private @Nullable Outputs outputs;

    /** @param surer see {@link StepJudge} */
    FreeRung(Run run, Tolerance tolerance, int steps, boolean surer, Progress progress) {
        this.run = run;
        this.surer = surer;
        this.steps = steps;
        this.progress = progress;
        this.curves = new LossCurves(run, tolerance, steps);
    }

    /** This rung, of a ladder. */
    ParityCheck.Judge in(Engines scalars) {
        return (same, scalar, candidate) -> judge(scalar, candidate, scalars);
    }

    private Finding judge(Engine scalar, Engine candidate, Engines scalars) {
        Run.Start start = run.start();
        Batches batches = start.batches();
        double[] before = start.weights();
        scalar.loadWeights(before);
        try (Shadow shadow = new Shadow(run.network(), scalars, surer)) {
            candidate.loadWeights(before);
            for (int step = 0; step < steps && !shadow.overflowed(); step++) {
                Batch batch = batches.next();
                double scalarLoss = scalar.step(batch);
                double candidateLoss = candidate.step(batch);
                curves.add(scalarLoss, candidateLoss);
                shadowed &= candidate.can(Ability.READ_WEIGHTS);
                if (shadowed && !shadow.isDone()) {
                    shadow.see(before, batch, candidate, candidateLoss);
                    System.arraycopy(shadow.after(), 0, before, 0, before.length);
                }
                progress.advance(1);
            }
            judged = shadow.judged();
            Finding shadowing = shadow.finding();
            if (shadowing.overflowed()) {
                curves.cutOverflow();
                return shadowing;
            }
            outputs = Outputs.of(run.examples(), scalar, candidate);
            return shadowing.holds() ? judgeCurves(shadowing, scalars) : shadowing;
        } catch (EngineFailure e) {
            judged = curves.steps();
            return Finding.failed(Rung.FREE, curves.steps(), e);
        }
    }

    /** @param shadow what was found of the steps one by one, which held */
    private Finding judgeCurves(Finding shadow, Engines scalars) {
        Finding losses = curves.finding();
        if (losses.holds()) {
            judged = curves.steps();
            return shadow.share() > losses.share() ? shadow : losses.with(shadow.kinkSteps(), shadow.sharpness());
        }
        if (shadowed) {
            kind = Verdict.Kind.CHAOTIC;
            curves.askControls(scalars, Controls.FEW);
            return losses.with(shadow.kinkSteps(), shadow.sharpness());
        }
        judged = losses.step();
        if (losses.overflowed()) {
            curves.cut(losses.step());
            outputs = null;
            return losses;
        }
        if (!Double.isFinite(losses.share())) {
            return losses;
        }
        curves.askControls(scalars, Controls.MANY);
        if (curves.isAControl()) {
            judged = curves.steps();
            return curves.asAControl(losses);
        }
        if (curves.isExplained(losses)) {
            kind = Verdict.Kind.UNDECIDED;
        } else {
            judged++;
        }
        return losses;
    }

    /** What is to be said if no rung broke: {@code CHAOTIC} or {@code UNDECIDED} of a finding that does not hold. */
    Verdict.Kind kind() {
        return kind;
    }

    /** How many steps were judged, from the first on. */
    int judged() {
        return judged;
    }

    /** What both sides answer after the last step. */
    Optional<Outputs> outputs() {
        return Optional.ofNullable(outputs);
    }

    /** The steps that both sides made: all, unless the candidate failed or both overflowed. */
    Trace trace() {
        return curves.trace();
    }
}
