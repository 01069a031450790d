package lockstep.parity;

import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Engine.Ability;
import lockstep.model.EngineFailure;
import lockstep.model.Engines;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.parity.step.StepJudge;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.work.Progress;

/** Every step from the same weights: before each, the candidate gets those of the scalar network, which trains as if alone. */
final class LockedRung {

    private final int steps;
    private final boolean surer;
    private final Progress progress;

    /** @param surer see {@link StepJudge} */
    LockedRung(int steps, boolean surer, Progress progress) {
        this.steps = steps;
        this.surer = surer;
        this.progress = progress;
    }

    Finding judge(Run run, Engine scalar, Engine candidate, Engines scalars) {
        Run.Start start = run.start();
        Batches batches = start.batches();
        double[] before = start.weights();
        double[] after = new double[before.length];
        Precision precision = run.network().precision();
        String unlocked = "its weights cannot be set between steps, so only the first step was judged";
        int step = 0;
        scalar.loadWeights(before);
        try (StepJudge judge = new StepJudge(Rung.LOCKED, run.network(), scalars, surer)) {
            for (; step < steps && !judge.isDone(); step++) {
                Batch batch = batches.next();
                candidate.loadWeights(before);
                if (!candidate.can(Ability.LOAD_AGAIN)) {
                    judge.missing().add(unlocked);
                    break;
                }
                double scalarLoss = scalar.step(batch);
                double candidateLoss = candidate.step(batch);
                judge.see(step, before, batch, scalar, scalarLoss, candidate, candidateLoss);
                double[] next = after; // those before stay, for the judge
                scalar.readWeights(next);
                after = before;
                before = next;
                if (precision != Precision.DOUBLE) { // both sides go on from what the candidate can hold
                    precision.round(before);
                    scalar.loadWeights(before);
                }
                progress.advance(1);
            }
            Finding finding = judge.finding();
            return judge.missing().isEmpty() || !finding.holds() ? finding : finding.withNote(judge.notJudged());
        } catch (EngineFailure e) {
            return Finding.failed(Rung.LOCKED, step, e);
        }
    }
}
