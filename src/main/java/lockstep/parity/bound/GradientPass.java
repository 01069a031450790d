package lockstep.parity.bound;

/** From the inputs and deltas of a batch to its gradient. */
final class GradientPass {

    /** So many numbers are compared together: few enough to stay in the processor's first memory. */
    private static final int SOME = 1024;

    private final Passes passes;
    private final double[] gradient;
    private final double[] ofKinks;

    // Room for some numbers of two gradients, and for how far they are beyond a share of the bounds.
    private final double[] someA = new double[SOME];
    private final double[] someB = new double[SOME];
    private final double[] excess = new double[SOME];

    /** The errors of the inputs of examples at a kink. */
    private double[][] kinked = {};

    /**
     * @param gradient room for a bound per weight
     * @param ofKinks room for the part of it that examples at a kink have; 0 but for theirs
     */
    GradientPass(Passes passes, double[] gradient, double[] ofKinks) {
        this.passes = passes;
        this.gradient = gradient;
        this.ofKinks = ofKinks;
    }

    /**
     * The bounds of a layer's gradient.
     *
     * <pre>
     *   e(g) = rss over the batch of |x| e(delta), (|delta| + e(delta)) e(x), (B + 2) u |x delta|        (over B where the mean is wanted)
     * </pre>
     *
     * <p>The last is for the sum over the batch, its products and its division: {@code (lambda sqrt(B) + 2) u sum |x delta|},
     * of which the sum is no more than root B times the root of the sum of the squares (Cauchy). So the squares serve for all
     * three, and g itself is not needed. Their roots are taken here only where examples stand at a kink.
     *
     * @param share one over the batch's size where the mean is wanted, else 1
     */
    void run(LayerErrors layer, int size, double share) {
        double[] alike = passes.alike;
        double ofSum = (size + 2.0) * passes.u;
        for (int e = 0; e < size; e++) {
            if (passes.atKink[e]) {
                layer.leaveOut(e);
                continue;
            }
            double[] delta = layer.delta[e];
            double[] error = layer.deltaError[e];
            for (int j = 0; j < delta.length; j++) {
                double squared = delta[j] * delta[j];
                double errorSquared = error[j] * error[j];
                layer.forX[e][j] = alike[e] * (errorSquared + ofSum * ofSum * squared);
                layer.forXError[e][j] = alike[e] * (squared + errorSquared);
            }
        }
        sum(layer, layer.xSquared, layer.xErrorSquared, size);
        if (passes.kinks > 0) {
            takeRoots(layer, share);
            addPlain(layer, size, ofSum, share);
        }
    }

    /**
     * The sums over the batch.
     *
     * <pre>
     *   for i: for j: for e:   sum[i, j] += x[e][i] * forX[e][j]  +  xError[e][i] * forXError[e][j]        (the inputs of all have no error)
     * </pre>
     */
    private void sum(LayerErrors layer, double[][] x, double[][] xError, int size) {
        layer.overBatch.gradient(x, layer.forX, layer.gradientSquared, size, 1.0);
        if (layer != passes.layers[0]) {
            layer.overBatch.gradient(xError, layer.forXError, layer.ofXError, size, 1.0);
            for (int k = 0; k < layer.ofXError.length; k++) {
                layer.gradientSquared[k] += layer.ofXError[k];
            }
        }
    }

    /** The bounds of a layer's gradient, of their squares. */
    void takeRoots(LayerErrors layer, double share) {
        double[] squared = layer.gradientSquared;
        for (int k = 0; k < squared.length; k++) {
            gradient[layer.offset + k] = Math.sqrt(squared[k]) * share + passes.least;
        }
    }

    /**
     * Whether two gradients of a layer are certainly within a share of the bounds, number by number, which their squares say.
     *
     * <pre>
     *   (a - b)^2  <=  (of * share)^2 * rss^2        (a little less, for what this rounds)
     * </pre>
     */
    boolean holds(LayerErrors layer, double[] a, double[] b, double of, double share) {
        double factor = of * share * of * share * (1.0 - 0x1p-40);
        double[] squared = layer.gradientSquared;
        for (int at = 0; at < squared.length; at += SOME) {
            int n = Math.min(SOME, squared.length - at);
            System.arraycopy(a, layer.offset + at, someA, 0, n);
            System.arraycopy(b, layer.offset + at, someB, 0, n);
            System.arraycopy(squared, at, excess, 0, n);
            for (int i = 0; i < n; i++) { // without a branch, and with one index, for the processor's vectors
                double d = someA[i] - someB[i];
                excess[i] = d * d - factor * excess[i];
            }
            for (int i = 0; i < n; i++) {
                if (!(excess[i] <= 0.0 && excess[i] >= -Double.MAX_VALUE)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The same for the examples at a kink, K of them, whose errors do not even out.
     *
     * <pre>
     *   e(g) = sum of |x| (e(delta) + (B + 2) u |delta|) + e(x) (|delta| + e(delta))
     * </pre>
     *
     * <p>It needs the room of the squares, which are not needed any more.
     */
    private void addPlain(LayerErrors layer, int size, double ofSum, double share) {
        if (kinked.length < size) {
            kinked = new double[size][];
        }
        int count = 0;
        for (int e = 0; e < size; e++) {
            if (!passes.atKink[e]) {
                continue;
            }
            for (int j = 0; j < layer.units; j++) {
                double delta = Math.abs(layer.delta[e][j]);
                double error = layer.deltaError[e][j];
                layer.forX[count][j] = error + ofSum * delta;
                layer.forXError[count][j] = delta + error;
            }
            for (int i = 0; i < layer.rows; i++) {
                layer.xSquared[count][i] = Math.abs(layer.x[e][i]);
            }
            kinked[count] = layer.xError[e];
            count++;
        }
        sum(layer, layer.xSquared, kinked, count);
        for (int k = 0; k < layer.gradientSquared.length; k++) {
            gradient[layer.offset + k] += share * layer.gradientSquared[k];
            ofKinks[layer.offset + k] += share * layer.gradientSquared[k];
        }
    }
}
