package lockstep.race.job;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.Run;
import org.jspecify.annotations.Nullable;

/**
 * One run of a race. Its outcome depends on nothing else, so jobs can be done anywhere and in any order.
 *
 * @param run what to train, seed included
 * @param goal when it is over; judged before the first epoch and after each
 * @param withCurve whether the losses on the way are kept
 */
public record RaceJob(Run run, Goal goal, boolean withCurve) {

    /** The goal is one loss to reach once. */
    public RaceJob(Run run, double targetLoss, int epochs) {
        this(run, new Goal(targetLoss, epochs), true);
    }

    /**
     * Trains until every target is reached, a loss is not finite or the epochs are used up.
     *
     * @param engines makes the engine, which is closed at the end
     * @throws CancellationException if the thread is interrupted; noticed once an epoch
     * @throws IllegalStateException if the engine throws anything, which is the cause
     */
    public RaceResult run(Engines engines) {
        try (Engine engine = engines.of(run.network())) {
            return train(engine);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new IllegalStateException(
                    "the run of " + run.label() + " with seed " + run.seed() + " failed: " + e, e);
        }
    }

    private RaceResult train(Engine engine) {
        Run.Start start = run.start();
        Batches batches = start.batches();
        Batch all = run.examples().asBatch();
        FinishLines lines = new FinishLines(goal, run);
        int[] grid = withCurve ? goal.epochsOfCurve() : new int[0];
        double[] curve = new double[grid.length];
        int points = 0;
        @Nullable HeldOut heldOut = HeldOut.of(run, grid.length).orElse(null);
        long steps = 0;
        long presentations = 0;

        engine.loadWeights(start.weights());
        double loss = engine.loss(all);
        int epoch = 0;
        while (true) {
            boolean diverged = !Double.isFinite(loss);
            if (points < grid.length && epoch == grid[points]) {
                curve[points++] = loss;
                if (heldOut != null) {
                    heldOut.note(engine, diverged);
                }
            }
            boolean done = !diverged && lines.look(engine, epoch, loss, steps, presentations);
            if (diverged || done || epoch == goal.epochs()) {
                Outcome missed = diverged ? new Outcome.Diverged(epoch) : new Outcome.OutOfBudget(epoch);
                return new RaceResult(
                        this,
                        lines.outcomes(missed),
                        lines.stepsToFirst(steps),
                        lines.presentationsToFirst(presentations),
                        loss,
                        Arrays.copyOf(curve, points),
                        heldOut == null ? Optional.empty() : Optional.of(heldOut.end(engine, diverged)));
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException();
            }
            epoch++;
            double ofStep = 0.0;
            for (int b = 0; b < batches.perEpoch() && Double.isFinite(ofStep); b++) {
                Batch batch = batches.next();
                ofStep = engine.step(batch);
                steps++;
                presentations += batch.size();
            }
            // Once a loss is infinite the run has diverged, whatever its weights answer afterwards.
            loss = Double.isFinite(ofStep) ? engine.loss(all) : ofStep;
        }
    }
}
