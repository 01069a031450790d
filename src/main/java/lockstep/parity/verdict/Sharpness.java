package lockstep.parity.verdict;

/**
 * The smallest relative faults that a rung could have seen: what was allowed in a step, as a share of what the step was about.
 * From 1 on not even a number that is missing altogether would have been seen; infinity is where all of them are 0.
 *
 * @param rate of the learning rate, or of anything that changes every weight by the same factor
 * @param gradient the same for the gradient
 * @param weight of one weight's changes alone, for the weight in the middle
 */
public record Sharpness(double rate, double gradient, double weight) {

    /** Where no step was judged. Of what a candidate does not tell, the figure is NaN too. */
    public static final Sharpness NONE = new Sharpness(Double.NaN, Double.NaN, Double.NaN);

    /**
     * The smallest share of any of some numbers that is not allowed.
     *
     * @param before what it was in the steps before; NaN in the first
     */
    public static double sharper(double before, double[] allowed, double[] numbers) {
        double sharpest = Double.isNaN(before) ? Double.POSITIVE_INFINITY : before;
        for (int i = 0; i < numbers.length; i++) {
            double size = Math.abs(numbers[i]);
            if (allowed[i] < sharpest * size) {
                sharpest = allowed[i] / size;
            }
        }
        return sharpest;
    }

    /** The sharper of two, number by number. */
    static Sharpness sharpest(Sharpness a, Sharpness b) {
        return new Sharpness(smaller(a.rate, b.rate), smaller(a.gradient, b.gradient), smaller(a.weight, b.weight));
    }

    private static double smaller(double a, double b) {
        return Double.isNaN(b) || a < b ? a : b;
    }

    /** Whether the gradients, or the updates, could have been anything, although there were some. */
    boolean isBlind() {
        return isBlind(rate) || isBlind(gradient);
    }

    private static boolean isBlind(double share) {
        return share >= 1.0 && share < Double.POSITIVE_INFINITY;
    }
}
