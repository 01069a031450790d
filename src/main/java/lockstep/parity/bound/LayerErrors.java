package lockstep.parity.bound;

import java.util.Arrays;
import lockstep.loops.Sums;
import lockstep.model.Activation;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import org.jspecify.annotations.Nullable;

/** What is known of a layer, one row per example; {@code e(..)} is how far off a number may be. */
final class LayerErrors {

    final Activation activation;

    /** Null for softmax. */
    final @Nullable ActivationCurve curve;

    /** What is added to the slope. */
    final double flatSpot;

    /** How many inputs the layer has, the bias not among them. */
    final int inputs;

    /** How many terms a sum has: the inputs, and the bias, if any. */
    final int rows;

    final int units;

    /** Where its weights begin in the network's. */
    final int offset;

    /** Its weights, which are the network's first ones or a copy, and their products. */
    double[] w;

    final Products products;

    /** The weights the other way round, a row per unit: {@code w[i, j]} at {@code j * inputs + i}. Empty where no delta passes. */
    final double[] transposed;

    final Products backward;

    /** The weight of each unit's squares ({@link Alike}). */
    final double[] alike;

    // What comes in, then a 1 with an error of 0 if there are biases, and the squares of these.
    double[][] x = {};
    double[][] xSquared = {};
    double[][] xError = {};
    double[][] xErrorSquared = {};

    // The sums, z = sum of x w, their sizes, sum of |x w|, and e(z). On the way back: what ActivationCurve says of
    // them.
    double[][] z = {};
    double[][] size = {};
    double[][] zError = {};
    double[][] slope = {};
    double[][] steepest = {};
    double[][] turn = {};

    // dLoss/dy, s, as a sum, its size and e(s); then delta = dLoss/dz and e(delta).
    double[][] s = {};
    double[][] sSize = {};
    double[][] sError = {};
    double[][] delta = {};
    double[][] deltaError = {};
    double[][] deltaErrorSquared = {};

    // By what the squares of x and of e(x) are multiplied in the gradient's.
    double[][] forX = {};
    double[][] forXError = {};

    /** The sums of the gradient over a batch. */
    final Sums overBatch;

    /** The gradient's squares, laid out like the weights, and those that the errors of x bring. */
    final double[] gradientSquared;

    final double[] ofXError;

    /** What comes out, and its error: the next layer's {@code x}, or for the last layer rows of its own. */
    double[][] y = {};

    double[][] yError = {};

    LayerErrors(NetworkSpec network, int number) {
        LayerSpec spec = network.layers().get(number);
        this.activation = spec.activation();
        this.curve = activation == Activation.SOFTMAX ? null : ActivationCurve.of(activation);
        this.inputs = network.inputsOf(number);
        this.rows = spec.rows(inputs);
        this.units = spec.units();
        this.offset = network.offset(number);
        this.w = new double[number == 0 ? 0 : rows * units];
        this.products = new Products(rows, units);
        boolean first = number == 0;
        this.transposed = new double[first ? 0 : inputs * units];
        this.backward = new Products(first ? 0 : units, first ? 0 : inputs);
        this.overBatch = new Sums(inputs, units);
        this.gradientSquared = new double[rows * units];
        this.ofXError = new double[first ? 0 : rows * units];
        this.alike = new double[units];
        this.flatSpot =
                network.heuristics().steepens(activation) ? network.heuristics().flatSpot() : 0.0;
    }

    /** Makes room for a batch of so many examples. The next layer's is made already. */
    void makeRoom(int examples, @Nullable LayerErrors next) {
        x = new double[examples][rows];
        xSquared = new double[examples][rows];
        if (rows > inputs) {
            for (int e = 0; e < examples; e++) {
                x[e][inputs] = 1.0;
                xSquared[e][inputs] = 1.0;
            }
        }
        xError = new double[examples][rows];
        xErrorSquared = new double[examples][rows];
        z = new double[examples][units];
        size = new double[examples][units];
        zError = new double[examples][units];
        slope = new double[examples][units];
        steepest = new double[examples][units];
        turn = new double[examples][units];
        s = new double[examples][units];
        sSize = new double[examples][units];
        sError = new double[examples][units];
        delta = new double[examples][units];
        deltaError = new double[examples][units];
        deltaErrorSquared = new double[examples][units];
        forX = new double[examples][units];
        forXError = new double[examples][units];
        overBatch.makeRoom(examples);
        products.makeRoom(examples);
        backward.makeRoom(examples);
        y = next == null ? new double[examples][units] : next.x;
        yError = next == null ? new double[examples][units] : next.xError;
    }

    /** Takes the layer's weights out of the network's: the first layer's stand there as they are needed. */
    void take(double[] weights) {
        if (offset == 0) {
            w = weights;
        } else {
            System.arraycopy(weights, offset, w, 0, w.length);
        }
    }

    void transpose() {
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < units; j++) {
                transposed[j * inputs + i] = w[i * units + j];
            }
        }
    }

    /** Takes an example out of the gradient's squares. */
    void leaveOut(int e) {
        Arrays.fill(forX[e], 0.0);
        Arrays.fill(forXError[e], 0.0);
    }
}
