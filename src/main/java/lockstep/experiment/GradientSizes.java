package lockstep.experiment;

import lockstep.model.Run;

/**
 * The mean absolute gradient of each layer, over all examples: how much of the error reaches it.
 *
 * @param run the network and how it was trained
 * @param step how many steps had been made
 * @param scalar the scalar network's, layer by layer from the first hidden one, the biases' among them
 * @param candidate the candidate's, at the same weights
 */
public record GradientSizes(Run run, int step, double[] scalar, double[] candidate) {

    /**
     * Rounding alone leaves 1e-13 or less of a size, however small the size is: a gradient that vanishes is a product, and keeps
     * its digits.
     */
    private static final double TOLERANCE = 1e-9;

    /** How many layers the network has, the output layer among them. */
    public int depth() {
        return scalar.length;
    }

    /** The first layer's share of what the last one has; NaN if the last has none. */
    public double firstOverLast() {
        return scalar[0] / scalar[scalar.length - 1];
    }

    /** The layer (counted from 0) at which the two sides are furthest apart, if they are; -1 if they agree. */
    public int disagreesAt() {
        int furthest = -1;
        double most = TOLERANCE;
        for (int l = 0; l < scalar.length; l++) {
            double larger = Math.max(Math.abs(scalar[l]), Math.abs(candidate[l]));
            double apart = scalar[l] == candidate[l] ? 0.0 : Math.abs(scalar[l] - candidate[l]) / larger;
            if (Double.isNaN(apart) && Double.isNaN(scalar[l]) && Double.isNaN(candidate[l])) {
                continue; // both have overflowed
            }
            if (!(apart <= most)) {
                most = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
                furthest = l;
            }
        }
        return furthest;
    }
}
