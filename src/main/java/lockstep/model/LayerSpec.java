package lockstep.model;

/**
 * A fully connected layer.
 *
 * @param units how many units, at least 1
 * @param bias whether each unit has a bias, which learns like a weight of an input that is always 1
 * @param weightPenalty on the weights without the biases
 * @param biasPenalty on the biases; no penalty if there are no biases
 */
public record LayerSpec(
        int units,
        Activation activation,
        boolean bias,
        Init init,
        Penalty weightPenalty,
        Penalty biasPenalty,
        Clipping clipping) {

    public LayerSpec {
        if (units < 1) {
            throw new IllegalArgumentException("units is " + units + "; expected at least 1");
        }
        if (!bias && !biasPenalty.isNone()) {
            throw new IllegalArgumentException(
                    "the biases have a " + biasPenalty + "; expected none: the layer has no biases");
        }
    }

    /** A layer without penalties or clipping. */
    public LayerSpec(int units, Activation activation, boolean bias, Init init) {
        this(units, activation, bias, init, Penalty.NONE, Penalty.NONE, Clipping.NONE);
    }

    /** The rows of the layer's weights: one per input, then the bias row, if any. */
    public int rows(int inputs) {
        return inputs + (bias ? 1 : 0);
    }

    /** Whether the weights or the biases have a penalty. */
    public boolean isPenalized() {
        return !weightPenalty.isNone() || !biasPenalty.isNone();
    }

    /** The same layer from another start. */
    public LayerSpec withInit(Init other) {
        return new LayerSpec(units, activation, bias, other, weightPenalty, biasPenalty, clipping);
    }

    /** The same layer with other penalties. */
    public LayerSpec withPenalties(Penalty ofWeights, Penalty ofBiases) {
        return new LayerSpec(units, activation, bias, init, ofWeights, ofBiases, clipping);
    }

    /** The same layer with another clipping. */
    public LayerSpec withClipping(Clipping other) {
        return new LayerSpec(units, activation, bias, init, weightPenalty, biasPenalty, other);
    }

    /** The same layer with its hyper-parameters rounded. */
    LayerSpec in(Precision precision) {
        return precision == Precision.DOUBLE
                ? this
                : withPenalties(weightPenalty.in(precision), biasPenalty.in(precision))
                        .withClipping(new Clipping(clipping.mode(), precision.round(clipping.threshold())));
    }
}
