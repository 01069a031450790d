package lockstep.bench;

import java.util.Arrays;
import lockstep.bench.Workload.Rule;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.dl4j.PlainFit;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.scalar.ScalarNetwork;
import org.encog.engine.network.activation.ActivationFunction;
import org.encog.engine.network.activation.ActivationSigmoid;
import org.encog.engine.network.activation.ActivationTANH;
import org.encog.ml.data.basic.BasicMLDataSet;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;
import org.encog.neural.networks.training.propagation.back.Backpropagation;
import smile.classification.NeuralNetwork;

/** The programs that are compared. Each is given the same examples, in its own form, before the clock runs. */
public enum Program {
    LOCKSTEP_SCALAR,
    LOCKSTEP_DL4J,
    /** DL4J's own fit(), with ND4J set up as Lockstep sets it up. */
    DL4J_FIT,
    /** The same with ND4J as it comes. */
    DL4J_FIT_AS_IT_COMES,
    ENCOG,
    SMILE;

    /** Whether the program has this optimizer, and batches of this size. */
    boolean can(Workload workload, Rule rule) {
        return switch (this) {
            case LOCKSTEP_SCALAR, LOCKSTEP_DL4J, DL4J_FIT, DL4J_FIT_AS_IT_COMES -> true;
            case ENCOG -> rule == Rule.SGD;
            case SMILE -> rule == Rule.SGD && workload.batch == 1 && workload.activation == Activation.SIGMOID;
        };
    }

    boolean isDl4j() {
        return this == LOCKSTEP_DL4J || this == DL4J_FIT || this == DL4J_FIT_AS_IT_COMES;
    }

    /** An epoch of training, to be called again and again. */
    Runnable epoch(Workload workload, Rule rule) {
        NetworkSpec spec = workload.spec(rule);
        Batch[] batches = workload.batches();
        double[] weights = spec.drawWeights(new PythonRandom(2));
        return switch (this) {
            case LOCKSTEP_SCALAR -> engine(new ScalarNetwork(spec), weights, batches);
            case LOCKSTEP_DL4J -> engine(new Dl4jNetwork(spec), weights, batches);
            case DL4J_FIT, DL4J_FIT_AS_IT_COMES -> {
                PlainFit fit = new PlainFit(spec, batches, weights, this == DL4J_FIT);
                yield () -> {
                    for (int b = 0; b < batches.length; b++) {
                        fit.step();
                    }
                };
            }
            case ENCOG -> encog(workload);
            case SMILE -> smile(workload);
        };
    }

    private static Runnable engine(Engine engine, double[] weights, Batch[] batches) {
        engine.loadWeights(weights);
        return () -> {
            for (Batch batch : batches) {
                engine.step(batch);
            }
        };
    }

    private static Runnable encog(Workload workload) {
        BasicNetwork network = new BasicNetwork();
        for (int l = 0; l < workload.widths.length; l++) {
            boolean bias = l + 1 < workload.widths.length; // a layer's biases belong to the layer before it
            network.addLayer(new BasicLayer(l == 0 ? null : encog(workload.activation), bias, workload.widths[l]));
        }
        network.getStructure().finalizeStructure();
        network.reset(1);
        Examples examples = workload.examples();
        BasicMLDataSet data = new BasicMLDataSet(
                rows(examples.inputValues(), examples.inputs()), rows(examples.targetValues(), examples.outputs()));
        Backpropagation training = new Backpropagation(network, data, 0.1 / workload.widths[0], 0.0);
        training.setThreadCount(1);
        if (workload.batch < examples.size()) {
            training.setBatchSize(workload.batch);
        }
        return training::iteration;
    }

    private static ActivationFunction encog(Activation activation) {
        return activation == Activation.TANH ? new ActivationTANH() : new ActivationSigmoid();
    }

    /** It has no tanh at the output. */
    private static Runnable smile(Workload workload) {
        NeuralNetwork network = new NeuralNetwork(
                NeuralNetwork.ErrorFunction.LEAST_MEAN_SQUARES,
                NeuralNetwork.ActivationFunction.LOGISTIC_SIGMOID,
                workload.widths);
        network.setLearningRate(0.1 / workload.widths[0]);
        Examples examples = workload.examples();
        double[][] inputs = rows(examples.inputValues(), examples.inputs());
        double[][] targets = rows(examples.targetValues(), examples.outputs());
        return () -> {
            for (int e = 0; e < inputs.length; e++) {
                network.learn(inputs[e], targets[e], 1.0);
            }
        };
    }

    private static double[][] rows(double[] values, int width) {
        double[][] rows = new double[values.length / width][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * width, (row + 1) * width));
        return rows;
    }
}
