package lockstep.parity.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Clipping;
import lockstep.model.Clipping.Mode;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import lockstep.model.TrainingSteps;
import lockstep.optim.Adam;
import lockstep.optim.Momentum;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Sharpness;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ScalarNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a network that nobody can drive, a trace or one that its owner trains, could get any verdict. */
class ShadowTest {

    /** One weight, {@code y = w x}, momentum with a rate of 1/8 and half of the velocity: every number of its steps is exact. */
    private static final NetworkSpec NETWORK = new NetworkSpec(
            1,
            List.of(new LayerSpec(1, Activation.IDENTITY, false, new Init.Constant(0.0))),
            Loss.HALF_SQUARED_ERROR,
            Reduction.MEAN,
            new Momentum(0.125, 0.5));

    private static final Examples ONE = Examples.of(new double[][] {{2.0}}, new double[][] {{2.0}});

    /**
     * By hand, with x = 2 and t = 2: the loss is {@code (2w - 2)^2 / 2}, the gradient {@code 2 (2w - 2)}, and {@code v = v/2 + g/8},
     * {@code w -= v}.
     */
    private static final CandidateStep[] RIGHT = {
        step(2.0, 2.0, 4.0, 1.5), // v = 0.5
        step(1.5, 0.5, 2.0, 1.0), // v = 0.25 + 0.25
        step(1.0, 0.0, 0.0, 0.75), // v = 0.25
        step(0.75, 0.125, -1.0, 0.75) // v = 0.125 - 0.125
    };

    @Test
    void rightStepsAgree() {
        Verdict verdict = verdict(RIGHT);

        assertThat(verdict.word()).isEqualTo("agree");
        assertThat(verdict.decisive().share()).isZero();
        assertThat(verdict.steps()).isEqualTo(4);
        assertThat(verdict.judgedToTheLast()).isTrue();
    }

    @Test
    void eachStepStartsAtTheCandidatesOwnWeights() {
        // As if somebody had set the weight between two steps: the velocity goes on.
        assertThat(verdict(RIGHT[0], RIGHT[1], step(3.0, 8.0, 8.0, 1.75)).word())
                .isEqualTo("agree"); // v = 0.25 + 1
    }

    @Test
    void aWrongNumberIsNamedAndNothingAfterItIsJudged() {
        Verdict gradient = verdict(RIGHT[0], step(1.5, 0.5, 2.0001, 1.0), RIGHT[2]);
        Verdict update = verdict(RIGHT[0], RIGHT[1], step(1.0, 0.0, 0.0, 0.7500001), RIGHT[3]);
        Verdict loss = verdict(step(2.0, 2.0001, 4.0, 1.5));

        assertThat(List.of(gradient.word(), update.word(), loss.word())).containsOnly("disagree");
        assertThat(place(gradient)).isEqualTo("step 1, layer 1, gradient of weight[0][0]: 2.0 and 2.0001");
        assertThat(place(update)).isEqualTo("step 2, layer 1, new weight[0][0]: 0.75 and 0.7500001");
        assertThat(place(loss)).isEqualTo("step 0, layer 0, loss: 2.0 and 2.0001");
        assertThat(update.judgedSteps()).isEqualTo(3);
    }

    /** A penalty that the other side does not have is in the loss, which names no weight, and in the weights. */
    @Test
    void aWrongLossNamesTheWeightThatShowsIt() {
        Verdict penalized = verdict(step(2.0, 2.5, 4.0, 1.25));

        assertThat(place(penalized)).isEqualTo("step 0, layer 0, loss: 2.0 and 2.5");
        assertThat(penalized.decisive().note())
                .isEqualTo("of the weights, layer 1 shows it at new weight[0][0]: 1.5, and the candidate's 1.25");
    }

    @Test
    void theRuleIsFedTheGradientThatTheCandidateTells() {
        // One last place of the gradient, which rounding may do: the velocity keeps it, and both sides go on with it.
        double g = Math.nextUp(4.0);
        double v = g / 8.0;
        var first = step(2.0, 2.0, g, 2.0 - v);
        double w = 2.0 - v;
        var second =
                step(w, 0.5 * (2.0 * w - 2.0) * (2.0 * w - 2.0), 4.0 * w - 4.0, w - (v / 2.0 + (4.0 * w - 4.0) / 8.0));

        assertThat(verdict(first, second).word()).isEqualTo("agree");
    }

