package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a rule could be any rule: its first three steps are worked out here by hand, from w = 1 with g = 1, -2, 0.5. */
class ThreeStepsTest {

    private static final double[] GRADIENTS = {1.0, -2.0, 0.5};

    static Stream<Arguments> workedByHand() {
        return Stream.of(
                // w = 1 - 0.5 * 1, then + 0.5 * 2, then - 0.5 * 0.5
                worked(new Sgd(0.5), 0.5, 1.5, 1.25),

                // the present gradient times 0.5, the one before times 0.25
                // w = 1 - 0.5,   0.5 + 1 - 0.25,   1.25 - 0.25 + 0.5
                worked(new BpnnMomentum(0.5, 0.25), 0.5, 1.25, 1.5),

                // v = 0.5,   0.25 - 1 = -0.75,   -0.375 + 0.25 = -0.125
                // w = 1 - 0.5,   0.5 + 0.75,   1.25 + 0.125
                worked(new Momentum(0.5, 0.5), 0.5, 1.25, 1.375),

                // v = -0.5,   -0.25 + 1 = 0.75,   0.375 - 0.25 = 0.125
                // w = 1 + 1.5 * -0.5,   0.25 + 0.25 + 1.5 * 0.75,   1.625 - 0.375 + 1.5 * 0.125
                worked(new Nesterov(0.5, 0.5), 0.25, 1.625, 1.4375),

                // d = -0.5;   s = 2, p = -1: d = -0.5 * 2 / (-1 - 2) = 1/3;   s = -0.5, p = 2: 1/3 * -0.5 / (2 + 0.5)
                worked(new Quickprop(0.5, 1.5, 0.0), 0.5, 5.0 / 6.0, 5.0 / 6.0 - 1.0 / 15.0),

                // a step of 0.1;   the sign has changed: taken back, the size halved;   a step of 0.05
                worked(new Rprop(), 0.9, 1.0, 0.95),

                // With 50 digits, in Python:
                //
                //   from decimal import Decimal as D, getcontext
                //   getcontext().prec = 50
                //   def adam(rate, b1, b2, eps, gradients, w=D(1)):
                //       m = v = D(0)
                //       for t, g in enumerate(gradients, 1):
                //           a = rate * (1 - b2**t).sqrt() / (1 - b1**t)
                //           m = b1 * m + (1 - b1) * g
                //           v = b2 * v + (1 - b2) * g * g
                //           w -= a * m / (v.sqrt() + eps)
                //           print(float(w))
                //   adam(D("0.25"), D("0.5"), D("0.75"), D("0.125"), [D(1), D(-2), D("0.5")])
                //   adam(D("0.1"), D("0.9"), D("0.999"), D("1e-8"), [D(1), D(-2), D("0.5")])
                //
                // On paper, the first step: a = 0.25 * 0.5 / 0.5, m = 0.5, v = 0.25, w = 1 - 0.25 * 0.5 / (0.5 +
                // 0.125).
                worked(new Adam(0.25, 0.5, 0.75, 0.125), 0.8, 0.9361291591885134, 0.9607869755876685),
                // The first step is not 0.1 by 3e-8: epsilon beside the uncorrected root, 0.0316, not beside 1.
                worked(new Adam(0.1), 0.9000000316227666, 0.9366103791483483, 0.9502794435658419),

                // The same way, with 50 digits.
                // h = 1e-6 + 1: w = 1 - 0.5 / (1.0000005 + 0.25);   h = 5.000001;   h = 5.250001
                worked(new Adagrad(0.5, 0.25), 0.600000159999896, 1.0022417395168575, 0.903866430013505),
                // h = 0.75 * 0.25 + 0.25 = 0.4375: w = 1 - 0.5 / (0.6614 + 0.25);   h = 1.328125;   h = 1.05859375
                worked(new Rmsprop(0.5, 0.75, 0.25), 0.45141622964513645, 1.1644576575259156, 0.9689740868097692),
                // a = 0.25, u = 0.25 / sqrt(0.3125) = 0.447, x = 0.05;   a = 1.1875, u = -0.6;   a = 0.953125
                worked(new Adadelta(0.75, 0.0625), 0.552786404500042, 1.152786404500042, 0.9365244550747426),
                // m = 0.5, s = 1: w = 1 - 0.5 * (0.25 / 0.5);   m = -0.75, s = 2: + 0.75 / 2 / 3;   m = -0.125, s = 1.5
                worked(new Adamax(0.25, 0.5, 0.75, 0.125), 0.75, 0.875, 0.8988095238095238),
                // q = m = 0.5, v = 0.25: w = 1 - 0.25 * (0.75 / 0.5) / (0.5 + 0.125);   q = -1, m = -0.75, v = 1.1875
                worked(new Nadam(0.25, 0.5, 0.75, 0.125), 0.4, 0.7773145633684214, 0.728669922826231),
                // v = u = 0.75;   v = u = 3.1875;   v = 0.984375, but u stays 3.1875
                worked(new Amsgrad(0.25, 0.5, 0.25, 0.125), 0.7815329959057208, 0.9082430535351541, 0.9267915067077356),
                // m = 0.5, s = 0.25 * 0.5^2 + 0.125 = 0.1875;   m = -0.75, s = 0.75 * 0.1875 + 0.25 * 1.25^2 + 0.125
                worked(
                        new Adabelief(0.25, 0.5, 0.75, 0.125),
                        0.7759907622602041,
                        0.9528282852896878,
                        0.9808093552210869));
    }

