package lockstep.parity;

import java.util.Optional;
import java.util.function.Supplier;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.EngineFailure;
import lockstep.model.Engines;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.model.TrainingSteps;
import lockstep.parity.step.Shadow;
import lockstep.parity.step.StepJudge;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Outputs;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Trace;
import lockstep.parity.verdict.Verdict;
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
    private final Optional<Boundary.Drawing> drawing;
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
        this.curves = new LossCurves(tolerance);
        this.drawing = Boundary.Drawing.of(run);
    }

    /** This rung, of a ladder. */
    ParityCheck.Judge in(Engines scalars) {
        return (same, scalar, candidate) -> {
            Run.Start start = run.start();
            Controls controls = new Controls(run, () -> run.start().batches(), scalars);
            try (Shadow shadow = new Shadow(run.network(), scalars, surer)) {
                TrainingSteps made = new EngineSteps(candidate, start.weights(), start.batches());
                Finding finding = judge(scalar, shadow, made, controls);
                if (!finding.overflowed()) {
                    outputs = Outputs.of(run.examples(), scalar, candidate);
                }
                return finding;
            } catch (EngineFailure e) {
                judged = curves.steps();
                return Finding.failed(Rung.FREE, curves.steps(), e);
            }
        };
    }

    /** The same of steps that were made long ago; where they cannot be read on, by those before. */
    Finding judge(Engines scalars, Supplier<TrainingSteps> recorded) {
        Controls controls = new Controls(run, recorded::get, scalars);
        try (Shadow shadow = new Shadow(run.network(), scalars, surer);
                TrainingSteps made = recorded.get();
                Engine scalar = scalars.of(run.network())) {
            try {
                Finding finding = judge(scalar, shadow, made, controls);
                return finding.note().isEmpty() ? finding.withNote(made.note()) : finding;
            } catch (EngineFailure e) {
                judged = shadow.judged();
                Finding before = shadow.finding();
                return before.holds()
                        ? Finding.failed(Rung.FREE, curves.steps(), e)
                                .withNote(e.getMessage() + "; the " + judged + " steps before it agree")
                        : before;
            }
        }
    }

    private Finding judge(Engine scalar, Shadow shadow, TrainingSteps candidate, Controls controls) {
        double[] start = run.start().weights();
        scalar.loadWeights(start);
        shadow.startAt(start);
        drawing.ifPresent(plane -> plane.see(0, scalar, shadow));
        Batch batch = candidate.next();
        while (batch != null) {
            curves.add(scalar.step(batch), candidate.loss());
            shadowed &= shadow.follow(batch, candidate) || shadow.isDone();
            drawing.ifPresent(plane -> plane.see(curves.steps(), scalar, shadow));
            progress.advance(1);
            batch = curves.steps() < steps && !shadow.overflowed() ? candidate.next() : null;
        }
        drawing.ifPresent(plane -> plane.end(curves.steps(), scalar, shadow));
        judged = shadow.judged();
        Finding shadowing = shadow.finding();
        if (shadowing.overflowed()) {
            curves.cutOverflow();
        }
        if (!shadowing.holds()) {
            return shadowing;
        }
        Finding finding = judgeCurves(shadowing, controls);
        return finding.note().isEmpty() ? finding.withNote(shadow.notTold()) : finding;
    }

    /** @param shadow what was found of the steps one by one, which held */
    private Finding judgeCurves(Finding shadow, Controls controls) {
        Finding losses = curves.finding();
        if (losses.holds()) {
            judged = curves.steps();
            return shadow.share() > losses.share() ? shadow : losses.with(shadow.kinkSteps(), shadow.sharpness());
        }
        if (shadowed) {
            kind = Verdict.Kind.CHAOTIC;
            curves.ask(controls, Controls.FEW);
            return losses.with(shadow.kinkSteps(), shadow.sharpness());
        }
        judged = losses.step();
        if (losses.overflowed()) {
            curves.cut(losses.step());
            return losses;
        }
        if (!Double.isFinite(losses.share())) {
            judged++;
            return losses;
        }
        curves.ask(controls, Controls.MANY);
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

    /** The answers on the way; empty where the examples do not span a plane. */
    Optional<Boundary> boundary() {
        return drawing.map(Boundary.Drawing::boundary);
    }

    /** The steps that both sides made: all, unless the candidate failed or both overflowed. */
    Trace trace() {
        return curves.trace(run.start().batches().perEpoch());
    }
}