    @Test
    void whatIsNotToldIsSaid() {
        Verdict losses = verdict(told(2.0, 2.0, null, null), told(1.5, 0.5, null, null));
        Verdict weights = verdict(told(2.0, 2.0, null, 1.5), told(1.5, 0.5, null, 1.0));

        assertThat(losses.word()).isEqualTo("agree");
        assertThat(losses.decisive().note()).contains("it gives no gradient; it gives no weights");
        assertThat(weights.word()).isEqualTo("agree");
        assertThat(weights.decisive().note()).endsWith("it gives no gradient");
        assertThat(verdict(told(2.0, 2.0, null, 1.5), told(1.5, 0.5, null, 1.01))
                        .word())
                .isEqualTo("disagree");
    }

    @Test
    void whatNeitherSideCanComputeDecidesNothing() {
        Verdict verdict = verdict(RIGHT[0], step(1e200, Double.POSITIVE_INFINITY, 4e200, 0.0));

        assertThat(verdict.word()).isEqualTo("undecided");
        assertThat(verdict.judgedSteps()).isEqualTo(1);
    }

    @Test
    void aCoarsePrecisionIsJudgedAsOne() {
        CandidateStep wrong = step(2.0, 2.0, 4.0, 1.5 + 0x1p-18); // 64 units of 2^-24 of a weight of 1.5 or 2
        NetworkSpec single = NETWORK.in(Precision.FLOAT);

        assertThat(verdict(single, step(2.0, 2.0, 4.0, 1.5 + 0x1p-23)).word()).isEqualTo("agree"); // its last place
        assertThat(verdict(single, wrong).word()).isEqualTo("disagree");
    }

    /**
     * After a step whose weights are not told the rule's stand in, and may be 1e-12 of the change of 0.5 away. Of a weight that is so far
     * away the next loss and gradient are too, by more than they are rounded.
     */
    @ParameterizedTest
    @CsvSource({"0, agree", "2e-13, agree", "1e-9, disagree"})
    void weightsThatAreNotToldMayBeALittleAway(double off, String word) {
        double w = 1.5 + off;
        double loss = 0.5 * (2.0 * w - 2.0) * (2.0 * w - 2.0);

        assertThat(followed(new Told(2.0, 4.0, null), new Told(loss, 4.0 * w - 4.0, null))
                        .word())
                .isEqualTo(word);
    }

    /** A gradient of 1e-12 in place of 0 would pass at a weight that is so far away. */
    @Test
    void weightsThatAreToldAgainAreExact() {
        Verdict verdict = followed(new Told(2.0, 4.0, null), new Told(0.5, 2.0, 1.0), new Told(0.0, 1e-12, 0.75));

        assertThat(verdict.word()).isEqualTo("disagree");
        assertThat(place(verdict)).isEqualTo("step 2, layer 1, gradient of weight[0][0]: 0.0 and 1.0E-12");
    }

    /** The first step tells neither, so nobody knows the velocity of 0.25 that the third, whose gradient is 0, goes on with. */
    @Test
    void withoutAMemoryNewWeightsAreNotJudged() {
        Told loss = new Told(2.0, null, null);
        Told weights = new Told(0.5, null, 1.0);

        assertThat(followed(loss, weights, new Told(0.0, 0.0, 0.75)).word()).isEqualTo("agree");
        assertThat(followed(loss, weights, new Told(0.0, 0.1, 0.75)).word()).isEqualTo("disagree");
    }

    private static Verdict followed(Told... steps) {
        try (Shadow shadow = new Shadow(NETWORK, ScalarNetwork::new)) {
            shadow.startAt(new double[] {2.0});
            Stream.of(steps).forEach(told -> shadow.follow(ONE.asBatch(), told));
            return shadow.verdict();
        }
    }

    /** What a candidate tells of a step. */
    private record Told(
            double loss,
            @Nullable Double ofWeight,
            @Nullable Double weight) implements TrainingSteps {

        @Override
        public @Nullable Batch next() {
            return null;
        }

        @Override
        public double @Nullable [] gradient() {
            return alone(ofWeight);
        }

        @Override
        public double @Nullable [] weights() {
            return alone(weight);
        }
    }

    /** As if it had been trained before: a velocity of 0.5, and two steps made. */
    @Test
    void aShadowGoesOnWhereANetworkIs() {
        try (Shadow shadow = new Shadow(NETWORK, ScalarNetwork::new)) {
            shadow.resume(new double[][] {{0.5}}, 2);

            assertThat(shadow.see(RIGHT[2])).isTrue();
            assertThat(shadow.verdict().word()).isEqualTo("agree");
            assertThat(shadow.see(step(0.75, 0.125, -1.0, 0.7500001))).isFalse();
            assertThat(place(shadow.verdict())).startsWith("step 3, layer 1, new weight[0][0]");
        }
    }

