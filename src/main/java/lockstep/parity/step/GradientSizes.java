package lockstep.parity.step;

import lockstep.model.Run;

/**
 * The mean absolute gradient of each layer, over all examples: how much of the error reaches it.
 *
 * @param run the network and how it was trained
 * @param step how many steps had been made
 * @param scalar the scalar network's, layer by layer from the first hidden one, the biases' among them
 * @param candidate the candidate's, at the same weights
 * @param share how far apart the two sides' gradients are in a layer, as a share of what rounding may do there; 1 is the limit
 */
public record GradientSizes(Run run, int step, double[] scalar, double[] candidate, double[] share) {

    /** How many layers the network has, the output layer among them. */
    public int depth() {
        return scalar.length;
    }

    /** The layer (counted from 0) at which the two sides are furthest apart, if that is beyond rounding; -1 if it is not. */
    public int disagreesAt() {
        int furthest = -1;
        double most = 1.0;
        for (int l = 0; l < share.length; l++) {
            if (!(share[l] <= most)) { // NaN is not within
                most = share[l];
                furthest = l;
            }
        }
        return furthest;
    }
}
