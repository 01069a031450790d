package lockstep.parity.bound;

/** From the inputs and deltas of a batch to its gradient. */
final class GradientPass {

    private final Passes passes;
    private final double[] gradient;
    private final double[] ofKinks;

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
     * three, and g itself is not needed.
     *
     * @param share one over the batch's size where the mean is wanted, else 1
     */
    void run(LayerErrors layer, int size, double share) {
        boolean[] atKink = passes.atKink;
        double[] alike = passes.alike;
        double least = passes.least;
        double ofSum = (size + 2.0) * passes.u;
        for (int e = 0; e < size; e++) {
            if (atKink[e]) {
                layer.leaveOut(e);
                continue;
            }
            double[] delta = layer.delta[e];
            double[] error = layer.deltaError[e];
            for (int j = 0; j < delta.length; j++) {
                double squared = delta[j] * delta[j];
                double errorSquared = error[j] * error[j];
                layer.forX[e * delta.length + j] = alike[e] * (errorSquared + ofSum * ofSum * squared);
                layer.forXError[e * delta.length + j] = alike[e] * (squared + errorSquared);
            }
        }
        turn(layer.xSquared, layer.xSquaredByInput, size);
        layer.products.outer(layer.xSquaredByInput, layer.forX, layer.gradientSquared, size);
        boolean exact = layer == passes.layers[0];
        if (!exact) {
            turn(layer.xErrorSquared, layer.xErrorSquaredByInput, size);
            layer.products.outer(layer.xErrorSquaredByInput, layer.forXError, layer.ofXError, size);
        }
        for (int i = 0; i < layer.rows; i++) {
            double[] row = layer.gradientSquared[i];
            if (!exact) {
                add(layer.ofXError[i], row);
            }
            int at = layer.offset + i * layer.units;
            for (int j = 0; j < row.length; j++) {
                gradient[at + j] = Math.sqrt(row[j]) * share + least;
            }
        }
        if (passes.kinks > 0) {
            addPlain(layer, size, ofSum, share);
        }
    }

    private static void turn(double[][] byExample, double[][] byInput, int examples) {
        for (int i = 0; i < byInput.length; i++) {
            for (int e = 0; e < examples; e++) {
                byInput[i][e] = byExample[e][i];
            }
        }
    }

    private static void add(double[] more, double[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] += more[j];
        }
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
        boolean exact = layer == passes.layers[0];
        int units = layer.units;
        int kinked = 0;
        for (int e = 0; e < size; e++) {
            if (!passes.atKink[e]) {
                continue;
            }
            for (int j = 0; j < units; j++) {
                double delta = Math.abs(layer.delta[e][j]);
                double error = layer.deltaError[e][j];
                layer.forX[kinked * units + j] = error + ofSum * delta;
                layer.forXError[kinked * units + j] = delta + error;
            }
            for (int i = 0; i < layer.rows; i++) {
                layer.xSquaredByInput[i][kinked] = Math.abs(layer.x[e][i]);
            }
            for (int i = 0; i < layer.xErrorSquaredByInput.length; i++) {
                layer.xErrorSquaredByInput[i][kinked] = layer.xError[e][i];
            }
            kinked++;
        }
        layer.products.outer(layer.xSquaredByInput, layer.forX, layer.gradientSquared, kinked);
        if (!exact) {
            layer.products.outer(layer.xErrorSquaredByInput, layer.forXError, layer.ofXError, kinked);
        }
        for (int i = 0; i < layer.rows; i++) {
            double[] row = layer.gradientSquared[i];
            if (!exact) {
                add(layer.ofXError[i], row);
            }
            int at = layer.offset + i * units;
            for (int j = 0; j < units; j++) {
                gradient[at + j] += share * row[j];
                ofKinks[at + j] += share * row[j];
            }
        }
    }
}
