package lockstep.parity.bound;

import java.util.Arrays;
import lockstep.model.Batch;
import lockstep.model.Examples;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Reduction;

/**
 * How far rounding may part the loss and the gradient of two right programs, at the same weights and batch: a running error analysis, number by number.
 *
 * <p><b>Whose rounding.</b> A bound is for the difference of the two: the scalar network, which computes in doubles, and a candidate
 * with a unit roundoff of its own. Their errors are independent, so that u is the root of the sum of the squares of the two units:
 * root 2 times the unit for a candidate in doubles, the candidate's own for any other.
 *
 * <p><b>Ground.</b> An operation's result is {@code (a op b)(1 + d)}, {@code |d| <= u}, if it does not underflow (Higham, "Accuracy and Stability of Numerical
 * Algorithms", 2nd ed., 2002, 2.2). A sum of n products is off by at most {@code gamma(n) sum |x w|}, {@code gamma(n) = n u / (1 - n u)}, in
 * whichever order it is added, fused or not (3.1). Errors even out: replace n by its root for what is met in practice (2.8);
 * Higham and Mary ("A new approach to probabilistic rounding error analysis", 2019) show that for independent roundings of mean 0 a bound of
 * {@code lambda sqrt(n) u} fails with a probability of at most {@code 2 n exp(-lambda^2 / 2)}, and that it describes what is
 * met far better than that. This is the form taken here, and so errors that come from different numbers are added as
 * such are: <i>rss</i>, the root of the sum of the squares, which {@link Alike} weighs. The bound is not computed in advance, but beside the numbers, from
 * what they are (3.3, running error analysis).
 *
 * <p>It is a rule, then, and no theorem. {@link Alike} says where it would fail, because errors are not independent, and what is done about
 * it; in the loss, whose terms are likely to be equal, the worst case's n stands. What it cannot see is a sum of equal products of
 * many inputs by many weights in the first layer, whose roundings all go one way. How much of the bounds right programs use stands in
 * {@code docs/figures/bounds.csv}.
 *
 * <p><b>Kinks.</b> A unit stands at its kink if the kink is no further away than its sum's error. What it can change in this step may be
 * anything between its two sides. That is no rounding, and does not even out: the example's errors are added as in the worst case, as plain
 * sums, on their way back and into the gradient.
 *
 * <p><b>Underflow.</b> Each error has the candidate's smallest normal number added, but no less than 2^-511: what is smaller has a square that
 * is no double. An error of exactly 0 stays 0: a sum of terms that are all 0 is rounded by no program.
 *
 * <p>A bound is infinite or NaN where a number, its square or its reciprocal is: whoever compares must not let such a bound excuse anything.
 *
 * <p>The passes are its own, in doubles, and serve for bounds only. After the first batch of a size nothing is allocated. Not
 * for several threads at a time.
 */
public final class RoundingBound {

    private static final double SCALAR_UNIT = 0x1p-53;
    private static final double SMALLEST_SQUARED = 0x1p-511;

    private final NetworkSpec network;
    private final Layer[] layers;
    private final LossBound lossBound;
    private final double u;
    private final double least;
    private final double[] gradient;
    private final Point point = new Point();

    /** By example, whether a unit of it stands at a kink. */
    private boolean[] atKink = {};

    /** By example, the weight of its squares. */
    private double[] alike = {};

    // Room for the sizes of a layer's units, of a batch's examples, and for putting them in order.
    private final double[] unitSizes;
    private double[] exampleSizes = {};
    private double[] sorted = {};

    private int kinks;
    private double loss;

    /**
     * @param unit the candidate's unit roundoff: 2^-53 for doubles, 2^-24 for floats, 2^-9 for bfloat16
     * @param tiny its smallest normal number
     */
    public RoundingBound(NetworkSpec network, double unit, double tiny) {
        this.network = network;
        this.u = Math.hypot(unit, SCALAR_UNIT);
        this.least = Math.max(tiny, SMALLEST_SQUARED);
        this.layers = new Layer[network.layers().size()];
        Arrays.setAll(layers, number -> new Layer(network, number));
        this.lossBound = new LossBound(network.loss(), last().activation, network.outputs(), u);
        this.gradient = new double[network.weightCount()];
        this.unitSizes = new double
                [Arrays.stream(layers).mapToInt(layer -> layer.units).max().orElseThrow()];
    }

