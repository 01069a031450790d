package lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import lockstep.optim.OptimizerKind;

/**
 * Every optimizer with every activation with every loss, on one small problem: a 3-4-2 network, six examples in batches of four
 * (so that the last batch of an epoch is smaller), and DL4J's own learning rates.
 */
final class Surface {

    /** Small enough that nothing overflows: a cube of large sums would. */
    private static final Init INIT = new Init.Uniform(-0.5, 0.5);

    private static final int EXAMPLES = 6;

    private Surface() {}

    /**
     * One combination.
     *
     * @param activation of the hidden layer, and of the output layer unless the loss objects
     * @param remark why the output layer has another activation, or the empty string
     */
    record Cell(Run run, Activation activation, String remark) {}

    static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (OptimizerKind kind : Twins.kinds()) {
            for (Activation activation : Activation.values()) {
                for (Loss loss : Loss.values()) {
                    cells.add(cell(kind, activation, loss));
                }
            }
        }
        return List.copyOf(cells);
    }

    private static Cell cell(OptimizerKind kind, Activation activation, Loss loss) {
        Optional<String> objection = loss.objection(activation);
        Activation output = loss.outputFor(activation);
        List<LayerSpec> layers =
                List.of(new LayerSpec(4, activation, true, INIT), new LayerSpec(2, output, true, INIT));
        NetworkSpec network =
                new NetworkSpec(3, layers, loss, Reduction.MEAN, kind.createDefault(Twins.defaultLearningRate(kind)));
        String remark = objection
                .map(reason -> "not " + activation.key() + " in the output layer: " + reason)
                .orElse("");
        return new Cell(new Run(kind.name(), network, examples(loss), 4, false, 1), activation, remark);
    }

    /** Inputs from -1 to 1; targets that are probabilities and add up to 1, or signs where the loss is of those. */
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