    /** To 1e-15: a handful of roundings of numbers of about 1. Where the numbers are short binary fractions, none occurs. */
    @ParameterizedTest
    @MethodSource("workedByHand")
    void threeSteps(Optimizer optimizer, double[] expected) {
        double[] w = {1.0};
        double[][] state = optimizer.newState(1);
        Step step = new Step();
        for (int t = 1; t <= 3; t++) {
            step.next(optimizer.learningRate());
            optimizer.update(new double[] {GRADIENTS[t - 1]}, w, state, step);
            assertThat(w[0]).as("after step %s", t).isCloseTo(expected[t - 1], within(1e-15));
        }
    }

    /**
     * By hand, mu = 1.5, so that a slope counts as far from the last one where it is above 0.6 of it. From w = 1: d = -1; then s = -0.75
     * beside p = -2 is not far, and d = -1 * -0.75 / (-2 + 0.75) - 0.5 * 0.75. A step no longer than the smallest begins anew.
     */
    @Test
    void quickpropsLineAndItsSmallestStep() {
        assertThat(steps(new Quickprop(0.5, 1.5, 0.5), 2.0, 0.75))
                .containsExactly(new double[] {0.0, -0.975}, within(1e-15));
        assertThat(steps(new Quickprop(0.5, 1.5, 1.0), 2.0, 0.75)).containsExactly(0.0, -0.375);
        assertThat(steps(new Quickprop(0.5, 1.5, 0.5), 2.0, 1.5)).containsExactly(0.0, -1.5 - 0.75);
    }

    /** A gradient of 0 has no sign: no step, and the size stays. */
    @Test
    void rpropsStepWithoutASign() {
        assertThat(steps(new Rprop(), 1.0, 0.0, 1.0)).containsExactly(new double[] {0.9, 0.9, 0.8}, within(1e-15));
        assertThat(new Rprop().learningRate()).isEqualTo(1.0);
        assertThat(new Adadelta().learningRate()).isEqualTo(1.0);
    }

    /** DL4J adds 1e-32 to the largest gradient: one as small takes half a step. */
    @Test
    void adamaxsTinyGradient() {
        assertThat(steps(new Adamax(0.25, 0.5, 0.75, 0.125), 1e-32)).containsExactly(0.875);
    }

    /** The weight after each step, from 1. */
    private static double[] steps(Optimizer optimizer, double... gradients) {
        double[] w = {1.0};
        double[][] state = optimizer.newState(1);
        Step step = new Step();
        return Arrays.stream(gradients)
                .map(g -> {
                    step.next(optimizer.learningRate());
                    optimizer.update(new double[] {g}, w, state, step);
                    return w[0];
                })
                .toArray();
    }

    @Test
    void everyKindIsWorkedOut() {
        assertThat(workedByHand()
                        .map(arguments -> OptimizerKind.of((Optimizer) arguments.get()[0])))
                .containsAll(OptimizerKind.ALL);
    }

    private static Arguments worked(Optimizer optimizer, double... weights) {
        return Arguments.of(optimizer, weights);
    }
}
