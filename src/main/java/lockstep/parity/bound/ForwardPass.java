package lockstep.parity.bound;

import java.util.Arrays;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Examples;
import org.jspecify.annotations.Nullable;

/** The pass from the inputs to the answers. */
final class ForwardPass {

    private final Passes passes;
    private final Point point = new Point();

    // Room for the sizes of a layer's units, of a batch's examples, and for putting them in order.
    private final double[] unitSizes;
    private double[] exampleSizes = {};
    private double[] sorted = {};

    ForwardPass(Passes passes) {
        this.passes = passes;
        this.unitSizes = new double[passes.mostUnits()];
    }

    /**
     * From the inputs, which are exact, to the answers, layer by layer.
     *
     * <pre>
     *   e(z) = rss over the inputs of |w| e(x)  +  (lambda sqrt(n) + 2) u sum |x w|      (n terms, the bias one of them)
     *   e(y) = |f'| e(z) + rounding of f                                          (|f'|: the largest within z +- e(z))
     * </pre>
     *
     * <p>Besides the sum's n roundings there is that of a product, and one of z where a function takes it up.
     *
     * @param stepped a network that has just made this step in doubles: its sums serve as well as those of this pass, and are not
     *     added up again; null for none
     */
    void run(double[] weights, Batch batch, @Nullable Engine stepped) {
        Examples examples = batch.examples();
        int size = batch.size();
        LayerErrors[] layers = passes.layers;
        if (exampleSizes.length < size) {
            exampleSizes = new double[size];
            sorted = new double[Math.max(size, unitSizes.length)];
        }
        for (int e = 0; e < size; e++) {
            int from = batch.row(e) * examples.inputs();
            System.arraycopy(examples.inputValues(), from, layers[0].x[e], 0, examples.inputs());
        }
        for (int l = 0; l < layers.length; l++) {
            LayerErrors layer = layers[l];
            layer.take(weights);
            if (stepped == null || !stepped.readSums(l, layer.z)) {
                layer.products.sums(layer.x, layer.w, layer.z, size);
            }
            layer.products.sizes(layer.x, layer.w, layer.size, size);
            boolean exact = l == 0;
            double roundings = Alike.roundings(layer.rows);
            if (!exact) {
                double[] likeInputs = layers[l - 1].alike;
                roundings = Math.max(roundings, Alike.roundings(likeInputs));
                Passes.squareErrors(layer.xError, likeInputs, layer.xErrorSquared, size);
                layer.products.squares(layer.xErrorSquared, layer.w, layer.zError, size);
            }
            findAlike(layer, size);
            square(layer.x, layer.xSquared, layer.inputs, size);
            for (int e = 0; e < size; e++) {
                if (passes.atKink[e]) { // a jump: it does not even out
                    layer.products.plain(layer.xError[e], layer.w, layer.zError[e]);
                }
                passes.addRounding(layer.zError[e], exact, passes.atKink[e], roundings, layer.size[e]);
                activate(layer, e);
            }
        }
    }

    private void findAlike(LayerErrors layer, int size) {
        Arrays.fill(unitSizes, 0, layer.units, 0.0);
        for (int e = 0; e < size; e++) {
            double[] sizes = layer.size[e];
            double sum = 0.0;
            for (int j = 0; j < layer.units; j++) {
                unitSizes[j] += sizes[j];
                sum += sizes[j];
            }
            exampleSizes[e] = sum;
        }
        Alike.weigh(unitSizes, layer.units, sorted, layer.alike);
        if (layer == passes.layers[0]) {
            Alike.weigh(exampleSizes, size, sorted, passes.alike);
        }
    }

    private void activate(LayerErrors layer, int e) {
        ActivationCurve curve = layer.curve;
        if (curve == null) {
            SoftmaxBound.forward(layer, e, passes.u, passes.least);
            return;
        }
        Point p = point;
        int before = passes.kinks;
        for (int j = 0; j < layer.units; j++) {
            double zError = layer.zError[e][j];
            curve.at(layer.z[e][j], zError, p);
            layer.y[e][j] = p.value;
            layer.yError[e][j] =
                    passes.orMore(p.steepest * zError + p.jump + passes.u * p.valueRounding, p.valueRounding);
            layer.slope[e][j] = p.slope;
            layer.steepest[e][j] = p.steepest + passes.u * p.slopeRounding;
            layer.turn[e][j] = p.turn + passes.orMore(passes.u * p.slopeRounding, p.slopeRounding);
            passes.kinks += p.kink ? 1 : 0;
        }
        passes.atKink[e] |= passes.kinks > before;
    }

    private static void square(double[][] of, double[][] into, int n, int examples) {
        for (int e = 0; e < examples; e++) {
            double[] from = of[e];
            double[] to = into[e];
            for (int i = 0; i < n; i++) {
                to[i] = from[i] * from[i];
            }
        }
    }
}
