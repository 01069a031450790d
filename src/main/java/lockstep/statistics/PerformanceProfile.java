package lockstep.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * For every factor, the share of the problems on which a solver is within it of the best one there.
 *
 * <pre>
 *   ratio = cost / least cost of any solver on the problem         share(factor) = problems with ratio &lt;= factor / problems
 * </pre>
 *
 * A problem that no solver solved counts as not solved by any of them. Where the best costs nothing, the ratio is 1 for all
 * that cost nothing, and infinite for the others.
 *
 * <p>Source: Dolan and More, "Benchmarking optimization software with performance profiles" (2002).
 *
 * @param points where the share rises, in the order of the factors
 * @param area below the curve over the logarithm of the factor, from 1 to {@link #WIDEST}, as a share of the whole: 1 for a
 *     solver that is the best on every problem
 */
public record PerformanceProfile(List<Point> points, double area) {

    /** The factor up to which the area is taken: a solver that is farther from the best than this has practically failed. */
    public static final double WIDEST = 100.0;

    public PerformanceProfile {
        points = List.copyOf(points);
    }

    /** The share of the problems on which the solver is within the factor. */
    public record Point(double factor, double share) {}

    /**
     * The profiles of all the solvers.
     *
     * @param costs per problem, the cost of each solver, at least 0; infinite for one that failed
     * @return one per solver
     */
    public static List<PerformanceProfile> of(double[][] costs) {
        List<PerformanceProfile> profiles = new ArrayList<>();
        for (int solver = 0; solver < costs[0].length; solver++) {
            double[] ratios = new double[costs.length];
            for (int problem = 0; problem < costs.length; problem++) {
                double least = Arrays.stream(costs[problem]).min().orElseThrow();
                ratios[problem] = ratio(costs[problem][solver], least);
            }
            profiles.add(ofRatios(ratios));
        }
        return profiles;
    }

    private static double ratio(double cost, double least) {
        if (Double.isInfinite(cost)) {
            return cost;
        }
        return cost == least ? 1.0 : cost / least; // both may be 0
    }

    private static PerformanceProfile ofRatios(double[] ratios) {
        double[] sorted = ratios.clone();
        Arrays.sort(sorted);
        List<Point> points = new ArrayList<>();
        double area = 0.0;
        for (int i = 0; i < sorted.length && !Double.isInfinite(sorted[i]); i++) {
            boolean last = i + 1 == sorted.length || sorted[i + 1] != sorted[i];
            if (last) {
                points.add(new Point(sorted[i], (i + 1.0) / sorted.length));
            }
            area += Math.max(0.0, 1.0 - StrictMath.log(sorted[i]) / StrictMath.log(WIDEST)) / sorted.length;
        }
        return new PerformanceProfile(points, area);
    }
}
