package lockstep.scalar;

import lockstep.model.Clipping;

/** What is done to the gradient of a layer before it is used: DL4J's five modes. */
public final class GradientClipping {

    /** What DL4J divides a gradient by that is 0 everywhere. */
    private static final double LENGTH_OF_NOTHING = 1e-5;

    private GradientClipping() {}

    /**
     * Changes a layer's gradient in place.
     *
     * @param g a row per input, then the bias row
     * @param inputs how many rows are weights; what follows are biases
     */
    public static void apply(Clipping clipping, double[][] g, int inputs) {
        double threshold = clipping.threshold();
        int rows = g.length;
        switch (clipping.mode()) {
            case NONE -> {}
            case RENORMALIZE_L2_PER_LAYER -> renormalize(g, 0, rows);
            case RENORMALIZE_L2_PER_PARAM_TYPE -> {
                renormalize(g, 0, inputs);
                renormalize(g, inputs, rows);
            }
            case CLIP_ELEMENT_WISE_ABSOLUTE_VALUE -> clamp(g, threshold);
            case CLIP_L2_PER_LAYER -> shorten(g, 0, rows, threshold);
            case CLIP_L2_PER_PARAM_TYPE -> {
                shorten(g, 0, inputs, threshold);
                shorten(g, inputs, rows, threshold);
            }
        }
    }

    /** {@code g /= |g|}. */
    private static void renormalize(double[][] g, int from, int to) {
        double length = length(g, from, to);
        scale(g, from, to, 1.0 / (length == 0.0 ? LENGTH_OF_NOTHING : length));
    }

    /** {@code g *= threshold / |g|} where {@code |g|} is above the threshold. */
    private static void shorten(double[][] g, int from, int to, double threshold) {
        double length = length(g, from, to);
        if (length > threshold) {
            scale(g, from, to, threshold / length);
        }
    }

    /** {@code g[i][j] = -threshold} where it is below, {@code threshold} where it is above. */
    private static void clamp(double[][] g, double threshold) {
        for (double[] row : g) {
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.min(Math.max(row[j], -threshold), threshold);
            }
        }
    }

    /** {@code |g|}: the root of the sum of {@code g[i][j]^2}. */
    private static double length(double[][] g, int from, int to) {
        double sum = 0.0;
        for (int i = from; i < to; i++) {
            for (double each : g[i]) {
                sum += each * each;
            }
        }
        return Math.sqrt(sum);
    }

    private static void scale(double[][] g, int from, int to, double factor) {
        for (int i = from; i < to; i++) {
            for (int j = 0; j < g[i].length; j++) {
                g[i][j] *= factor;
            }
        }
    }
}
