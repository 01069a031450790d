package lockstep.experiment;

import java.util.List;
import java.util.stream.IntStream;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Target;

/** Watches one run pass its targets, epoch by epoch. Nothing is allocated on the way. */
final class FinishLines {

    private final Goal goal;
    private final Batch all;
    private final Classes classes;
    private final double[] outputs;
    private final boolean needsOutputs;
    /** For each target, for how many epochs in a row it has been met; once passed it no longer counts. */
    private final int[] met;

    private final boolean[] passed;

    /** Of the last epoch from which on each target has been met: the time, if it holds. */
    private final int[] epoch;

    private final long[] steps;
    private final long[] presentations;

    FinishLines(Goal goal, Batch all) {
        this.goal = goal;
        this.all = all;
        this.classes = new Classes(all.examples());
        this.outputs = new double[all.examples().size() * all.examples().outputs()];
        this.needsOutputs = goal.targets().stream().anyMatch(target -> target.measure() != Target.Measure.LOSS);
        int lines = goal.targets().size();
        this.met = new int[lines];
        this.passed = new boolean[lines];
        this.epoch = new int[lines];
        this.steps = new long[lines];
        this.presentations = new long[lines];
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
                watch(line, isMet(goal.targets().get(line), loss), atEpoch, atSteps, atPresentations);
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

    private boolean isMet(Target target, double loss) {
        return switch (target.measure()) {
            case LOSS -> loss <= target.value();
            case OUTPUTS -> areWithin(target.value());
            case ACCURACY -> classes.accuracy(outputs) >= target.value();
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

    /** What came of the run, for each target; {@code otherwise} for those that were not passed. */
    List<Outcome> outcomes(Outcome otherwise) {
        return IntStream.range(0, met.length)
                .mapToObj(line -> passed[line] ? new Outcome.Converged(epoch[line]) : otherwise)
                .toList();
    }

    /** The updates up to the first target, or {@code all} of them if it was not passed. */
    long stepsToFirst(long all) {
        return passed[0] ? steps[0] : all;
    }

    /** Likewise the examples shown. */
    long presentationsToFirst(long all) {
        return passed[0] ? presentations[0] : all;
    }
}
