package lockstep.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Heuristics;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import lockstep.model.Schedule;
import lockstep.optim.Sgd;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

/**
 * {@link Configurations} the other way: a configuration that a user wrote, in Lockstep's words. What there is no word for is
 * refused by layer and key, all of it at once.
 *
 * <p>Every value is found by writing each of our words as DL4J's, and looking which one is equal to the user's, class and all. A
 * class of the user's own is equal to none.
 */
final class UserConfiguration {

    /** Stands for a rule of the user's own. */
    private static final Twins.Taught UNKNOWN = new Twins.Taught(new Sgd(1.0), Schedule.CONSTANT);

    private final Refusals refusals = new Refusals();
    private final boolean startsMatter;

    /** Whether activations, losses and updaters of the user's own are taken for what they may be. */
    private final boolean lenient;

    private final List<LayerSpec> layers = new ArrayList<>();
    private int inputs;
    private @Nullable Loss loss;
    private Twins.@Nullable Taught taught;

    private UserConfiguration(boolean startsMatter, boolean lenient) {
        this.startsMatter = startsMatter;
        this.lenient = lenient;
    }

    /**
     * A network in our words.
     *
     * @param stepsPerEpoch for a schedule that counts epochs
     * @param startsMatter whether an initial distribution without a word is refused; else such layers start at 0
     * @throws UnsupportedNetworkException if there is something that cannot be said
     */
    static NetworkSpec read(MultiLayerConfiguration conf, int stepsPerEpoch, boolean startsMatter) {
        return new UserConfiguration(startsMatter, false).spec(conf, stepsPerEpoch);
    }

    /**
     * A network that somebody says is right, for one that has its layers, and perhaps other functions and rules: those may be of
     * the user's own.
     *
     * @return what is right, in the precision of the user's
     * @throws UnsupportedNetworkException if the layers are others, or there is something that cannot be said
     */
    static NetworkSpec read(MultiLayerConfiguration conf, NetworkSpec right) {
        var user = new UserConfiguration(false, true);
        NetworkSpec read = user.spec(conf, right.stepsPerEpoch());
        if (!shape(read).equals(shape(right))) {
            user.refusals.ofNetwork(
                    "layers", shape(read), shape(right) + ", those of the network that it is held against");
            user.refusals.throwIfAny();
        }
        return right.in(read.precision());
    }

    private static String shape(NetworkSpec spec) {
        return spec.shape()
                + spec.layers().stream()
                        .map(layer -> layer.bias() ? " with biases" : " without biases")
                        .collect(Collectors.joining(","));
    }

    private NetworkSpec spec(MultiLayerConfiguration conf, int stepsPerEpoch) {
        List<NeuralNetConfiguration> confs = conf.getConfs();
        for (int l = 0; l < confs.size(); l++) {
            Layer layer = confs.get(l).getLayer();
            refusals.at(l + 1, layer);
            read(layer);
            if (loss == null && l == confs.size() - 1) {
                refusals.add("the network ends without a loss; expected an OutputLayer or a LossLayer at its end");
            } else if (loss != null && l < confs.size() - 1) {
                refusals.add("it has a loss and is not the last layer; expected a DenseLayer here");
            }
        }
        ofNetwork(conf, confs.get(0));
        refusals.throwIfAny();
        Twins.Taught rule = lenient ? UNKNOWN : Objects.requireNonNull(taught);
        return new NetworkSpec(
                inputs,
                layers,
                Objects.requireNonNull(loss),
                confs.get(0).isMiniBatch() ? Reduction.MEAN : Reduction.SUM,
                rule.optimizer(),
                rule.schedule(),
                stepsPerEpoch,
                conf.getDataType() == DataType.FLOAT ? Precision.FLOAT : Precision.DOUBLE,
                Heuristics.NONE);
    }

    private void ofNetwork(MultiLayerConfiguration conf, NeuralNetConfiguration first) {
        if (conf.getDataType() != DataType.DOUBLE && conf.getDataType() != DataType.FLOAT) {
            refusals.ofNetwork("dataType", conf.getDataType(), "DOUBLE or FLOAT");
        }
        if (first.getOptimizationAlgo() != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT) {
            refusals.ofNetwork("optimizationAlgo", first.getOptimizationAlgo(), "STOCHASTIC_GRADIENT_DESCENT");
        }
        if (conf.getBackpropType() != BackpropType.Standard) {
            refusals.ofNetwork("backpropType", conf.getBackpropType(), "Standard");
        }
        conf.getInputPreProcessors()
                .forEach((layer, found) -> refusals.ofNetwork(
                        "inputPreProcessor of layer " + (layer + 1),
                        found.getClass().getSimpleName(),
                        "none"));
    }

