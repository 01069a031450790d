import java.util.Arrays;
import java.util.Optional;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import org.encog.engine.network.activation.ActivationFunction;
import org.encog.engine.network.activation.ActivationLinear;
import org.encog.engine.network.activation.ActivationReLU;
import org.encog.engine.network.activation.ActivationSigmoid;
import org.encog.engine.network.activation.ActivationTANH;
import org.encog.ml.data.basic.BasicMLData;
import org.encog.ml.data.basic.BasicMLDataPair;
import org.encog.ml.data.basic.BasicMLDataSet;
import org.encog.neural.flat.FlatNetwork;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;
import org.encog.neural.networks.training.propagation.sgd.StochasticGradientDescent;
import org.encog.neural.networks.training.propagation.sgd.update.AdaGradUpdate;
import org.encog.neural.networks.training.propagation.sgd.update.AdamUpdate;
import org.encog.neural.networks.training.propagation.sgd.update.MomentumUpdate;
import org.encog.neural.networks.training.propagation.sgd.update.NesterovUpdate;
import org.encog.neural.networks.training.propagation.sgd.update.RMSPropUpdate;
import org.encog.neural.networks.training.propagation.sgd.update.UpdateRule;

/**
 * Encog's own network, {@code StochasticGradientDescent} and update rules, as a class that Lockstep loads. {@code
 * examples/test-libraries.sh encog} compiles and runs it.
 */
public final class EncogNetwork implements Engine {

    private final NetworkSpec network;
    private final BasicNetwork encog = new BasicNetwork();
    private final FlatNetwork flat;
    private final StochasticGradientDescent training;
    private double[] gradient = {}; // as Encog has it: downhill, in its own order

    public EncogNetwork(NetworkSpec network) {
        // Its error of an output is t - y, whatever the activation: the gradient of this loss where that is the identity.
        expect(network.loss() == Loss.HALF_SQUARED_ERROR, network.loss().key());
        expect(network.reduction() == Reduction.SUM, "the mean of a batch");
        this.network = network;
        encog.addLayer(new BasicLayer(null, network.layers().get(0).bias(), network.inputs()));
        for (int l = 0; l < network.layers().size(); l++) {
            boolean nextHasBias =
                    l + 1 < network.layers().size() && network.layers().get(l + 1).bias();
            LayerSpec layer = network.layers().get(l);
            encog.addLayer(new BasicLayer(activation(layer.activation()), nextHasBias, layer.units()));
        }
        encog.getStructure().finalizeStructure();
        flat = encog.getFlat();
        var none = new BasicMLDataSet(new double[1][network.inputs()], new double[1][network.outputs()]);
        training = new StochasticGradientDescent(encog, none);
        UpdateRule rule = rule(network.optimizer());
        training.setUpdateRule(new UpdateRule() {
            @Override
            public void init(StochasticGradientDescent of) {
                rule.init(of);
            }

            @Override
            public void update(double[] gradients, double[] weights) {
                gradient = gradients.clone();
                rule.update(gradients, weights);
            }
        });
    }

    private static ActivationFunction activation(Activation activation) {
        return switch (activation) {
            case IDENTITY -> new ActivationLinear();
            case SIGMOID -> new ActivationSigmoid();
            case TANH -> new ActivationTANH();
            case RELU -> new ActivationReLU();
            default -> throw new IllegalArgumentException("no " + activation.key() + " here");
        };
    }

    private UpdateRule rule(Optimizer optimizer) {
        var values = OptimizerKind.valuesOf(optimizer);
        training.setLearningRate(values.get("learning_rate"));
        training.setMomentum(values.getOrDefault("momentum", 0.0));
        return switch (OptimizerKind.of(optimizer)) {
            case SGD, MOMENTUM -> new MomentumUpdate();
            case NESTEROV -> new NesterovUpdate();
            case ADAM -> new AdamUpdate();
            case ADAGRAD -> {
                var rule = new AdaGradUpdate();
                rule.setEps(values.get("epsilon"));
                yield rule;
            }
            case RMSPROP -> {
                var rule = new RMSPropUpdate();
                rule.setEps(values.get("epsilon"));
                rule.setDecayRate(values.get("decay"));
                yield rule;
            }
            default -> throw new IllegalArgumentException("no " + optimizer + " here");
        };
    }

    private static void expect(boolean holds, String found) {
        if (!holds) {
            throw new IllegalArgumentException("no " + found + " here");
        }
    }

    /** Copies between Lockstep's order, [layer][input, the bias last][unit], and Encog's: it numbers its levels from the output. */
    private void copy(double[] ours, double[] encogs, boolean toEncog, double factor) {
        int index = 0;
        for (int l = 0; l < network.layers().size(); l++) {
            int level = network.layers().size() - 1 - l;
            int units = network.layers().get(l).units();
            int inputs = flat.getLayerCounts()[level + 1];
            for (int i = 0; i < inputs; i++) {
                for (int j = 0; j < units; j++, index++) {
                    int there = flat.getWeightIndex()[level] + j * inputs + i;
                    if (toEncog) {
                        encogs[there] = factor * ours[index];
                    } else {
                        ours[index] = factor * encogs[there];
                    }
                }
            }
        }
    }

    @Override
    public void loadWeights(double[] weights) {
        copy(weights, flat.getWeights(), true, 1);
    }

    @Override
    public void readWeights(double[] into) {
        copy(into, flat.getWeights(), false, 1);
    }

    @Override
    public double step(Batch batch) {
        double loss = loss(batch);
        for (int e = 0; e < batch.size(); e++) {
            training.process(new BasicMLDataPair(new BasicMLData(input(batch, e)), new BasicMLData(target(batch, e))));
        }
        training.update();
        return loss;
    }

    @Override
    public void readGradient(double[] into) {
        copy(into, gradient, false, -1);
    }

    @Override
    public double loss(Batch batch) {
        double[] outputs = new double[batch.size() * network.outputs()];
        readOutputs(batch, outputs);
        double loss = 0;
        for (int e = 0; e < batch.size(); e++) {
            double[] target = target(batch, e);
            for (int j = 0; j < target.length; j++) {
                double error = outputs[e * target.length + j] - target[j];
                loss += error * error / 2;
            }
        }
        return loss;
    }

    @Override
    public void readOutputs(Batch batch, double[] into) {
        double[] output = new double[network.outputs()];
        for (int e = 0; e < batch.size(); e++) {
            encog.compute(input(batch, e), output);
            System.arraycopy(output, 0, into, e * output.length, output.length);
        }
    }

    private static double[] input(Batch batch, int e) {
        return row(batch.examples().inputValues(), batch.row(e), batch.examples().inputs());
    }

    private static double[] target(Batch batch, int e) {
        return row(batch.examples().targetValues(), batch.row(e), batch.examples().outputs());
    }

    private static double[] row(double[] values, int row, int width) {
        return Arrays.copyOfRange(values, row * width, (row + 1) * width);
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return Optional.empty();
    }
}
