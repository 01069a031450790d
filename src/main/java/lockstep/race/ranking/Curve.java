package lockstep.race.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import lockstep.race.job.Outcome;
import lockstep.race.job.RaceJob;
import lockstep.race.job.RaceResult;

/**
 * The losses of an optimizer's runs, epoch by epoch: three quartiles. Runs stop at the target and then count with their last
 * loss, so a quartile is exact as long as it is above the target. The same for the examples held out.
 *
 * @param singles some runs by themselves, because no run need look like the quartiles
 */
public record Curve(String optimizer, List<Point> points, List<Single> singles) {

    public Curve {
        points = List.copyOf(points);
        singles = List.copyOf(singles);
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
     * A run by itself.
     *
     * @param rank {@code fastest}, {@code median} or {@code slowest} to the target; of those that did not get there, the one with the
     *     larger loss is the slower
     * @param moments from epoch 0 to its end, at most some 4 % apart
     */
    public record Single(String rank, long seed, List<Moment> moments) {

        /** The loss after an epoch. */
        public record Moment(int epoch, double loss) {}

        private static Single of(String rank, RaceResult result) {
            int[] epochs = result.job().goal().epochsOfCurve();
            int end = result.outcomes().stream().mapToInt(Outcome::epochs).max().orElseThrow();
            List<Moment> moments = new ArrayList<>();
            for (int k = 0, next = 0; k < epochs.length && epochs[k] < end; k++) {
                if (epochs[k] >= next) {
                    moments.add(new Moment(epochs[k], result.lossAt(k)));
                    next = epochs[k] + Math.max(1, epochs[k] / 25);
                }
            }
            moments.add(new Moment(end, result.lossAt(Integer.MAX_VALUE)));
            return new Single(rank, result.job().run().seed(), List.copyOf(moments));
        }

        /** Three of the results, or as many as there are; none of one, which is its own median. */
        private static List<Single> of(List<RaceResult> results) {
            List<RaceResult> ranked = results.stream()
                    .sorted(Comparator.comparingDouble(RaceResult::epochsToTarget)
                            .thenComparingDouble(result -> result.lossAt(Integer.MAX_VALUE)))
                    .toList();
            int last = ranked.size() - 1;
            return switch (last) {
                case 0 -> List.of();
                case 1 -> List.of(of("fastest", ranked.get(0)), of("slowest", ranked.get(1)));
                default ->
                    List.of(
                            of("fastest", ranked.get(0)),
                            of("median", ranked.get(last / 2)),
                            of("slowest", ranked.get(last)));
            };
        }
    }

    /** The curve of one optimizer's results in one race. */
    public static Curve of(List<RaceResult> results) {
        RaceJob job = results.get(0).job();
        int[] epochs = job.goal().epochsOfCurve();
        List<Point> points = new ArrayList<>(epochs.length);
        for (int k = 0; k < epochs.length; k++) {
            int point = k;
            points.add(new Point(
                    epochs[k],
                    quartiles(results, result -> result.lossAt(point)),
                    quartiles(results, result -> result.testLossAt(point)),
                    quartiles(results, result -> result.accuracyAt(point))));
        }
        return new Curve(job.run().label(), points, Single.of(results));
    }

    private static Quartiles quartiles(List<RaceResult> results, ToDoubleFunction<RaceResult> value) {
        return Quartiles.of(results.stream().mapToDouble(value).toArray());
    }
}
