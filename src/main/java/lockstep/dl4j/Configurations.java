package lockstep.dl4j;

import java.util.List;
import lockstep.model.Activation;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * DL4J's configuration of a network: {@code DenseLayer}s, then an {@code OutputLayer}. DL4J is told nothing else, and everything
 * it does with this is its own.
 */
final class Configurations {

    private Configurations() {}

    static MultiLayerConfiguration of(NetworkSpec spec) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .dataType(type(spec.precision())) // float otherwise, whatever ND4J's default type
                .miniBatch(divideByBatchSize(spec.reduction()))
                .weightInit(WeightInit.ZERO)
                .trainingWorkspaceMode(WorkspaceMode.NONE) // networks this small are no faster with workspaces
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .list()
                .validateOutputLayerConfig(false); // DL4J refuses some pairs of loss and activation that it can compute
        List<LayerSpec> layers = spec.layers();
        int last = layers.size() - 1;
        for (int number = 0; number < last; number++) {
            boolean bias = layers.get(number).bias();
            list.layer(configured(new DenseLayer.Builder().hasBias(bias), spec, number)
                    .build());
        }
        var output = new OutputLayer.Builder(loss(spec));
        list.layer(
                configured(output.hasBias(layers.get(last).bias()), spec, last).build());
        return list.build();
    }

    private static <B extends FeedForwardLayer.Builder<B>> B configured(B builder, NetworkSpec spec, int number) {
        LayerSpec layer = spec.layers().get(number);
        LayerTerms.set(layer, builder);
        return builder.nIn(spec.inputsOf(number))
                .nOut(layer.units())
                .activation(activation(spec, number))
                .updater(Schedules.updater(spec));
    }

    /** With a flat spot where the network has one: not after softmax and cross-entropy, whose derivatives DL4J takes together. */
    private static IActivation activation(NetworkSpec spec, int number) {
        Activation activation = spec.layers().get(number).activation();
        boolean together = activation == Activation.SOFTMAX && spec.loss() == Loss.CROSS_ENTROPY;
        return spec.heuristics().steepens(activation) && !together
                ? new FlatSpotActivation(
                        activation(activation), spec.heuristics().flatSpot())
                : activation(activation);
    }

    private static ILossFunction loss(NetworkSpec spec) {
        ILossFunction dl4js = loss(spec.loss(), spec.outputs(), type(spec.precision()));
        double zone = spec.heuristics().errorDeadZone();
        return zone > 0.0 ? new DeadZoneLoss(dl4js, zone) : dl4js;
    }

    static IActivation activation(Activation activation) {
        return switch (activation) {
            case IDENTITY -> new ActivationIdentity();
            case SIGMOID -> new ActivationSigmoid();
            case TANH -> new ActivationTanH();
            case RELU -> new ActivationReLU();
            case LEAKY_RELU -> new ActivationLReLU();
            case ELU -> new ActivationELU();
            case SELU -> new ActivationSELU();
            case SOFTPLUS -> new ActivationSoftPlus();
            case SOFTSIGN -> new ActivationSoftSign();
            case HARD_TANH -> new ActivationHardTanH();
            case HARD_SIGMOID -> new ActivationHardSigmoid();
            case CUBE -> new ActivationCube();
            case SWISH -> new ActivationSwish();
            case GELU -> new ActivationGELU();
            case SOFTMAX -> new ActivationSoftmax();
            case STEP -> new StepActivation();
        };
    }

    static ILossFunction loss(Loss loss, int outputs, DataType type) {
        return switch (loss) {
            case HALF_SQUARED_ERROR -> new LossL2(Nd4j.valueArrayOf(new long[] {outputs}, 0.5, type));
            case SQUARED_ERROR -> new LossL2();
            case MEAN_SQUARED_ERROR -> new LossMSE();
            case ABSOLUTE_ERROR -> new LossL1();
            case MEAN_ABSOLUTE_ERROR -> new LossMAE();
            case BINARY_CROSS_ENTROPY -> new LossBinaryXENT();
            case CROSS_ENTROPY -> new LossMCXENT();
            case HINGE -> new LossHinge();
        };
    }

    /**
     * DL4J's name for a precision.
     *
     * @throws IllegalArgumentException for one in which it does not train
     */
    static DataType type(Precision precision) {
        return switch (precision) {
            case DOUBLE -> DataType.DOUBLE;
            case FLOAT -> DataType.FLOAT;
            case BFLOAT16 -> throw new IllegalArgumentException("DL4J does not train in bfloat16 on a CPU");
        };
    }

    /** Whether DL4J should turn the sum over a batch into a mean. */
    static boolean divideByBatchSize(Reduction reduction) {
        return switch (reduction) {
            case MEAN -> true;
            case SUM -> false;
        };
    }
}
