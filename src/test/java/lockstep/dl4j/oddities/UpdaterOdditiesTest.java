package lockstep.dl4j.oddities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Without it the oddities page would say of DL4J's updaters what somebody once saw. */
class UpdaterOdditiesTest {

    /** One step of {@code y = w x} from w = 1 with x = 1, t = 0: the gradient of (y - t)^2 is 2. Gives the change of w. */
    private static double firstStep(IUpdater updater) {
        MultiLayerNetwork net = Nets.line(updater, 1.0);
        Nets.fit(net, 1.0, 0.0);
        return Nets.weight(net) - 1.0;
    }

    @Test
    void adaBeliefCannotBeUsedInANetwork() {
        assertThatThrownBy(() -> firstStep(new AdaBelief())).isInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    @Test
    void noOpDoesNotFreezeAnything() {
        assertThat(firstStep(new NoOp())).isEqualTo(-2.0).isEqualTo(firstStep(new Sgd(1.0)));
    }

    @Test
    void theArgumentOfNesterovsIsTheMomentum() {
        Nesterovs nesterovs = new Nesterovs(0.3);
        assertThat(nesterovs.getMomentum()).isEqualTo(0.3);
        assertThat(nesterovs.getLearningRate()).isEqualTo(0.1);
    }

    /** (1 + 0.9) * 0.1 * 2. */
    @Test
    void nesterovsFirstStepIsNearlyTwiceThatOfSgd() {
        assertThat(firstStep(new Nesterovs(0.1, 0.9))).isCloseTo(-0.38, within(1e-15));
        assertThat(firstStep(new Sgd(0.1))).isCloseTo(-0.2, within(1e-15));
    }

    /** lr * g / (sqrt(1e-6 + g^2) + eps) with g = 2e-3: at eps = 0 the paper's first step is lr whatever the gradient. */
    @Test
    void adaGradsHistoryStartsAtAMillionthWhateverEpsilon() {
        MultiLayerNetwork net = Nets.line(new AdaGrad(0.1, 0.0), 1.0);
        Nets.fit(net, 1.0, 1.0 - 1e-3);
        double step = 1.0 - Nets.weight(net);
        assertThat(step)
                .isCloseTo(0.1 * 2e-3 / StrictMath.sqrt(1e-6 + 4e-6), within(1e-10))
                .isLessThan(0.09);
    }

    /** sqrt(eps + 0.05 g^2) + eps: with eps = 1 and g = 2, 2.095 in place of 1.447. */
    @Test
    void rmsPropsHistoryStartsAtEpsilon() {
        double expected = 0.1 * 2.0 / (StrictMath.sqrt(0.95 * 1.0 + 0.05 * 4.0) + 1.0);
        assertThat(firstStep(new RmsProp(0.1, 0.95, 1.0))).isCloseTo(-expected, within(1e-15));
    }

    /** The builder copies its updater for each layer, and AdaGrad's copy has no schedule: the rate is then NaN. */
    @Test
    void adaGradWithAScheduleMakesEveryWeightNaN() {
        ExponentialSchedule schedule = new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.9);
        assertThat(firstStep(new AdaGrad(schedule))).isNaN();
        assertThat(firstStep(new RmsProp(schedule))).isNegative();
    }

    /** The step size, 0, is taken for a mistake, and epsilon put in its place. */
    @Test
    void aLearningRateOfZeroStillTrainsWithAdam() {
        assertThat(firstStep(new Adam(0.0))).isNegative();
        assertThat(firstStep(new AMSGrad(0.0))).isNegative();
        assertThat(firstStep(new AdaMax(0.0))).isNegative();
        assertThat(firstStep(new Sgd(0.0))).isZero();
        assertThat(firstStep(new Nadam(0.0))).isZero();
        assertThat(firstStep(new RmsProp(0.0))).isZero();
    }

    /** 1e-44 sqrt(1 - beta2) is below the smallest float, 1.4e-45: epsilon 0.2 / sqrt(0.004) is 3.16e-8, and Sgd's 2e-44 a float. */
    @Test
    void inFloatsARateThatDecaysTrainsOnWithAdam() {
        assertThat(firstStepInFloats(new Adam(1e-44))).isCloseTo(3.1623e-8, within(1e-12));
        assertThat(firstStepInFloats(new Sgd(1e-44))).isBetween(1.9e-44, 2.1e-44);
        assertThat(firstStep(new Adam(1e-10))).isCloseTo(-1e-10, within(1e-14));
    }

    private static double firstStepInFloats(IUpdater updater) {
        MultiLayerNetwork net = Nets.line(Nets.floats().updater(updater), 0.0);
        Nets.fitInFloats(net, 1.0, 1.0);
        return Nets.weight(net);
    }

    /** The paper's first step is about the learning rate; here it is (1 + beta1) / sqrt(1 - beta2) = 60.08 times that. */
    @Test
    void nadamsFirstStepIsSixtyTimesTheLearningRate() {
        assertThat(firstStep(new Nadam(0.001))).isCloseTo(-0.06008, within(1e-5));
        assertThat(firstStep(new Adam(0.001))).isCloseTo(-0.001, within(1e-8));
    }

    /**
     * Epsilon beside the root of the uncorrected v, 0.001 g^2: with g = 2 and epsilon = 1 the step is 0.1 * 2 * 0.0316 / (0.0632 + 1);
     * the paper's Algorithm 1 has 0.1 * 2 / (2 + 1), eleven times as much.
     */
    @Test
    void adamsEpsilonIsOutsideTheCorrection() {
        double root = StrictMath.sqrt(0.001);
        assertThat(firstStep(new Adam(0.1, 0.9, 0.999, 1.0)))
                .isCloseTo(-0.1 * 2.0 * root / (2.0 * root + 1.0), within(1e-15))
                .isGreaterThan(-0.1 * 2.0 / (2.0 + 1.0) / 11.0);
    }

    @Test
    void adaDeltaHasNoLearningRateToSet() {
        assertThat(new AdaDelta().hasLearningRate()).isFalse();
        assertThatThrownBy(() -> new AdaDelta().setLrAndSchedule(0.1, null))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
