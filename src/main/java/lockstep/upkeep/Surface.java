package lockstep.upkeep;

import java.util.ArrayList;
import java.util.List;
import lockstep.dl4j.Twins;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Trial;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import lockstep.optim.Rprop;
import lockstep.scalar.ScalarNetwork;

/**
 * Every optimizer with every activation with every loss, on one small problem: a 3-4-2 network, six examples in batches of four
 * (so that the last batch of an epoch is smaller), and DL4J's own learning rates, or a tenth where the network overflows.
 */
public final class Surface {

    private static final Init INIT = new Init.Uniform(-0.5, 0.5);

    private static final int EXAMPLES = 6;

    private Surface() {}

    /**
     * One combination.
     *
     * @param activation of the hidden layer, and of the output layer unless the loss objects
     * @param remark why the output layer has another activation or the optimizer another rate, or the empty string
     */
    public record Cell(Run run, Activation activation, String remark) {}

    /**
     * Every optimizer with every activation and loss.
     *
     * @param steps how many of them the runs can make without overflow
     */
    public static List<Cell> cells(int steps) {
        List<Cell> cells = new ArrayList<>();
        for (OptimizerKind kind : OptimizerKind.ALL) {
            for (Activation activation : Activation.values()) {
                for (Loss loss : Loss.values()) {
                    cells.add(cell(kind, activation, loss, steps));
                }
            }
        }
        return List.copyOf(cells);
    }

    private static Cell cell(OptimizerKind kind, Activation activation, Loss loss, int steps) {
        List<String> remarks = new ArrayList<>();
        loss.objection(activation)
                .ifPresent(reason -> remarks.add("not " + activation.key() + " in the output layer: " + reason));
        double rate = Twins.defaultLearningRate(kind);
        Run run = run(kind, rate, activation, loss);
        while (!Trial.staysFinite(run, ScalarNetwork::new, steps)) {
            remarks.add("at the learning rate " + rate + " it overflows");
            rate /= 10.0;
            run = run(kind, rate, activation, loss);
        }
        return new Cell(run, activation, String.join("; ", remarks));
    }

    private static Run run(OptimizerKind kind, double rate, Activation activation, Loss loss) {
        List<LayerSpec> layers = List.of(
                new LayerSpec(4, activation, true, INIT), new LayerSpec(2, loss.outputFor(activation), true, INIT));
        NetworkSpec network = new NetworkSpec(3, layers, loss, Reduction.MEAN, optimizer(kind, rate));
        return new Run(kind.key(), network, examples(loss), 4, false, 1);
    }

    private static Optimizer optimizer(OptimizerKind kind, double rate) {
        return switch (kind) {
            // bpnn.py's M is the factor of a gradient, like a learning rate, and by default the same.
            case BPNN_MOMENTUM -> new BpnnMomentum(rate, rate);
            // Steps of up to 50 leave the range of floats, and there is no rate to lower.
            case RPROP -> new Rprop(0.01, 1.2, 0.5, 1e-6, 0.02);
            default -> kind.createDefault(rate);
        };
    }

    /** Inputs from -1 to 1; targets that are probabilities and add up to 1, or signs where the loss takes those. */
    private static Examples examples(Loss loss) {
        PythonRandom random = new PythonRandom(2);
        double[][] inputs = new double[EXAMPLES][3];
        double[][] targets = new double[EXAMPLES][2];
        for (int e = 0; e < EXAMPLES; e++) {
            for (int i = 0; i < 3; i++) {
                inputs[e][i] = random.uniform(-1.0, 1.0);
            }
            double target = random.uniform(0.0, 1.0);
            targets[e][0] = loss == Loss.HINGE ? (target < 0.5 ? -1.0 : 1.0) : target;
            targets[e][1] = loss == Loss.HINGE ? -targets[e][0] : 1.0 - target;
        }
        return Examples.of(inputs, targets);
    }
}
