package lockstep.parity.bound;

import java.util.Arrays;
import lockstep.model.Activation;
import lockstep.model.NetworkSpec;

/** What the passes of a bound leave behind for each other: layers, and which examples stand at a kink. */
final class Passes {

    final LayerErrors[] layers;

    /** The unit roundoff of both sides together. */
    final double u;

    /** What an underflow may lose. */
    final double least;

    /** By example, whether a unit of it stands at a kink. */
    boolean[] atKink = {};

    /** By example, the weight of its squares ({@link Alike}). */
    double[] alike = {};

    /** How many pairs of an example and a unit stand at a kink. */
    int kinks;

    Passes(NetworkSpec network, double u, double least) {
        this.u = u;
        this.least = least;
        this.layers = new LayerErrors[network.layers().size()];
        Arrays.setAll(layers, number -> new LayerErrors(network, number));
    }

    /** Makes room for a batch, and forgets the one before. */
    void start(int examples) {
        if (atKink.length < examples) {
            atKink = new boolean[examples];
            alike = new double[examples];
            for (int l = layers.length - 1; l >= 0; l--) {
                layers[l].makeRoom(examples, l + 1 < layers.length ? layers[l + 1] : null);
            }
        }
        Arrays.fill(atKink, false);
        kinks = 0;
    }

    /** The largest number on the way there and back, and of the terms and squares that a program may have made of them. */
    double largest(int examples) {
        double largest = 0.0;
        for (LayerErrors layer : layers) {
            for (int e = 0; e < examples; e++) {
                for (int j = 0; j < layer.units; j++) {
                    double z = Math.abs(layer.z[e][j]);
                    largest = Math.max(largest, layer.size[e][j]);
                    largest = Math.max(largest, largestTerm(layer.activation, z));
                    largest = Math.max(largest, layer.y[e][j] * layer.y[e][j]);
                    largest = Math.max(largest, layer.sSize[e][j]);
                    largest = Math.max(largest, Math.abs(layer.delta[e][j]));
                }
            }
        }
        return largest;
    }

    /** As DL4J computes the functions and their derivatives: what is infinite there is NaN in the answer. */
    private static double largestTerm(Activation activation, double z) {
        return switch (activation) {
            case CUBE -> z * z * z;
            case SOFTPLUS -> Math.exp(z);
            case SWISH -> Math.exp(2.0 * z);
            case GELU -> Math.exp(2.0 * 1.702 * z);
            default -> z;
        };
    }

    LayerErrors last() {
        return layers[layers.length - 1];
    }

    int mostUnits() {
        return Arrays.stream(layers).mapToInt(layer -> layer.units).max().orElseThrow();
    }

    /**
     * Adds to the error that a sum's terms brought the one of adding them: {@code (lambda sqrt(n) + 2) u} times their size.
     *
     * @param exact whether the terms brought none
     * @param plain whether it is there as a sum; as a sum of squares else
     * @param roundings as {@link Alike} counts them: the square of {@code lambda sqrt(n)}
     */
    void addRounding(double[] error, boolean exact, boolean plain, double roundings, double[] size) {
        double factor = (Math.sqrt(roundings) + 2.0) * u;
        for (int j = 0; j < size.length; j++) {
            double brought = exact ? 0.0 : plain ? error[j] : Math.sqrt(error[j]);
            error[j] = orMore(brought + factor * size[j], size[j]);
        }
    }

    /**
     * What is rounded at all may underflow, its rounding's error here too.
     *
     * @param rounded what was rounded: 0 if nothing was
     */
    double orMore(double error, double rounded) {
        return error == 0.0 && rounded == 0.0 ? 0.0 : error + least;
    }

    /** The square of each error, weighted. */
    static void squareErrors(double[][] of, double[] alike, double[][] into, int examples) {
        for (int e = 0; e < examples; e++) {
            double[] from = of[e];
            double[] to = into[e];
            for (int i = 0; i < alike.length; i++) {
                to[i] = alike[i] * from[i] * from[i];
            }
        }
    }
}
