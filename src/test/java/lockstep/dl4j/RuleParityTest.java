package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Engine;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without it, an update rule that differs from its twin's would be taken for an error of back-propagation. */
class RuleParityTest {

    private static final int WEIGHTS = 17; // not a multiple of a vector register's width
    private static final int STEPS = 300;

    /** Elementwise arithmetic in the same order has the same bits: there is no tolerance. */
    @ParameterizedTest
    @EnumSource
    void ruleAndTwinMakeTheSameUpdatesBitForBit(OptimizerKind kind) {
        PythonRandom random = new PythonRandom(20_240_517);
        for (double learningRate : new double[] {1e-3, 0.1, 0.7}) {
            NetworkSpec spec = networkOf(kind.createDefault(learningRate));
            try (Engine scalar = new ScalarNetwork(spec);
                    Engine dl4j = new Dl4jNetwork(spec)) {
                Engine.Rule ours = scalar.newRule(WEIGHTS).orElseThrow();
                Engine.Rule theirs = dl4j.newRule(WEIGHTS).orElseThrow();
                double[] ourUpdate = new double[WEIGHTS];
                double[] theirUpdate = new double[WEIGHTS];
                for (int step = 1; step <= STEPS; step++) {
                    double[] gradient = gradient(random);
                    double[] given = gradient.clone();
                    ours.step(gradient, ourUpdate);
                    theirs.step(gradient, theirUpdate);
                    assertThat(gradient).as("the gradient that was handed over").isEqualTo(given);
                    assertThat(theirUpdate)
                            .as("update %d of %s at learning rate %s", step, kind.key(), learningRate)
                            .usingElementComparator(RuleParityTest::compareZerosAsEqual)
                            .containsExactly(ourUpdate);
                }
            }
        }
    }

    /** Gradients of every size that training meets, of both signs, and now and then exactly 0. */
    private static double[] gradient(PythonRandom random) {
        double[] gradient = new double[WEIGHTS];
        for (int i = 0; i < WEIGHTS; i++) {
            double magnitude = Math.pow(10.0, random.uniform(-9.0, 3.0));
            gradient[i] = random.random() < 0.05 ? 0.0 : random.uniform(-1.0, 1.0) * magnitude;
        }
        return gradient;
    }

    /** 0 and -0 are the same update. */
    private static int compareZerosAsEqual(double a, double b) {
        return a == b ? 0 : Double.compare(a, b);
    }

    private static NetworkSpec networkOf(Optimizer optimizer) {
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, true, new Init.Uniform(-1.0, 1.0));
        return new NetworkSpec(1, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, optimizer);
    }
}
