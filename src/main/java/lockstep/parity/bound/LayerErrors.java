package lockstep.parity.bound;

import java.util.Arrays;
import lockstep.model.Activation;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import org.jspecify.annotations.Nullable;

/** What is known of a layer, one row per example; {@code e(..)} is how far off a number may be. */
final class LayerErrors {

    final Activation activation;

    /** Null for softmax. */
    final @Nullable ActivationCurve curve;

    /** How many inputs the layer has, the bias not among them. */
    final int inputs;

    /** How many terms a sum has: the inputs, and the bias, if any. */
    final int rows;

    final int units;

    /** Where its weights begin in the network's. */
    final int offset;

    /** Some rows of weights or of the gradient, for {@link Products}. */
    final double[][] someRows;

    /** The weights the other way round, a row per unit: {@code w[i, j]} at {@code j * inputs + i}. Empty where no delta passes. */
    final double[] transposed;

    /** Some of its rows. */
    final double[][] someColumns;

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
        this.someRows = new double[Products.TOGETHER + 1][units];
        this.transposed = new double[number == 0 ? 0 : inputs * units];
        this.someColumns = new double[Products.TOGETHER + 1][number == 0 ? 0 : inputs];
        this.alike = new double[units];
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
        y = next == null ? new double[examples][units] : next.x;
        yError = next == null ? new double[examples][units] : next.xError;
    }

    void transpose(double[] weights) {
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < units; j++) {
                transposed[j * inputs + i] = weights[offset + i * units + j];
            }
        }
    }

    /** Takes an example out of the gradient's squares. */
    void leaveOut(int e) {
        Arrays.fill(forX[e], 0.0);
        Arrays.fill(forXError[e], 0.0);
    }
}