    private void read(Layer layer) {
        Class<?> kind = layer.getClass();
        if (kind == DenseLayer.class) {
            DenseLayer dense = (DenseLayer) layer;
            add(dense, dense.hasBias());
            if (dense.hasLayerNorm()) {
                refusals.add("hasLayerNorm", true, "false");
            }
        } else if (kind == OutputLayer.class) {
            OutputLayer output = (OutputLayer) layer;
            add(output, output.hasBias());
            loss = loss(output.getLossFn());
        } else if (kind == LossLayer.class) {
            activate(((LossLayer) layer).getActivationFn());
            loss = loss(((LossLayer) layer).getLossFn());
        } else if (kind == ActivationLayer.class) {
            activate(((ActivationLayer) layer).getActivationFn());
        } else if (kind == FrozenLayer.class || kind == FrozenLayerWithBackprop.class) {
            refusals.add("a frozen layer does not learn; Lockstep checks layers that do");
            return;
        } else if (kind != DropoutLayer.class) {
            refusals.add("Lockstep checks dense and output layers");
            return;
        }
        boolean drops = layer.getIDropout() != null
                && !(layer.getIDropout() instanceof Dropout dropout
                        && dropout.getP() == 1.0
                        && dropout.getPSchedule() == null);
        if (drops) {
            refusals.add("dropOut", layer.getIDropout(), "none: what is dropped cannot be known");
        }
        if (layer.getConstraints() != null && !layer.getConstraints().isEmpty()) {
            refusals.add("constraints", layer.getConstraints(), "none");
        }
    }

    private void add(FeedForwardLayer layer, boolean bias) {
        if (layers.isEmpty()) {
            inputs = (int) layer.getNIn();
        }
        LayerSpec plain =
                new LayerSpec((int) layer.getNOut(), activation(layer.getActivationFn()), bias, init(layer, bias));
        layers.add(LayerTerms.read(layer, plain, refusals));
        if (layer.getWeightNoise() != null) {
            refusals.add("weightNoise", layer.getWeightNoise().getClass().getSimpleName(), "none");
        }
        IUpdater ofBiases = layer.getBiasUpdater();
        if (!lenient && bias && ofBiases != null && !ofBiases.equals(layer.getIUpdater())) {
            refusals.add("biasUpdater", ofBiases, "that of the weights, " + layer.getIUpdater());
        }
        learnBy(layer.getIUpdater());
    }

    private void learnBy(IUpdater updater) {
        if (lenient) {
            return;
        }
        Optional<Twins.Taught> read = Twins.read(updater);
        if (read.isEmpty()) {
            refusals.add("updater", updater, "one of DL4J's own that has a twin, with constant hyper-parameters");
        } else if (taught == null) {
            taught = read.get();
        } else if (!taught.equals(read.get())) {
            refusals.add("updater", updater, "the one of the layers before: Lockstep trains all of them by one rule");
        }
    }

    /** A layer of its own for what follows the last one's sums: one of the two has to be the identity. */
    private void activate(IActivation theirs) {
        Activation activation = activation(theirs);
        if (activation == Activation.IDENTITY) {
            return;
        }
        int last = layers.size() - 1;
        if (last < 0 || layers.get(last).activation() != Activation.IDENTITY) {
            refusals.add("activation", theirs, "identity, because what comes in is no weighted sum of a dense layer");
            return;
        }
        LayerSpec sums = layers.get(last);
        LayerSpec activated = new LayerSpec(sums.units(), activation, sums.bias(), sums.init());
        layers.set(
                last,
                activated
                        .withPenalties(sums.weightPenalty(), sums.biasPenalty())
                        .withClipping(sums.clipping()));
    }

    private Activation activation(IActivation theirs) {
        for (Activation ours : Activation.values()) {
            IActivation twin = Configurations.activation(ours);
            if (twin.getClass() == theirs.getClass() && twin.equals(theirs)) {
                return ours;
            }
        }
        if (lenient) {
            return Activation.IDENTITY;
        }
        refusals.add(
                "activation",
                theirs + " (" + theirs.getClass().getName() + ")",
                "one of DL4J's own, with its defaults: " + keys(Activation.values(), Activation::key));
        return Activation.IDENTITY;
    }

    private Loss loss(ILossFunction theirs) {
        int outputs = layers.isEmpty() ? 1 : layers.get(layers.size() - 1).units();
        for (Loss ours : Loss.values()) {
            for (DataType weights : List.of(DataType.DOUBLE, DataType.FLOAT)) {
                ILossFunction twin = Configurations.loss(ours, outputs, weights);
                if (twin.getClass() == theirs.getClass() && twin.equals(theirs)) {
                    return ours;
                }
            }
        }
        if (theirs.getClass() == LossNegativeLogLikelihood.class && new LossNegativeLogLikelihood().equals(theirs)) {
            return Loss.CROSS_ENTROPY;
        }
        if (lenient) {
            return Loss.SQUARED_ERROR;
        }
        refusals.add(
                "lossFn",
                theirs + " (" + theirs.getClass().getName() + ")",
                "one of DL4J's own, without weights: " + keys(Loss.values(), Loss::key));
        return Loss.SQUARED_ERROR;
    }

    private Init init(FeedForwardLayer layer, boolean bias) {
        Optional<Init> word = Inits.read(layer, bias);
        if (word.isEmpty() && startsMatter) {
            refusals.add(
                    "weightInit", Inits.found(layer), "an initial distribution that a config can name, or the weights");
        }
        return word.orElse(new Init.Constant(0.0));
    }

    private static <E> String keys(E[] all, Function<E, String> key) {
        return Stream.of(all).map(key).collect(Collectors.joining(", "));
    }
}
