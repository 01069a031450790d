package lockstep.experiment;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import org.jspecify.annotations.Nullable;

/**
 * One run of a race. Its outcome depends on nothing else, so jobs can be done anywhere and in any order.
 *
 * @param run what to train, the seed included
 * @param targetLoss it has converged when the loss over all its examples is at most this, before the first epoch or after any
 * @param epochs how many epochs it may take
 */
public record RaceJob(Run run, double targetLoss, int epochs) {

    /**
     * Trains until the target is reached, a loss is not finite or the epochs are used up.
     *
     * @param engines makes the engine, which is closed at the end
     * @throws CancellationException if the thread is interrupted; noticed once an epoch
     * @throws IllegalStateException if the engine throws anything, which is the cause
     */
    RaceResult run(Function<NetworkSpec, ? extends Engine> engines) {
        try (Engine engine = engines.apply(run.network())) {
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
        int[] grid = Curve.epochs(epochs);
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
            if (epoch == grid[points]) {
                curve[points++] = loss;
                if (heldOut != null) {
                    heldOut.note(engine, diverged);
                }
            }
            if (diverged || loss <= targetLoss || epoch == epochs) {
                return new RaceResult(
                        this,
                        outcome(loss, epoch),
                        steps,
                        presentations,
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
            // A loss that was infinite once has diverged, whatever the weights make of the examples afterwards.
            loss = Double.isFinite(ofStep) ? engine.loss(all) : ofStep;
        }
    }

    private Outcome outcome(double loss, int epoch) {
        if (!Double.isFinite(loss)) {
            return new Outcome.Diverged(epoch);
        }
        return loss <= targetLoss ? new Outcome.Converged(epoch) : new Outcome.OutOfBudget(epoch);
    }
}
