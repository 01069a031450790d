package lockstep.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.SmallRuns;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.Activation;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.Sgd;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it somebody's right program could be called faulty, because it rounds otherwise than the scalar network. */
class HealthyProgramTest {

    private static final int STEPS = 40;

    /** A run at a kink is rare: of a thousand, fewer than so many may be left undecided. */
    private static final int FEW = 15;

    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of("adds in another order", (Engines) Reversed::new),
                Arguments.of("rounds every step", (Engines) Jittery::new));
    }

    /** Every activation, loss, optimizer, penalty, clipping and schedule; then all that with round numbers, which meet kinks. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void aThousandConfigs(String name, Engines program) {
        assertThat(undecided(program, SmallRuns::ofEveryKind, 1000)).isLessThan(FEW);
        assertThat(undecided(program, SmallRuns::ofRoundNumbers, 1000)).isLessThan(FEW);
    }

    @Test
    void dl4jIsHealthy() {
        assertThat(undecided(Dl4jNetwork::new, SmallRuns::ofEveryKind, 40)).isLessThan(5);
        assertThat(undecided(Dl4jNetwork::new, SmallRuns::ofRoundNumbers, 40)).isLessThan(5);
    }

    @Test
    @Tag("exhaustive")
    void dl4jIsHealthyOnAThousandConfigs() {
        assertThat(undecided(Dl4jNetwork::new, SmallRuns::ofEveryKind, 1000)).isLessThan(FEW);
        assertThat(undecided(Dl4jNetwork::new, SmallRuns::ofRoundNumbers, 1000)).isLessThan(FEW);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    @Tag("exhaustive")
    void twentyThousandConfigs(String name, Engines program) {
        assertThat(undecided(program, SmallRuns::ofEveryKind, 10_000)).isLessThan(10 * FEW);
        assertThat(undecided(program, SmallRuns::ofRoundNumbers, 10_000)).isLessThan(10 * FEW);
    }

    /** How many programs nothing can be said of; none is called faulty. */
    private static int undecided(Engines program, IntFunction<Run> runs, int count) {
        int undecided = 0;
        for (int number = 0; number < count; number++) {
            Run run = runs.apply(number);
            Diagnosis diagnosis;
            try (Engine engine = program.of(run.network())) {
                double[] losses = new Course(run, STEPS).losses(engine, STEPS);
                diagnosis = Diagnosis.of(run, ObservedLosses.exact(losses), 1, 1);
            }
            assertThat(diagnosis)
                    .as("%s %s", run.label(), run.network())
                    .isInstanceOfAny(Diagnosis.Agrees.class, Diagnosis.Undecided.class);
            undecided += diagnosis instanceof Diagnosis.Undecided ? 1 : 0;
        }
        return undecided;
    }

    /** (0.1 + 0.2) + 0.3 is 0.6000000000000001 and above a target of 0.6, (0.3 + 0.2) + 0.1 is 0.6: as CPython says, too. */
    @Test
    void atAKinkNothingCanBeSaid() {
        Run run = sumOfThreeWeights(0.6);
        Course course = new Course(run, STEPS);
        double[] scalar = course.losses(new ScalarNetwork(run.network()), STEPS);
        double[] reversed = course.losses(new Reversed(run.network()), STEPS);
        assertThat(scalar).hasSize(STEPS);
        assertThat(scalar[0]).isEqualTo(0.1 + 0.2 + 0.3 - 0.6).isPositive();
        // Down by 0.07 for each of three weights.
        assertThat(scalar[1]).isCloseTo(0.21, within(1e-15));
        assertThat(reversed).containsOnly(0.0);

        Diagnosis diagnosis = Diagnosis.of(run, ObservedLosses.exact(reversed), 1);
        assertThat(diagnosis)
                .isInstanceOfSatisfying(
                        Diagnosis.Undecided.class,
                        undecided -> assertThat(undecided.from()).isEqualTo(1));
    }

    /** At a kink, a fault that has all of the losses is a suspect; away from one, it is the answer. */
    @Test
    void aKinkHidesNoFaultElsewhere() {
        Faults planted = Faults.of(Fault.LOSS_DOUBLED);
        assertThat(diagnosed(sumOfThreeWeights(0.6), planted))
                .isInstanceOfSatisfying(
                        Diagnosis.Undecided.class,
                        undecided -> assertThat(undecided.suspects())
                                .anyMatch(cause -> cause.all().contains(planted)));
        assertThat(diagnosed(sumOfThreeWeights(0.0), planted))
                .isInstanceOfSatisfying(
                        Diagnosis.Explained.class,
                        explained -> assertThat(explained.likeliest()).isEqualTo(planted));
    }

    private static Diagnosis diagnosed(Run run, Faults planted) {
        double[] losses = new Course(run, STEPS).losses(new FaultyNetwork(run.network(), planted), STEPS);
        return Diagnosis.of(run, ObservedLosses.exact(losses), 1);
    }

    /** One unit that adds up its weights 0.1, 0.2 and 0.3; the loss is the absolute error. */
    private static Run sumOfThreeWeights(double target) {
        double[][] rows = {{0.1}, {0.2}, {0.3}};
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, false, new Init.Values(rows));
        NetworkSpec network = new NetworkSpec(3, List.of(layer), Loss.ABSOLUTE_ERROR, Reduction.MEAN, new Sgd(0.07));
        Examples one = Examples.of(new double[][] {{1, 1, 1}}, new double[][] {{target}});
        return new Run("sum", network, one, 1, false, 0);
    }
}
