package lockstep.parity;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.EngineFailure;
import lockstep.model.Engines;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Both sides trained freely from one start, loss against loss at every step, with the controls beside them.
 *
 * <p>A difference beyond the tolerance is put down to chaos only where rounding explains it: where it is, at every step, at
 * most {@value #CONTROL_MULTIPLE} times what the controls have come apart by then.
 */
final class FreeRung {

    /**
     * A control is moved by one rounding, once; the candidate rounds otherwise in each sum of each step. In a chaotic run both
     * grow by the same factor a step, so their ratio stays about what it was at first: some dozens.
     */
    static final double CONTROL_MULTIPLE = 1000.0;

    private final Run run;
    private final Tolerance tolerance;
    private final Progress progress;
    private final double[] scalarLoss;
    private final double[] candidateLoss;
    private final double[] spread;
    private int made;
    private boolean chaotic;
    private @Nullable Outputs outputs;

    FreeRung(Run run, Tolerance tolerance, int steps, Progress progress) {
        this.run = run;
        this.tolerance = tolerance;
        this.progress = progress;
        this.scalarLoss = new double[steps];
        this.candidateLoss = new double[steps];
        this.spread = new double[steps];
    }

    Finding judge(Engine scalar, Engine candidate, Engines scalars) {
        Run.Start start = run.start();
        Batches batches = start.batches();
        scalar.loadWeights(start.weights());
        try (Controls controls = new Controls(run.network(), scalars, Controls.FEW)) {
            candidate.loadWeights(start.weights());
            controls.loadNudged(start.weights());
            for (; made < spread.length; made++) {
                Batch batch = batches.next();
                scalarLoss[made] = scalar.step(batch);
                candidateLoss[made] = candidate.step(batch);
                spread[made] = controls.step(batch, scalarLoss[made]);
                progress.advance(1);
            }
            outputs = Outputs.of(run.examples(), scalar, candidate);
        } catch (EngineFailure e) {
            return Finding.failed(Rung.FREE, made, e);
        }
        chaotic = explained(step -> spread[step]);
        if (!chaotic) {
            try (Controls many = new Controls(run.network(), scalars, Controls.MANY)) {
                chaotic = explainedBy(many);
            }
        }
        return furthest();
    }

    private Finding furthest() {
        Furthest furthest = new Furthest(Rung.FREE);
        for (int step = 0; step < made; step++) {
            double a = scalarLoss[step];
            double b = candidateLoss[step];
            furthest.see(tolerance.share(a, b), step, "loss", a, b);
        }
        return furthest.finding();
    }

    /**
     * Whether rounding explains every step, not only the last.
     *
     * @param spreadAt how far controls are apart at a step; asked step by step, up to the first that it does not explain
     */
    private boolean explained(IntToDoubleFunction spreadAt) {
        double largestSpread = 0.0;
        for (int step = 0; step < made; step++) {
            double a = scalarLoss[step];
            double b = candidateLoss[step];
            double apart = spreadAt.applyAsDouble(step);
            if (Double.isFinite(apart)) { // a control that overflowed explains nothing
                largestSpread = Math.max(largestSpread, apart);
            }
            double byRounding = tolerance.at(Math.max(Math.abs(a), Math.abs(b))) + CONTROL_MULTIPLE * largestSpread;
            if (!(Math.abs(a - b) <= byRounding)) { // nor where a number is not finite
                return false;
            }
        }
        return true;
    }

    /** Asks many controls where a few do not explain the difference; those that do are the ones to be shown. */
    private boolean explainedBy(Controls many) {
        double[] wider = new double[made];
        many.loadNudged(run.start().weights());
        Batches batches = run.start().batches();
        boolean explained = explained(step -> wider[step] = many.step(batches.next(), scalarLoss[step]));
        if (explained) {
            System.arraycopy(wider, 0, spread, 0, made);
        }
        return explained;
    }

    /** Whether rounding explains every step that was beyond the tolerance. */
    boolean chaotic() {
        return chaotic;
    }

    /** What both sides answer after the last step. */
    Optional<Outputs> outputs() {
        return Optional.ofNullable(outputs);
    }

    /** The steps that both sides made: all, unless the candidate failed. */
    Trace trace() {
        return new Trace(
                run.start().batches().perEpoch(),
                Arrays.copyOf(scalarLoss, made),
                Arrays.copyOf(candidateLoss, made),
                Arrays.copyOf(spread, made));
    }
}
