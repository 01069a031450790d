package lockstep.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.model.Activation;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.optim.OptimizerKind;
import lockstep.parity.ParityCheck;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.math.Sigmoid;
import lockstep.upkeep.Difference;
import lockstep.upkeep.RandomRuns;
import lockstep.work.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without it, DL4J's constants of float precision could be put right on our side and nobody would notice. */
class FloatConstantsTest {

    private static final int STEPS = 12;

    private static final int RUNS = 5;

    private static final ParityCheck CHECK = new ParityCheck(new Tolerance(1e-12, 1e-9), STEPS);

    /** With its constants as textbooks have them, in double precision. */
    @ParameterizedTest
    @EnumSource(names = {"LEAKY_RELU", "HARD_SIGMOID", "GELU"})
    void theTextbooksConstantIsNeverAgreement(Activation activation) {
        RandomRuns random = new RandomRuns(OptimizerKind.ALL, ControlNetwork::new, STEPS);
        List<Verdict.Kind> verdicts = new ArrayList<>();
        for (int seed = 0; verdicts.size() < RUNS; seed++) {
            Run run = random.of(seed);
            if (Difference.canTell(run, ControlNetwork::new, network -> textbook(network, activation), STEPS)) {
                verdicts.add(CHECK.judge(run, network -> textbook(network, activation), Dl4jNetwork::new, Progress.NONE)
                        .verdict()
                        .kind());
            }
        }
        assertThat(verdicts).containsOnly(Verdict.Kind.DISAGREE);
    }

    private static ControlNetwork textbook(NetworkSpec spec, Activation changed) {
        ControlNetwork network = new ControlNetwork(spec);
        for (Layer layer : network.layers) {
            if (layer.spec.activation() == changed) {
                layer.activation = textbook(changed);
            }
        }
        return network;
    }

    private static ActivationFunction textbook(Activation activation) {
        return switch (activation) {
            case LEAKY_RELU -> new Formula(z -> z < 0.0 ? 0.01 * z : z, z -> z < 0.0 ? 0.01 : 1.0);
            case HARD_SIGMOID ->
                new Formula(z -> Math.min(1.0, Math.max(0.0, 0.2 * z + 0.5)), z -> Math.abs(z) <= 2.5 ? 0.2 : 0.0);
            case GELU ->
                new Formula(
                        z -> z * Sigmoid.of(1.702 * z),
                        z -> Sigmoid.of(1.702 * z) * (1.0 + 1.702 * z * (1.0 - Sigmoid.of(1.702 * z))));
            default -> throw new IllegalArgumentException(activation.key());
        };
    }

    private record Formula(DoubleUnaryOperator function, DoubleUnaryOperator derivative) implements ActivationFunction {

        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = function.applyAsDouble(z[j]);
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                delta[j] *= derivative.applyAsDouble(z[j]);
            }
        }
    }
}