    /** Computes the bounds of a step. */
    public void at(double[] weights, Batch batch) {
        makeRoom(batch.size());
        Arrays.fill(atKink, false);
        kinks = 0;
        forward(weights, batch);
        lossOf(weights, batch);
        backward(weights, batch.size());
        for (Layer layer : layers) {
            gradient(layer, batch.size());
        }
    }

    /** How far apart the losses of the last step may be: reduced over the batch, penalties included. */
    public double loss() {
        return loss;
    }

    /**
     * How far apart the gradients of the last step may be, one number per weight: of the data's loss, reduced over the batch, without penalties
     * and before clipping. The array is used again by the next step.
     */
    public double[] gradient() {
        return gradient;
    }

    /**
     * How far apart the answers to the last step's batch may be.
     *
     * @param into a row of {@link NetworkSpec#outputs} per example
     */
    public void readOutputs(double[] into) {
        int outputs = network.outputs();
        for (int e = 0; e < into.length / outputs; e++) {
            System.arraycopy(last().yError[e], 0, into, e * outputs, outputs);
        }
    }

    /** How many pairs of an example and a unit, or an output's loss, stood at a kink in the last step. */
    public int kinks() {
        return kinks;
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
     */
    private void forward(double[] weights, Batch batch) {
        Examples examples = batch.examples();
        int size = batch.size();
        for (int e = 0; e < size; e++) {
            int from = batch.row(e) * examples.inputs();
            System.arraycopy(examples.inputValues(), from, layers[0].x[e], 0, examples.inputs());
        }
        for (int l = 0; l < layers.length; l++) {
            Layer layer = layers[l];
            Products.sums(layer.x, layer.rows, weights, layer.offset, layer.z, layer.size, size, layer.someRows);
            boolean exact = l == 0;
            double roundings = Alike.roundings(layer.rows);
            if (!exact) {
                double[] likeInputs = layers[l - 1].alike;
                roundings = Math.max(roundings, Alike.roundings(likeInputs));
                squareErrors(layer.xError, likeInputs, layer.xErrorSquared, size);
                Products.squares(
                        layer.xErrorSquared,
                        layer.inputs,
                        weights,
                        layer.offset,
                        layer.zError,
                        size,
                        layer.someRows[0]);
            }
            findAlike(layer, size);
            square(layer.x, layer.xSquared, layer.inputs, size);
            for (int e = 0; e < size; e++) {
                if (atKink[e]) { // a jump: it does not even out
                    Products.plain(layer.xError[e], layer.inputs, weights, layer.offset, layer.zError[e], layer.units);
                }
                addRounding(layer.zError[e], exact, atKink[e], roundings, layer.size[e]);
                activate(layer, e);
            }
        }
    }

    private void findAlike(Layer layer, int size) {
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
        if (layer == layers[0]) {
            Alike.weigh(exampleSizes, size, sorted, alike);
        }
    }

    private void activate(Layer layer, int e) {
        Curve curve = layer.curve;
        if (curve == null) {
            SoftmaxBound.forward(layer, e, u, least);
            return;
        }
        Point p = point;
        int before = kinks;
        for (int j = 0; j < layer.units; j++) {
            double zError = layer.zError[e][j];
            curve.at(layer.z[e][j], zError, p);
            layer.y[e][j] = p.value;
            layer.yError[e][j] = orMore(p.steepest * zError + p.jump + u * p.valueRounding);
            layer.slope[e][j] = p.slope;
            layer.steepest[e][j] = p.steepest + u * p.slopeRounding;
            layer.turn[e][j] = p.turn + orMore(u * p.slopeRounding);
            kinks += p.kink ? 1 : 0;
        }
        atKink[e] |= kinks > before;
    }

    /**
     * The loss, as {@link LossBound} says of its sum over the batch, and the penalties.
     *
     * <pre>
     *   e(loss) = e(sum) / B  +  (n + 2) u penalty        (n weights have one; without / B where the batch's sum is wanted)
     * </pre>
     *
     * <p>With n for its root, because a penalty's terms are of one sign, and as equal as the weights are.
     */
    private void lossOf(double[] weights, Batch batch) {
        Examples examples = batch.examples();
        lossBound.start();
        for (int e = 0; e < batch.size(); e++) {
            int target = batch.row(e) * examples.outputs();
            int here = lossBound.add(last(), e, examples.targetValues(), target, alike[e], atKink[e]);
            kinks += here;
            atKink[e] |= here > 0;
        }
        loss = lossBound.ofSum(batch.size()) * share(batch.size()) + least;
        for (int l = 0; l < layers.length; l++) {
            LayerSpec spec = network.layers().get(l);
            int biases = layers[l].offset + layers[l].inputs * layers[l].units;
            loss += penalty(spec.weightPenalty(), weights, layers[l].offset, biases);
            loss += penalty(spec.biasPenalty(), weights, biases, network.offset(l + 1));
        }
    }

    private double penalty(Penalty penalty, double[] w, int from, int to) {
        if (penalty.equals(Penalty.NONE)) {
            return 0.0;
        }
        double half = 0.5 * (penalty.l2() + penalty.weightDecay());
        double sum = 0.0;
        for (int k = from; k < to; k++) {
            sum += penalty.l1() * Math.abs(w[k]) + half * w[k] * w[k];
        }
        return (to - from + 2.0) * u * sum;
    }

    /**
     * From {@code s = dLoss/dy} to {@code delta = dLoss/dz = s f'}, and on to the layer before.
     *
     * <pre>
     *   e(delta) = |f'| e(s) + |s| (turn + rounding of f') + u |delta|     (turn: what f' changes within z +- e(z), |f''| e(z) or a kink's)
     *   e(s)     = rss over the units of |w| e(delta)  +  (lambda sqrt(n) + 2) u sum |w delta|       (n units)
     * </pre>
     */
    private void backward(double[] weights, int size) {
        for (int l = layers.length - 1; l >= 0; l--) {
            Layer layer = layers[l];
            for (int e = 0; e < size; e++) {
                differentiate(layer, e, layer == last() && lossBound.passesSoftmax());
            }
            if (l == 0) {
                return;
            }
            Layer before = layers[l - 1];
            double[] turned = layer.transposed;
            layer.transpose(weights);
            Products.sums(layer.delta, layer.units, turned, 0, before.s, before.sSize, size, layer.someColumns);
            squareErrors(layer.deltaError, layer.alike, layer.deltaErrorSquared, size);
            Products.squares(
                    layer.deltaErrorSquared, layer.units, turned, 0, before.sError, size, layer.someColumns[0]);
            double roundings = Alike.roundings(layer.alike);
            for (int e = 0; e < size; e++) {
                if (atKink[e]) {
                    Products.plain(layer.deltaError[e], layer.units, turned, 0, before.sError[e], before.units);
                }
                addRounding(before.sError[e], false, atKink[e], roundings, before.sSize[e]);
            }
        }
    }

    private void differentiate(Layer layer, int e, boolean passes) {
        double[] s = layer.s[e];
        double[] sError = layer.sError[e];
        if (passes) {
            System.arraycopy(s, 0, layer.delta[e], 0, layer.units);
            System.arraycopy(sError, 0, layer.deltaError[e], 0, layer.units);
            return;
        }
        if (layer.curve == null) {
            SoftmaxBound.backward(layer, e, u, least, atKink[e]);
            return;
        }
        for (int j = 0; j < layer.units; j++) {
            double delta = s[j] * layer.slope[e][j];
            layer.delta[e][j] = delta;
            layer.deltaError[e][j] =
                    orMore(layer.steepest[e][j] * sError[j] + Math.abs(s[j]) * layer.turn[e][j] + u * Math.abs(delta));
        }
    }

    /**
     * <pre>
     *   e(g) = rss over the batch of |x| e(delta), (|delta| + e(delta)) e(x), (B + 2) u |x delta|        (over B where the mean is wanted)
     * </pre>
     *
     * <p>The last is for the sum over the batch, its products and its division: {@code (lambda sqrt(B) + 2) u sum |x delta|}, of which the sum is no more
     * than root B times the root of the sum of the squares (Cauchy). So the squares serve for all three, and g itself is not needed.
     */
    private void gradient(Layer layer, int size) {
        double ofSum = (size + 2.0) * u;
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
                layer.forX[e][j] = alike[e] * (errorSquared + ofSum * ofSum * squared);
                layer.forXError[e][j] = alike[e] * (squared + errorSquared);
            }
        }
        double share = share(size);
        double[] row = layer.someRows[0];
        for (int i = 0; i < layer.rows; i++) {
            Arrays.fill(row, 0.0);
            Products.outer(layer.xSquared, i, layer.forX, row, size);
            if (layer != layers[0] && i < layer.inputs) {
                Products.outer(layer.xErrorSquared, i, layer.forXError, row, size);
            }
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.sqrt(row[j]) * share + least;
            }
            System.arraycopy(row, 0, gradient, layer.offset + i * layer.units, row.length);
        }
        for (int e = 0; e < size; e++) {
            if (atKink[e]) {
                addPlain(layer, e, ofSum, share);
            }
        }
    }

    /** The same for an example at a kink, without squares. */
    private void addPlain(Layer layer, int e, double ofSum, double share) {
        for (int i = 0; i < layer.rows; i++) {
            double x = Math.abs(layer.x[e][i]);
            double xError = layer.xError[e][i];
            int k = layer.offset + i * layer.units;
            for (int j = 0; j < layer.units; j++) {
                double delta = Math.abs(layer.delta[e][j]);
                double error = layer.deltaError[e][j];
                gradient[k + j] += share * (x * error + (delta + error) * xError + ofSum * x * delta);
            }
        }
    }

    /**
     * Adds to the error that a sum's terms brought the one of adding them: {@code (lambda sqrt(n) + 2) u} times their size.
     *
     * @param exact whether the terms brought none
     * @param plain whether it is there as a sum; as a sum of squares else
     * @param roundings as {@link Alike} counts them: the square of {@code lambda sqrt(n)}
     */
    private void addRounding(double[] error, boolean exact, boolean plain, double roundings, double[] size) {
        double factor = (Math.sqrt(roundings) + 2.0) * u;
        for (int j = 0; j < size.length; j++) {
            double brought = exact ? 0.0 : plain ? error[j] : Math.sqrt(error[j]);
            error[j] = orMore(brought + factor * size[j]);
        }
    }

    /** What is rounded at all may underflow. */
    private double orMore(double error) {
        return error == 0.0 ? 0.0 : error + least;
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

    /** The square of each error, weighted. */
    private static void squareErrors(double[][] of, double[] alike, double[][] into, int examples) {
        for (int e = 0; e < examples; e++) {
            double[] from = of[e];
            double[] to = into[e];
            for (int i = 0; i < alike.length; i++) {
                to[i] = alike[i] * from[i] * from[i];
            }
        }
    }

    private double share(int size) {
        return network.reduction() == Reduction.MEAN ? 1.0 / size : 1.0;
    }

    private Layer last() {
        return layers[layers.length - 1];
    }

    private void makeRoom(int examples) {
        if (atKink.length < examples) {
            atKink = new boolean[examples];
            alike = new double[examples];
            exampleSizes = new double[examples];
            sorted = new double[Math.max(examples, unitSizes.length)];
            for (int l = layers.length - 1; l >= 0; l--) {
                layers[l].makeRoom(examples, l + 1 < layers.length ? layers[l + 1] : null);
            }
        }
    }
}
