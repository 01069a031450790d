package lockstep.statistics;

/**
 * What an optimizer's starts cost, one number per start in each array.
 *
 * @param epochs all that were spent, whatever the outcome
 * @param reached 1 where the target was reached, otherwise 0
 */
public record StartCosts(double[] epochs, double[] reached) {

    /** How many starts. */
    public int starts() {
        return epochs.length;
    }

    /**
     * The expected running time: all epochs spent, divided by the successes; infinite without one. It is what reaching the target
     * costs when a run that fails is started again.
     *
     * <p>Source: Hansen et al., "COCO: performance assessment" (2016).
     */
    public double ert() {
        return ert(sum(epochs), sum(reached));
    }

    static double ert(double spent, double successes) {
        return successes == 0.0 ? Double.POSITIVE_INFINITY : spent / successes;
    }

    static double sum(double[] values) {
        double sum = 0.0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
