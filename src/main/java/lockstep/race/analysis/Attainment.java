package lockstep.race.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.race.job.RaceJob;
import lockstep.race.job.RaceResult;
import lockstep.race.ranking.Race;
import lockstep.statistics.Sample;

/**
 * The share of an optimizer's runs that have reached a target, by the epochs spent: the empirical distribution function that
 * benchmarks of optimizers draw. Over all targets together it counts pairs of a run and a target.
 *
 * <p>Source: Hansen et al., "COCO: a platform for comparing continuous optimizers in a black-box setting" (2021).
 *
 * @param target as the config has it, {@code loss: 0.01}; or {@link #ALL}
 * @param points where the share rises
 */
public record Attainment(String optimizer, String target, List<Point> points) {

    /** All the targets together. */
    public static final String ALL = "all";

    public Attainment {
        points = List.copyOf(points);
    }

    /** The share that had reached the target after this many epochs. */
    public record Point(int epoch, double share) {}

    /** For every optimizer: one for each target and, if there are several, one for all. */
    public static List<Attainment> of(Race race) {
        List<Attainment> attainments = new ArrayList<>();
        for (List<RaceResult> results : race.byOptimizer()) {
            RaceJob job = results.get(0).job();
            int targets = job.goal().targets().size();
            for (int t = 0; t < targets; t++) {
                int target = t;
                attainments.add(new Attainment(
                        job.run().label(),
                        job.goal().targets().get(t).toString(),
                        points(results.stream()
                                .mapToDouble(result -> result.epochsTo(target))
                                .toArray())));
            }
            if (targets > 1) {
                attainments.add(new Attainment(
                        job.run().label(),
                        ALL,
                        points(results.stream()
                                .flatMapToDouble(
                                        result -> IntStream.range(0, targets).mapToDouble(result::epochsTo))
                                .toArray())));
            }
        }
        return attainments;
    }

    private static List<Point> points(double[] epochs) {
        Sample sample = Sample.of(epochs);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < sample.size() && Double.isFinite(sample.get(i)); i++) {
            if (i + 1 == sample.size() || sample.get(i + 1) != sample.get(i)) {
                points.add(new Point((int) sample.get(i), (i + 1.0) / sample.size()));
            }
        }
        return points;
    }
}
