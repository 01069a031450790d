package lockstep.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import lockstep.LockstepListener;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Prints what an iteration of DL4J's takes with a listener, as a multiple of one without: a relu and a softmax layer with l2, in
 * processor time of this thread. With and without take turns, in one warm JVM; the median of five counts.
 */
final class ListenerShare {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ListenerShare() {}

    public static void main(String[] arguments) {
        for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
            print(type, new int[] {4, 8, 3}, 16, 400);
            print(type, new int[] {64, 32, 10}, 16, 400);
            print(type, new int[] {784, 100, 10}, 32, 200);
        }
    }

    private static void print(DataType type, int[] widths, int batch, int iterations) {
        for (boolean adam : new boolean[] {false, true}) {
            IUpdater updater = adam ? new Adam(0.001) : new Nesterovs(0.01, 0.9);
            DataSet data = data(type, widths[0], widths[2], batch);
            double[] every = new double[5];
            double[] tenth = new double[5];
            for (int round = -2; round < every.length; round++) {
                double without = iteration(type, updater, widths, data, iterations, 0);
                double with = iteration(type, updater, widths, data, iterations, 1);
                double some = iteration(type, updater, widths, data, iterations, 10);
                if (round >= 0) {
                    every[round] = with / without;
                    tenth[round] = some / without;
                }
            }
            String what = "%d-%d-%d by %d, %s, %s"
                    .formatted(widths[0], widths[1], widths[2], batch, type, adam ? "adam" : "nesterov");
            print(what + ", every iteration judged", every);
            print(what + ", every tenth", tenth);
        }
    }

    private static void print(String what, double[] ratios) {
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "%s: %.2f%n", what, ratios[ratios.length / 2]);
    }

    /** @param every which iterations are judged; 0 for none */
    private static double iteration(
            DataType type, IUpdater updater, int[] widths, DataSet data, int iterations, int every) {
        MultiLayerConfiguration conf = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(type)
                .updater(updater)
                .l2(1e-4)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(widths[0])
                        .nOut(widths[1])
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(widths[1])
                        .nOut(widths[2])
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        if (every > 0) {
            network.setListeners(new LockstepListener().every(every));
        }
        long begun = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < iterations; i++) {
            network.fit(data);
        }
        return THREADS.getCurrentThreadCpuTime() - begun;
    }

    private static DataSet data(DataType type, int inputs, int classes, int rows) {
        Random random = new Random(1);
        double[][] features = new double[rows][inputs];
        double[][] labels = new double[rows][classes];
        for (int row = 0; row < rows; row++) {
            Arrays.setAll(features[row], i -> random.nextDouble());
            labels[row][random.nextInt(classes)] = 1.0;
        }
        return new DataSet(
                Nd4j.create(features).castTo(type), Nd4j.create(labels).castTo(type));
    }
}
