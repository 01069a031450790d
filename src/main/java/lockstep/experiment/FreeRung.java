package lockstep.experiment;

import java.util.function.Function;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.model.Tolerance;

/**
 * Both sides trained freely from one start, loss against loss at every step, with the controls beside them.
 *
 * <p>A difference beyond the tolerance is put down to chaos only where rounding explains it: where it is, at every step, at
 * most {@value #CONTROL_MULTIPLE} times what the controls have come apart by then.
 */
final class FreeRung {

    /** More than one, because two patterns of rounding can cancel out for a while. */
    private static final int CONTROLS = 4;

    /**
     * A control is moved by one rounding, once; the candidate rounds otherwise in each sum of each step. In a chaotic run both
     * grow by the same factor a step, so their ratio stays about what it was at first: some dozens.
     */
    private static final double CONTROL_MULTIPLE = 1000.0;

    private final Tolerance tolerance;
    private final int steps;
    private final Progress progress;

    FreeRung(Tolerance tolerance, int steps, Progress progress) {
        this.tolerance = tolerance;
        this.steps = steps;
        this.progress = progress;
    }

    /**
     * @param finding holds if no step was beyond the tolerance
     * @param chaotic whether rounding explains every step that was
     */
    record Result(Finding finding, boolean chaotic, Trace trace) {}

    Result judge(Run run, Engine scalar, Engine candidate, Function<NetworkSpec, ? extends Engine> scalars) {
        Run.Start start = run.start();
        Batches batches = start.batches();
        double[] scalarLoss = new double[steps];
        double[] candidateLoss = new double[steps];
        double[] spread = new double[steps];
        scalar.loadWeights(start.weights());
        candidate.loadWeights(start.weights());
        try (Controls controls = new Controls(run.network(), scalars, CONTROLS)) {
            controls.loadNudged(start.weights());
            for (int step = 0; step < steps; step++) {
                Batch batch = batches.next();
                scalarLoss[step] = scalar.step(batch);
                candidateLoss[step] = candidate.step(batch);
                spread[step] = controls.step(batch, scalarLoss[step]);
                progress.advance(1);
            }
        }
        return judge(new Trace(batches.perEpoch(), scalarLoss, candidateLoss, spread));
    }

    /** The verdict on a trace; every step counts, not only the last. */
    Result judge(Trace trace) {
        Furthest furthest = new Furthest(Rung.FREE);
        boolean explained = true;
        double largestSpread = 0.0;
        for (int step = 0; step < trace.steps(); step++) {
            double a = trace.scalarLoss()[step];
            double b = trace.candidateLoss()[step];
            furthest.see(tolerance.share(a, b), step, "loss", a, b);
            double spread = trace.controlSpread()[step];
            if (Double.isFinite(spread)) { // a control that overflowed explains nothing
                largestSpread = Math.max(largestSpread, spread);
            }
            double byRounding = tolerance.at(Math.max(Math.abs(a), Math.abs(b))) + CONTROL_MULTIPLE * largestSpread;
            explained &= Math.abs(a - b) <= byRounding; // false where a number is not finite
        }
        return new Result(furthest.finding(), explained, trace);
    }
}
