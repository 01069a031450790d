package lockstep.dl4j.oddities;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossL2;

/** The smallest networks that show something: one layer, one weight, no bias, the loss {@code (y - t)^2}. */
final class Nets {

    private Nets() {}

    /** A configuration in double precision, still to be told its updater. */
    static NeuralNetConfiguration.Builder doubles() {
        return new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE);
    }

    static NeuralNetConfiguration.Builder floats() {
        return new NeuralNetConfiguration.Builder().dataType(DataType.FLOAT);
    }

    /** {@code y = w x}: one linear unit without bias, the weight being {@code w}. */
    static MultiLayerNetwork line(NeuralNetConfiguration.Builder builder, double w) {
        return net(builder, new LossL2(), Activation.IDENTITY.getActivationFunction(), w);
    }

    static MultiLayerNetwork line(IUpdater updater, double w) {
        return line(doubles().updater(updater), w);
    }

    static MultiLayerNetwork net(
            NeuralNetConfiguration.Builder builder, ILossFunction loss, IActivation activation, double w) {
        MultiLayerNetwork net = new MultiLayerNetwork(builder.list()
                .layer(output(loss, activation).build())
                .validateOutputLayerConfig(false)
                .build());
        net.init();
        net.setParams(column(w));
        return net;
    }

    static OutputLayer.Builder output(ILossFunction loss, IActivation activation) {
        return new OutputLayer.Builder(loss).nIn(1).nOut(1).hasBias(false).activation(activation);
    }

    /** A step on one example. */
    static void fit(MultiLayerNetwork net, double x, double target) {
        net.fit(column(x), column(target));
    }

    /** The same in single precision. */
    static void fitInFloats(MultiLayerNetwork net, double x, double target) {
        net.fit(column(x).castTo(DataType.FLOAT), column(target).castTo(DataType.FLOAT));
    }

    static double weight(MultiLayerNetwork net) {
        return net.params().getDouble(0);
    }

    /** One column, a row per number. */
    static INDArray column(double... values) {
        return Nd4j.create(values).reshape(values.length, 1);
    }

    /** f(z). */
    static double value(IActivation f, double z) {
        return f.getActivation(column(z), true).getDouble(0);
    }

    /** f'(z), as back-propagation gets it. */
    static double derivative(IActivation f, double z) {
        return f.backprop(column(z), column(1.0)).getFirst().getDouble(0);
    }
}
