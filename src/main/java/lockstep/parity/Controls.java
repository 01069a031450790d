package lockstep.parity;

import java.util.function.Supplier;
import lockstep.model.Batch;
import lockstep.model.BatchStream;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.PythonRandom;
import lockstep.model.Run;

/**
 * Scalar networks that start some rounding errors away from the scalar network: each weight but a 0 is moved, up or down; and
 * that round differently in every step ({@link Engine#roundDifferently}). They are trained where two loss curves part, to show
 * how far rounding alone parts them.
 *
 * <p>A 0 stays one, because no program rounds it. Moved, it would put a unit whose inputs are 0 on the other side of its kink,
 * where no right program can be.
 */
final class Controls {

    /** For a picture: more than one, because two patterns of rounding can cancel out for a while. */
    static final int FEW = 4;

    /**
     * For a verdict: a few of one rounding, one in which every number is rounded away from 0, and others of 1 to 64, because a
     * candidate makes some dozens in a step.
     */
    static final int MANY = 64;

    private final Run run;
    private final Supplier<BatchStream> batches;
    private final Engines scalars;

    /** @param batches the run's, from the first on */
    Controls(Run run, Supplier<BatchStream> batches, Engines scalars) {
        this.run = run;
        this.batches = batches;
        this.scalars = scalars;
    }

    /** What is done with a control's losses, one after another. */
    interface Losses {
        void see(int step, double loss);
    }

    /** Trains a control for some steps. */
    void train(int control, int steps, Losses losses) {
        try (Engine engine = scalars.of(run.network());
                BatchStream stream = batches.get()) {
            engine.roundDifferently(control == FEW ? Engine.AWAY_FROM_ZERO : control, roundings(control));
            engine.loadWeights(nudged(run.start().weights(), control));
            Batch batch = stream.next();
            for (int step = 0; step < steps && batch != null; step++) {
                losses.see(step, engine.step(batch));
                batch = stream.next();
            }
        }
    }

    /** In doubles' roundings: in another precision so many of its own. */
    private double roundings(int control) {
        return (control <= FEW ? 1 : 1 << control % 7)
                * run.network().precision().roundings();
    }

    private double[] nudged(double[] weights, int control) {
        PythonRandom random = new PythonRandom(control);
        for (int i = 0; i < weights.length; i++) {
            double w = weights[i];
            double neighbour = random.random() < 0.5 ? Math.nextUp(w) : Math.nextDown(w);
            weights[i] = w == 0.0 ? 0.0 : w + roundings(control) * (neighbour - w);
        }
        return weights;
    }
}
