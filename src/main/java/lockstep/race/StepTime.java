package lockstep.race;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.CancellationException;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.Run;

/**
 * How long a run's updates take, on one thread and with nothing else in between. No result depends on it.
 *
 * @param steps updates made, from the run's start
 */
public record StepTime(double seconds, long steps) {

    private static final double ROUND_SECONDS = 0.005;
    private static final int ROUNDS = 3;

    /**
     * The median of several rounds, all of the same number of steps, made after others that only warm up.
     *
     * @throws CancellationException if the thread is interrupted; noticed after each round
     */
    public static StepTime of(Run run, Engines engines) {
        try (Engine engine = engines.of(run.network())) {
            int steps = 1;
            StepTime warm = round(engine, run, steps);
            // Warms up until compiled code is timed: several rounds have to be long enough.
            for (int longEnough = 0; longEnough < ROUNDS; warm = round(engine, run, steps)) {
                if (warm.seconds >= ROUND_SECONDS) {
                    longEnough++;
                } else {
                    steps = Math.multiplyExact(steps, 2);
                }
            }
            StepTime[] rounds = new StepTime[ROUNDS];
            for (int r = 0; r < ROUNDS; r++) {
                rounds[r] = round(engine, run, steps);
            }
            Arrays.sort(rounds, Comparator.comparingDouble(StepTime::seconds));
            return rounds[ROUNDS / 2];
        }
    }

    private static StepTime round(Engine engine, Run run, int steps) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
        }
        Run.Start start = run.start();
        Batches batches = start.batches();
        engine.loadWeights(start.weights());
        long begun = System.nanoTime();
        for (int s = 0; s < steps; s++) {
            engine.step(batches.next());
        }
        return new StepTime((System.nanoTime() - begun) / 1e9, steps);
    }
}
