package lockstep.race.job;

import java.util.List;
import java.util.stream.IntStream;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.Run;
import lockstep.model.Target;
import org.jspecify.annotations.Nullable;

/** Watches one run pass its targets, epoch by epoch. Nothing is allocated on the way. */
final class FinishLines {

    private final Goal goal;
    private final Batch all;
    private final @Nullable Batch heldOut;
    private final @Nullable Accuracy accuracy; // where a target asks for it
    private final double[] outputs;
    private final boolean needsOutputs;
    /** For each target, for how many epochs in a row it has been met; once passed it no longer counts. */
    private final int[] met;

    private final boolean[] passed;

    /** For each target, the last epoch from which on it has been met: its time, if it holds. */
    private final int[] epoch;

    private final long[] steps;
    private final long[] presentations;

    /** @throws IllegalArgumentException if a target asks for what the run's examples do not have */
    FinishLines(Goal goal, Run run) {
        this.goal = goal;
        this.all = run.examples().asBatch();
        this.outputs = new double[run.examples().size() * run.examples().outputs()];
        this.needsOutputs = asksFor(Target.Measure.OUTPUTS) || asksFor(Target.Measure.ACCURACY);
        this.accuracy = asksFor(Target.Measure.ACCURACY)
                ? Accuracy.of(run.examples(), run.test().orElse(run.examples()))
                        .orElseThrow(() -> new IllegalArgumentException("a target accuracy, and no classes"))
                : null;
        this.heldOut = asksFor(Target.Measure.TEST_LOSS)
                ? run.test()
                        .map(Examples::asBatch)
                        .orElseThrow(() -> new IllegalArgumentException("a target test_loss, and nothing held out"))
                : null;
        int lines = goal.targets().size();
        this.met = new int[lines];
        this.passed = new boolean[lines];
        this.epoch = new int[lines];
        this.steps = new long[lines];
        this.presentations = new long[lines];
    }

    private boolean asksFor(Target.Measure measure) {
        return goal.targets().stream().anyMatch(target -> target.measure() == measure);
    }

    /**
     * Looks at the network after an epoch.
     *
     * @param loss over all the examples
     * @return whether all the targets have been passed
     */
    boolean look(Engine engine, int atEpoch, double loss, long atSteps, long atPresentations) {
        if (needsOutputs) {
            engine.readOutputs(all, outputs);
        }
        boolean allPassed = true;
        for (int line = 0; line < met.length; line++) {
            if (!passed[line]) {
                watch(line, isMet(goal.targets().get(line), engine, loss), atEpoch, atSteps, atPresentations);
            }
            allPassed &= passed[line];
        }
        return allPassed;
    }

    private void watch(int line, boolean isMet, int atEpoch, long atSteps, long atPresentations) {
        if (!isMet) {
            met[line] = 0;
            return;
        }
        if (met[line] == 0) {
            epoch[line] = atEpoch;
            steps[line] = atSteps;
            presentations[line] = atPresentations;
        }
        met[line]++;
        passed[line] = met[line] >= goal.hold();
    }

    private boolean isMet(Target target, Engine engine, double loss) {
        return switch (target.measure()) {
            case LOSS -> loss <= target.value();
            case OUTPUTS -> areWithin(target.value());
            case ACCURACY -> accuracy != null && accuracy.of(all.examples(), outputs) >= target.value();
            case TEST_LOSS -> heldOut != null && engine.loss(heldOut) <= target.value();
        };
    }

    private boolean areWithin(double distance) {
        double[] targets = all.examples().targetValues();
        for (int k = 0; k < outputs.length; k++) {
            if (!(Math.abs(outputs[k] - targets[k]) <= distance)) { // NaN is not within
                return false;
            }
        }
        return true;
    }

    /** The outcome for each target; {@code missed} for those that were not passed. */
    List<Outcome> outcomes(Outcome missed) {
        return IntStream.range(0, met.length)
                .mapToObj(line -> passed[line] ? new Outcome.Converged(epoch[line]) : missed)
                .toList();
    }

    /** The updates up to the first target, or {@code all} of them if it was not passed. */
    long stepsToFirst(long all) {
        return passed[0] ? steps[0] : all;
    }

    /** The examples shown up to the first target, or {@code all} of them if it was not passed. */
    long presentationsToFirst(long all) {
        return passed[0] ? presentations[0] : all;
    }
}
