package lockstep.model;

/**
 * A fully connected layer.
 *
 * @param units how many units, at least 1
 * @param bias whether each unit has a bias, which learns like a weight of an input that is always 1
 */
public record LayerSpec(int units, Activation activation, boolean bias, Init init) {

    public LayerSpec {
        if (units < 1) {
            throw new IllegalArgumentException("units is " + units + "; expected at least 1");
        }
    }

    /** The rows of the layer's weights: one per input, then the bias row, if any. */
    public int rows(int inputs) {
        return inputs + (bias ? 1 : 0);
    }
}
