package lockstep.race.job;

import java.util.Arrays;
import java.util.Optional;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.Run;
import org.jspecify.annotations.Nullable;

/** How a run does on the examples that it does not learn from, noted at the points of its curve. */
final class HeldOut {

    private final Examples examples;
    private final Batch all;
    private final double[] answers;
    private final @Nullable Accuracy accuracy;
    private final double[] losses;
    private final double[] accuracies;
    private int points;

    /** @param most how many points there can be */
    HeldOut(Examples training, Examples test, int most) {
        this.examples = test;
        this.all = test.asBatch();
        this.answers = new double[test.size() * test.outputs()];
        this.accuracy = Accuracy.of(training, test).orElse(null);
        this.losses = new double[most];
        this.accuracies = new double[most];
    }

    /** Those of a run, if it has any. */
    static Optional<HeldOut> of(Run run, int most) {
        return run.test().map(test -> new HeldOut(run.examples(), test, most));
    }

    /** Notes a point; nothing is allocated. A run that has diverged knows nothing: its loss is infinite, its accuracy 0. */
    void note(Engine engine, boolean diverged) {
        losses[points] = loss(engine, diverged);
        accuracies[points] = accuracy(engine, diverged);
        points++;
    }

    /** All points, and how the run ended, whether that is at a point or not. */
    TestResult end(Engine engine, boolean diverged) {
        return new TestResult(
                Arrays.copyOf(losses, points),
                Arrays.copyOf(accuracies, points),
                loss(engine, diverged),
                accuracy(engine, diverged));
    }

    private double loss(Engine engine, boolean diverged) {
        double loss = diverged ? Double.NaN : engine.loss(all);
        return Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
    }

    private double accuracy(Engine engine, boolean diverged) {
        if (accuracy == null) {
            return Double.NaN;
        }
        if (diverged) {
            return 0.0;
        }
        engine.readOutputs(all, answers);
        return accuracy.of(examples, answers);
    }
}
