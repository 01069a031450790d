package lockstep.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.optim.Adam;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;

/** A network and the size of its batches. The examples are random bits; every unit has a bias. */
public enum Workload {
    XOR_ONLINE(Activation.TANH, 1, 2, 2, 1),
    XOR_SIGMOID(Activation.SIGMOID, 1, 2, 2, 1),
    ENCODER_ONLINE(Activation.SIGMOID, 1, 10, 5, 10),
    ENCODER_BATCH(Activation.SIGMOID, 10, 10, 5, 10),
    MIDDLE_ONLINE(Activation.SIGMOID, 1, 64, 32, 10),
    MIDDLE_BATCH(Activation.SIGMOID, 16, 64, 32, 10),
    DIGITS_ONLINE(Activation.SIGMOID, 1, 784, 100, 10),
    DIGITS_BATCH(Activation.SIGMOID, 32, 784, 100, 10);

    final Activation activation;
    final int batch;
    final int[] widths;

    Workload(Activation activation, int batch, int... widths) {
        this.activation = activation;
        this.batch = batch;
        this.widths = widths;
    }

    /** The widths as people write them: {@code 2-2-1}. */
    String shape() {
        return IntStream.of(widths).mapToObj(String::valueOf).collect(Collectors.joining("-"));
    }

    Examples examples() {
        PythonRandom random = new PythonRandom(1);
        int count = Math.max(8, batch);
        return Examples.of(bits(random, count, widths[0]), bits(random, count, widths[widths.length - 1]));
    }

    /** An epoch of batches. */
    Batch[] batches() {
        Batches batches = new Batches(examples(), batch, null);
        Batch[] epoch = new Batch[batches.perEpoch()];
        for (int b = 0; b < epoch.length; b++) {
            epoch[b] = batches.next();
        }
        return epoch;
    }

    NetworkSpec spec(Rule rule) {
        List<LayerSpec> layers = new ArrayList<>();
        for (int l = 1; l < widths.length; l++) {
            layers.add(new LayerSpec(widths[l], activation, true, new Init.Uniform(-0.1, 0.1)));
        }
        return new NetworkSpec(
                widths[0], layers, Loss.HALF_SQUARED_ERROR, Reduction.MEAN, rule.optimizer(0.1 / widths[0]));
    }

    private static double[][] bits(PythonRandom random, int rows, int width) {
        double[][] bits = new double[rows][width];
        for (double[] row : bits) {
            for (int i = 0; i < width; i++) {
                row[i] = random.random() < 0.5 ? 0.0 : 1.0;
            }
        }
        return bits;
    }

    /** The optimizers that are measured. */
    public enum Rule {
        SGD,
        ADAM;

        /** The second smallest network is there for the libraries that have sigmoids and plain descent only. */
        boolean measuredOn(Workload workload) {
            return this == SGD || workload != XOR_SIGMOID;
        }

        Optimizer optimizer(double rate) {
            return switch (this) {
                case SGD -> new Sgd(rate);
                case ADAM -> new Adam(rate);
            };
        }
    }
}