    /** How small a fault a step could have shown is asked in the first 16, and then in every 16th; a fault is found in any. */
    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "15, true", "16, true", "17, false", "31, false", "32, true"})
    void notEveryStepIsAskedWhatItCouldShow(int number, boolean asked) {
        try (Shadow right = new Shadow(NETWORK, ScalarNetwork::new);
                Shadow wrong = new Shadow(NETWORK, ScalarNetwork::new)) {
            right.resume(new double[][] {{0.0}}, number);
            wrong.resume(new double[][] {{0.0}}, number);
            right.see(RIGHT[0]);
            wrong.see(step(2.0, 2.0, 4.0001, 2.0 - 4.0001 / 8.0));

            Sharpness seen = right.verdict().sharpness();
            for (double share : new double[] {seen.rate(), seen.gradient(), seen.weight()}) {
                assertThat(share > 0.0 && share < 1e-11).isEqualTo(asked);
                assertThat(Double.isNaN(share)).isEqualTo(!asked);
            }
            assertThat(place(wrong.verdict()))
                    .isEqualTo("step " + number + ", layer 1, gradient of weight[0][0]: 4.0 and 4.0001");
        }
    }

    /**
     * Adam's first step is of one size but near a gradient of 0, where it grows with it. Here the gradient is -2, clipped to -1, and
     * a penalty takes that away: 2 w = 1. One rounding of that (1.1e-16, in floats 6e-8) is {@code 0.1 r / (r + 3.2e-7)} of a step.
     */
    @Test
    void whatARoundingMakesOfARuleIsMeasured() {
        NetworkSpec network = NETWORK.withOptimizer(new Adam(0.1))
                .withLayers(List.of(NETWORK.layers()
                        .get(0)
                        .withPenalties(new Penalty(0.0, 2.0, 0.0), Penalty.NONE)
                        .withClipping(new Clipping(Mode.CLIP_ELEMENT_WISE_ABSOLUTE_VALUE, 1.0))));
        CandidateStep exact = step(0.5, 0.75, -2.0, 0.5);
        CandidateStep rounded = step(0.5, 0.75, -2.0, 0.5 + 3.5e-11);
        CandidateStep inFloats = step(0.5, 0.75, -2.0, 0.5f + 0.015625);

        assertThat(List.of(word(network, exact), word(network, rounded), word(network.in(Precision.FLOAT), inFloats)))
                .containsOnly("agree");
        assertThat(List.of(word(network, step(0.5, 0.75, -2.0, 0.5 + 1e-8)), word(network, inFloats)))
                .containsOnly("disagree");
        try (Shadow quick = new Shadow(network, ScalarNetwork::new, false);
                Shadow inSingle = new Shadow(network.in(Precision.FLOAT), ScalarNetwork::new, false)) {
            quick.see(rounded);
            inSingle.see(inFloats);
            assertThat(quick.verdict().word()).as("not asked").isEqualTo("disagree");
            assertThat(inSingle.verdict().word()).as("always asked").isEqualTo("agree");
        }
    }

    /** At w = 1 the gradient is 0 if nothing is rounded; one rounding of the output is 2e-16, and Adam's step with it 3e-11 and more. */
    @Test
    void ofAGradientThatIsNotToldAllThatRoundingMakesOfItIsAllowed() {
        NetworkSpec adam = NETWORK.withOptimizer(new Adam(0.1));

        assertThat(word(adam, told(1.0, 0.0, null, 1.0 + 3e-11))).isEqualTo("agree");
        assertThat(word(adam, told(1.0, 0.0, null, 1.0 + 1e-8))).isEqualTo("disagree");
    }

    private static String word(NetworkSpec network, CandidateStep step) {
        try (Shadow shadow = new Shadow(network, ScalarNetwork::new)) {
            shadow.see(step);
            return shadow.verdict().word();
        }
    }

    private static String place(Verdict verdict) {
        Finding found = verdict.decisive();
        return "step " + found.step() + ", layer " + found.layer() + ", " + found.quantity() + ": " + found.scalar()
                + " and " + found.candidate();
    }

    private static Verdict verdict(CandidateStep... steps) {
        return verdict(NETWORK, steps);
    }

    private static Verdict verdict(NetworkSpec network, CandidateStep... steps) {
        try (Shadow shadow = new Shadow(network, ScalarNetwork::new, true)) {
            Stream.of(steps).forEach(shadow::see);
            return shadow.verdict();
        }
    }

    private static CandidateStep step(double before, double loss, double gradient, double after) {
        return told(before, loss, gradient, after);
    }

    private static CandidateStep told(double before, double loss, @Nullable Double gradient, @Nullable Double after) {
        return new CandidateStep(new double[] {before}, ONE.asBatch(), loss, alone(gradient), alone(after));
    }

    private static double @Nullable [] alone(@Nullable Double number) {
        return number == null ? null : new double[] {number};
    }
}
