import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Arrays;
import java.util.Optional;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.la.Tensor;
import org.tribuo.math.optimisers.AdaDelta;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.Adam;
import org.tribuo.math.optimisers.RMSProp;
import org.tribuo.math.optimisers.SGD;

/**
 * Tribuo's linear model and optimisers, as a class that Lockstep loads: a network of one layer. {@code
 * examples/test-libraries.sh tribuo} compiles and runs it.
 */
public final class TribuoNetwork implements Engine {

    private final NetworkSpec network;
    private final LinearParameters parameters;
    private final StochasticGradientOptimiser optimiser;

    public TribuoNetwork(NetworkSpec network) {
        if (network.layers().size() != 1
                || network.layers().get(0).activation() != Activation.IDENTITY
                || network.loss() != Loss.HALF_SQUARED_ERROR) {
            throw new IllegalArgumentException("one layer, identity and half_squared_error here");
        }
        this.network = network;
        parameters = new LinearParameters(network.inputs() + 1, network.outputs());
        optimiser = optimiser(network.optimizer());
        optimiser.initialise(parameters);
    }

    private static StochasticGradientOptimiser optimiser(Optimizer optimizer) {
        var o = OptimizerKind.valuesOf(optimizer);
        return switch (OptimizerKind.of(optimizer)) {
            case SGD -> SGD.getSimpleSGD(o.get("learning_rate"));
            case MOMENTUM -> SGD.getSimpleSGD(o.get("learning_rate"), o.get("momentum"), SGD.Momentum.STANDARD);
            case NESTEROV -> SGD.getSimpleSGD(o.get("learning_rate"), o.get("momentum"), SGD.Momentum.NESTEROV);
            case ADAGRAD -> new AdaGrad(o.get("learning_rate"), o.get("epsilon"));
            case ADADELTA -> new AdaDelta(o.get("rho"), o.get("epsilon"));
            case RMSPROP -> new RMSProp(o.get("learning_rate"), o.get("decay"), o.get("epsilon"), 0);
            case ADAM -> new Adam(o.get("learning_rate"), o.get("beta1"), o.get("beta2"), o.get("epsilon"));
            default -> throw new IllegalArgumentException("no " + optimizer + " here");
        };
    }

    /** Tribuo has a row per unit, the bias last in it. */
    @Override
    public void loadWeights(double[] weights) {
        for (int w = 0; w < weights.length; w++) {
            parameters.getWeightMatrix().set(w % network.outputs(), w / network.outputs(), weights[w]);
        }
    }

    @Override
    public void readWeights(double[] into) {
        for (int w = 0; w < into.length; w++) {
            into[w] = parameters.getWeightMatrix().get(w % network.outputs(), w / network.outputs());
        }
    }

    @Override
    public double step(Batch batch) {
        if (batch.size() > 1) {
            throw new IllegalArgumentException("one example a step here");
        }
        double loss = loss(batch);
        DenseVector features = features(batch, 0);
        double[] downhill = target(batch, 0);
        DenseVector output = parameters.predict(features);
        for (int j = 0; j < downhill.length; j++) {
            downhill[j] -= output.get(j);
        }
        var score = new Pair<Double, SGDVector>(loss, DenseVector.createDenseVector(downhill));
        Tensor[] update = optimiser.step(parameters.gradients(score, features), 1);
        parameters.update(update);
        return loss;
    }

    @Override
    public boolean can(Ability ability) {
        return ability != Ability.READ_GRADIENT;
    }

    @Override
    public void readGradient(double[] into) {
        throw new UnsupportedOperationException();
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
                loss += error * error / 2 / batch.size();
            }
        }
        return loss;
    }

    @Override
    public void readOutputs(Batch batch, double[] into) {
        for (int e = 0; e < batch.size(); e++) {
            double[] output = parameters.predict(features(batch, e)).toArray();
            System.arraycopy(output, 0, into, e * output.length, output.length);
        }
    }

    private DenseVector features(Batch batch, int e) {
        int inputs = network.inputs();
        int from = batch.row(e) * inputs;
        double[] x = Arrays.copyOf(Arrays.copyOfRange(batch.examples().inputValues(), from, from + inputs), inputs + 1);
        x[inputs] = 1;
        return DenseVector.createDenseVector(x);
    }

    private double[] target(Batch batch, int e) {
        int from = batch.row(e) * network.outputs();
        return Arrays.copyOfRange(batch.examples().targetValues(), from, from + network.outputs());
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return Optional.empty();
    }
}
