package lockstep.statistics;

/** Numbers of independent starts, added up so that there are not too many of them. */
final class Neighbours {

    private Neighbours() {}

    /** The numbers as they are or, if there are more than {@code most}, the sums of runs of neighbours, as long as needed. */
    static double[] added(double[] values, int most) {
        int together = (values.length + most - 1) / most;
        if (together <= 1) {
            return values;
        }
        double[] sums = new double[(values.length + together - 1) / together];
        for (int i = 0; i < values.length; i++) {
            sums[i / together] += values[i];
        }
        return sums;
    }
}
