package lockstep.scalar;

import lockstep.model.Clipping;

/** Clips the gradient of a layer before it is used: DL4J's five modes. */
public final class GradientClipping {

    /** DL4J divides a gradient that is 0 everywhere by this. */
    private static final double LENGTH_OF_NOTHING = 1e-5;

    private GradientClipping() {}

    /**
     * Changes a layer's gradient in place.
     *
     * @param g the gradient of the weights, then of the biases
     * @param biases where those begin
     */
    public static void apply(Clipping clipping, double[] g, int biases) {
        double threshold = clipping.threshold();
        switch (clipping.mode()) {
            case NONE -> {}
            case RENORMALIZE_L2_PER_LAYER -> renormalize(g, 0, g.length);
            case RENORMALIZE_L2_PER_PARAM_TYPE -> {
                renormalize(g, 0, biases);
                renormalize(g, biases, g.length);
            }
            case CLIP_ELEMENT_WISE_ABSOLUTE_VALUE -> clamp(g, threshold);
            case CLIP_L2_PER_LAYER -> shorten(g, 0, g.length, threshold);
            case CLIP_L2_PER_PARAM_TYPE -> {
                shorten(g, 0, biases, threshold);
                shorten(g, biases, g.length, threshold);
            }
        }
    }

    /** {@code g /= |g|}. */
    private static void renormalize(double[] g, int from, int to) {
        double length = length(g, from, to);
        scale(g, from, to, 1.0 / (length == 0.0 ? LENGTH_OF_NOTHING : length));
    }

    /** {@code g *= threshold / |g|} where {@code |g|} is above the threshold. */
    private static void shorten(double[] g, int from, int to, double threshold) {
        double length = length(g, from, to);
        if (length > threshold) {
            scale(g, from, to, threshold / length);
        }
    }

    /** {@code g[k] = -threshold} where it is below, {@code threshold} where it is above. */
    private static void clamp(double[] g, double threshold) {
        for (int k = 0; k < g.length; k++) {
            g[k] = Math.min(Math.max(g[k], -threshold), threshold);
        }
    }

    /** {@code |g|}: the root of the sum of {@code g[k]^2}. */
    private static double length(double[] g, int from, int to) {
        double sum = 0.0;
        for (int k = from; k < to; k++) {
            sum += g[k] * g[k];
        }
        return Math.sqrt(sum);
    }

    private static void scale(double[] g, int from, int to, double factor) {
        for (int k = from; k < to; k++) {
            g[k] *= factor;
        }
    }
}
