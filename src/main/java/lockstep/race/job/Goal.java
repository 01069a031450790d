package lockstep.race.job;

import java.util.List;
import java.util.stream.IntStream;
import lockstep.model.Target;

/**
 * When a run is over.
 *
 * @param targets finish lines, each with a time of its own; runs are summed up and ranked by the first. A run lasts until it
 *     has passed all of them
 * @param hold how many epochs in a row, at least 1, a target has to be met to count. The time is that of the first of them
 * @param epochs how many epochs a run may take
 */
public record Goal(List<Target> targets, int hold, int epochs) {

    public Goal {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("targets is empty; expected at least one");
        }
        if (hold < 1) {
            throw new IllegalArgumentException("hold is " + hold + "; expected at least 1");
        }
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs is " + epochs + "; expected at least 1");
        }
    }

    /** One loss to reach, once. */
    public Goal(double targetLoss, int epochs) {
        this(List.of(new Target(Target.Measure.LOSS, targetLoss)), 1, epochs);
    }

    /**
     * The epochs at which a curve has points: every one up to 200, then 0.5 to 1 % apart, so that a long race needs little
     * memory and no bend is lost on a logarithmic axis. The first is 0, before any training; the last is the budget.
     */
    public int[] epochsOfCurve() {
        IntStream.Builder points = IntStream.builder();
        for (long epoch = 0; epoch < epochs; epoch += Math.max(1, epoch / 100)) {
            points.add((int) epoch);
        }
        return points.add(epochs).build().toArray();
    }

    /** The target that decides. */
    public Target first() {
        return targets.get(0);
    }
}
