package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import lockstep.optim.Momentum;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Without it, a config that leaves a hyper-parameter out would not train as a DL4J user who leaves it out does. */
class DefaultsTest {

    private static final double LEARNING_RATE = 0.0123;

    static Stream<OptimizerKind> kindsOfDl4j() {
        return OptimizerKind.ALL.stream()
                .filter(kind -> !Twins.nameOf(kind.createDefault(LEARNING_RATE)).equals("ours"));
    }

    /** DL4J's updaters are equal if all their hyper-parameters are, so that none can be forgotten here. */
    @ParameterizedTest
    @MethodSource("kindsOfDl4j")
    void defaultsAreThoseOfDl4jsOwnConstructor(OptimizerKind kind) throws ReflectiveOperationException {
        Optimizer ours = kind.createDefault(LEARNING_RATE);
        IUpdater twin = Twins.updater(ours);
        // The constructor without arguments; our wrapper of AdaBelief, which is not public, has AdaBelief's.
        IUpdater theirs = twin.getClass().getDeclaredConstructor().newInstance();
        if (theirs.hasLearningRate()) {
            theirs.setLrAndSchedule(LEARNING_RATE, null);
        }
        assertThat(twin).as(kind.key()).isEqualTo(theirs);
    }

    /** DL4J has no heavy ball; the momentum it gives Nesterov's is the nearest it says about one. */
    @Test
    void theHeavyBallHasTheMomentumOfNesterovs() {
        List<OptimizerKind.Parameter> parameters =
                OptimizerKind.of(Momentum.class).parameters();
        assertThat(parameters)
                .contains(new OptimizerKind.Parameter(
                        "momentum", OptionalDouble.of(Nesterovs.DEFAULT_NESTEROV_MOMENTUM)));
    }
}
