package lockstep.race;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The losses of an optimizer's runs, epoch by epoch: three quartiles. Runs stop at the target and then count with their last
 * loss, so a quartile is exact as long as it is above the target. The same for the examples held out.
 */
public record Curve(String optimizer, List<Point> points) {

    public Curve {
        points = List.copyOf(points);
    }

    /**
     * The quartiles over the runs at one epoch.
     *
     * @param loss over the examples that the runs learn from; a diverged run counts as infinite
     * @param testLoss the same over those that were held out; {@link Quartiles#NONE} if there are none
     * @param accuracy the share of those held out that a run gets right, 0 if it diverged; {@link Quartiles#NONE} if the
     *     targets are not classes
     */
    public record Point(int epoch, Quartiles loss, Quartiles testLoss, Quartiles accuracy) {

        /** A point of runs that are not tested. */
        public Point(int epoch, double q25, double median, double q75) {
            this(epoch, new Quartiles(q25, median, q75), Quartiles.NONE, Quartiles.NONE);
        }
    }

    /**
     * The epochs at which a curve has points: every one up to 200, then 0.5 to 1 % apart, so that a long race needs little
     * memory and no bend is lost on a logarithmic axis. The first is 0, before any training; the last is the budget.
     */
    public static int[] epochs(int budget) {
        IntStream.Builder epochs = IntStream.builder();
        for (long epoch = 0; epoch < budget; epoch += Math.max(1, epoch / 100)) {
            epochs.add((int) epoch);
        }
        return epochs.add(budget).build().toArray();
    }

    /** The curve of one optimizer's results in one race. */
    static Curve of(List<RaceResult> results) {
        RaceJob job = results.get(0).job();
        int[] epochs = epochs(job.goal().epochs());
        List<Point> points = new ArrayList<>(epochs.length);
        for (int k = 0; k < epochs.length; k++) {
            int point = k;
            points.add(new Point(
                    epochs[k],
                    quartiles(results, result -> result.lossAt(point)),
                    quartiles(results, result -> result.testLossAt(point)),
                    quartiles(results, result -> result.accuracyAt(point))));
        }
        return new Curve(job.run().label(), points);
    }

    private static Quartiles quartiles(List<RaceResult> results, ToDoubleFunction<RaceResult> value) {
        return Quartiles.of(results.stream().mapToDouble(value).toArray());
    }
}
