package lockstep.model;

import java.util.Locale;

/**
 * What is done to a layer's gradient, reduced over the batch, before penalties and optimizer see it. The loss does not change.
 *
 * <p>Per layer means weights and biases together; per parameter type means each separately.
 *
 * @param threshold the largest length (or number) that is left unchanged; 1 if the mode takes no threshold
 */
public record Clipping(Mode mode, double threshold) {

    /** DL4J's modes, its {@code GradientNormalization}. */
    public enum Mode {
        NONE,
        /** The gradient of the layer gets length 1, whatever its length is. */
        RENORMALIZE_L2_PER_LAYER,
        /** Each of the two gradients of the layer gets length 1, whatever its length is. */
        RENORMALIZE_L2_PER_PARAM_TYPE,
        /** Each number of the gradient beyond the threshold, or beyond minus it, is moved there. */
        CLIP_ELEMENT_WISE_ABSOLUTE_VALUE,
        /** The gradient of the layer is shortened to the threshold if it is longer. */
        CLIP_L2_PER_LAYER,
        /** Each of the two gradients of the layer is shortened to the threshold if it is longer. */
        CLIP_L2_PER_PARAM_TYPE;

        /** Whether the mode takes a threshold. */
        public boolean hasThreshold() {
            return switch (this) {
                case NONE, RENORMALIZE_L2_PER_LAYER, RENORMALIZE_L2_PER_PARAM_TYPE -> false;
                case CLIP_ELEMENT_WISE_ABSOLUTE_VALUE, CLIP_L2_PER_LAYER, CLIP_L2_PER_PARAM_TYPE -> true;
            };
        }

        /** Whether it looks at the length of a gradient. */
        public boolean takesLength() {
            return this != NONE && this != CLIP_ELEMENT_WISE_ABSOLUTE_VALUE;
        }

        /** The name in a config: {@code clip_l2_per_layer}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The gradient stays as it is. */
    public static final Clipping NONE = new Clipping(Mode.NONE, 1.0);

    public Clipping {
        if (!(threshold > 0.0) || Double.isInfinite(threshold)) {
            throw new IllegalArgumentException("threshold is " + threshold + "; expected a finite number above 0");
        }
        if (!mode.hasThreshold() && threshold != 1.0) {
            throw new IllegalArgumentException(
                    "threshold is " + threshold + "; expected 1, because " + mode.key() + " takes none");
        }
    }

    /** Clipping of a mode that takes no threshold. */
    public static Clipping of(Mode mode) {
        return new Clipping(mode, 1.0);
    }
}
