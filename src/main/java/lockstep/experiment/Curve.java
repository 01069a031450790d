package lockstep.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.statistics.Sample;

/**
 * The losses of all of an optimizer's runs, epoch by epoch: three quartiles. Runs stop at the target and then count with their
 * last loss, so a quartile is exact as long as it is above the target.
 */
public record Curve(String optimizer, List<Point> points) {

    public Curve {
        points = List.copyOf(points);
    }

    /** The quartiles ({@link Sample#quantile}) over the runs at one epoch; a diverged run counts as infinite. */
    public record Point(int epoch, double q25, double median, double q75) {}

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

    /** The curve of one optimizer's results, which are those of one race. */
    static Curve of(List<RaceResult> results) {
        RaceJob job = results.get(0).job();
        int[] epochs = epochs(job.goal().epochs());
        List<Point> points = new ArrayList<>(epochs.length);
        for (int k = 0; k < epochs.length; k++) {
            int point = k;
            Sample losses = Sample.of(
                    results.stream().mapToDouble(result -> result.lossAt(point)).toArray());
            points.add(new Point(epochs[k], losses.quantile(0.25), losses.median(), losses.quantile(0.75)));
        }
        return new Curve(job.run().label(), points);
    }
}
