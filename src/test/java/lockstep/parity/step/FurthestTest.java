package lockstep.parity.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Sgd;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import org.junit.jupiter.api.Test;

/** Without it a verdict could name a place that is not the worst, or one after the first that is wrong. All shares are by hand. */
class FurthestTest {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    /** Three weights: two inputs and a bias. */
    private static final NetworkSpec NETWORK = new NetworkSpec(
            2,
            List.of(new LayerSpec(1, Activation.IDENTITY, true, new Init.Constant(0.0))),
            Loss.HALF_SQUARED_ERROR,
            Reduction.MEAN,
            new Sgd(0.1));

    private final Furthest furthest = new Furthest(Rung.LOCKED);

    @Test
    void theFirstOfTheLargestIsKept() {
        furthest.see(0, "a", 1.0, 1.25, 0.5);
        furthest.see(1, "b", 1.0, 1.125, 0.5);
        assertFinding(0.5, 0, "a");
        furthest.see(2, "c", 1.0, 1.5, 0.5);
        furthest.see(3, "d", 1.0, 0.5, 0.5);
        assertFinding(1.0, 2, "c");
        assertThat(furthest.exceeded()).as("at the limit").isFalse();
        assertThat(furthest.finding().holds()).isTrue();
        assertThat(furthest.finding().note()).isEmpty();
    }

    @Test
    void nothingAfterTheFirstThatIsBeyondIsLookedAt() {
        furthest.see(4, "a", 1.0, 2.0, 0.5);
        furthest.see(5, "b", 1.0, 9.0, 0.5);
        furthest.see(NETWORK, 6, "new ", new double[3], new double[] {9, 9, 9}, new double[] {1, 1, 1});
        assertFinding(2.0, 4, "a");
        assertThat(furthest.exceeded()).isTrue();
        assertThat(furthest.overflowed()).isFalse();
        assertThat(furthest.finding().holds()).isFalse();
        assertThat(furthest.index()).isEqualTo(-1);
    }

    @Test
    void aWeightIsNamed() {
        double[] allowed = {1.0, 2.0, 1.0};
        furthest.see(NETWORK, 7, "new ", new double[] {1, 2, 3}, new double[] {1.25, 2.75, 3}, allowed);
        assertFinding(0.375, 7, "new weight[1][0]");
        assertThat(furthest.index()).isEqualTo(1);
        assertThat(furthest.finding().layer()).isEqualTo(1);
        assertThat(furthest.finding().scalar()).isEqualTo(2.0);
        assertThat(furthest.finding().candidate()).isEqualTo(2.75);
        furthest.see(NETWORK, 8, "new ", new double[3], new double[] {0.375, 0.75, 0.375}, allowed);
        assertFinding(0.375, 7, "new weight[1][0]");
        furthest.see(NETWORK, 9, "new ", new double[3], new double[] {0.5, 0.0, -0.5}, allowed);
        assertFinding(0.5, 9, "new weight[0][0]");
        furthest.see(NETWORK, 9, "new ", new double[3], new double[] {1.5, 0.0, -3.0}, allowed);
        assertFinding(3.0, 9, "new bias[0]");
    }

    /** Copies are exact or wrong: where nothing is allowed, and nothing is needed, there was a comparison all the same. */
    @Test
    void equalWeightsAreComparedWithoutATolerance() {
        furthest.see(NETWORK, 0, "", new double[] {1, 2, 3}, new double[] {1, 2, 3}, new double[3]);
        assertFinding(0.0, 0, "weight[0][0]");
    }

    @Test
    void aWrongSignIsSeenAfterSmallerDifferences() {
        double[] a = {1.0, 2.0, 3.0};
        double[] allowed = {0.5, 0.5, 0.5};
        furthest.see(NETWORK, 0, "", a, new double[] {1.25, 2.0, 3.0}, allowed);
        furthest.see(NETWORK, 1, "", a, new double[] {1.0, -2.0, 3.0}, allowed);
        assertFinding(8.0, 1, "weight[1][0]");
    }

    @Test
    void whereBothHaveNoNumberThatIsKept() {
        furthest.see(NETWORK, 0, "", new double[] {1, INF, 0}, new double[] {NAN, NAN, INF}, new double[] {1, NAN, 1});
        assertFinding(INF, 0, "weight[1][0]");
        assertThat(furthest.overflowed()).isTrue();
        assertThat(furthest.finding().overflowed()).isTrue();
        assertThat(furthest.finding().note()).isEqualTo(Finding.BOTH_OVERFLOWED);
    }

    @Test
    void whereOneHasNoNumberItIsWrong() {
        assertThat(noteOf(NAN, 1.0, NAN)).isEqualTo("the scalar network overflowed");
        assertThat(noteOf(INF, 1.0, 1.0)).isEqualTo("the scalar network overflowed");
        assertThat(noteOf(1.0, NAN, 1.0)).isEqualTo("the candidate's is no number: 0 / 0, or something overflowed");
        assertThat(noteOf(1.0, -INF, 1.0)).isEqualTo("the candidate overflowed");
    }

    private static String noteOf(double scalar, double candidate, double allowed) {
        Furthest one = new Furthest(Rung.FREE);
        one.see(0, "loss", scalar, candidate, allowed);
        assertThat(one.finding().share()).isEqualTo(INF);
        assertThat(one.overflowed()).isFalse();
        return one.finding().note();
    }

    @Test
    void withoutABoundNobodyCanSay() {
        furthest.see(0, "equal", 1.0, 1.0, INF);
        assertFinding(0.0, 0, "equal");
        furthest.see(1, "loss", 1.0, 2.0, INF);
        assertThat(furthest.exceeded()).isTrue();
        assertThat(furthest.overflowed()).isTrue();
        assertThat(furthest.finding().share()).isNaN();
        assertThat(furthest.finding().step()).isEqualTo(1);
        assertThat(furthest.finding().holds()).isFalse();
        assertThat(furthest.finding().note()).isEqualTo(Finding.BOUND_OVERFLOWED);
    }

    @Test
    void norOfAWeightUnlessAnotherIsWrong() {
        double[] apart = {0.5, 1.0, 2.0};
        furthest.see(NETWORK, 0, "", new double[3], apart, new double[] {1, INF, 4});
        assertThat(furthest.finding().share()).isNaN();
        assertThat(furthest.finding().quantity()).isEqualTo("weight[1][0]");

        Furthest first = new Furthest(Rung.LOCKED);
        first.see(NETWORK, 0, "", new double[3], apart, new double[] {INF, 1, 4}); // the second is at its limit
        assertThat(first.finding().share()).isNaN();
        assertThat(first.finding().quantity()).isEqualTo("weight[0][0]");

        Furthest wrong = new Furthest(Rung.LOCKED);
        wrong.see(NETWORK, 0, "", new double[3], apart, new double[] {1, INF, 1});
        assertThat(wrong.finding().share()).isEqualTo(2.0);
        assertThat(wrong.finding().quantity()).isEqualTo("bias[0]");
    }

    /** Of 0.5 that are allowed 0.25 are for the other side of a kink. */
    @Test
    void theOtherSideOfAKinkHasUsedNothing() {
        furthest.see(0, "on it", 1.0, 1.25, 0.5, 0.25);
        assertFinding(0.0, 0, "on it");
        furthest.see(1, "beyond it", 1.0, 1.375, 0.5, 0.25);
        assertFinding(0.5, 1, "beyond it");
        furthest.see(2, "no kink", 1.0, 1.375, 0.5, 0.0);
        assertFinding(0.75, 2, "no kink");
        Furthest jump = new Furthest(Rung.LOCKED);
        jump.see(0, "all of it", 1.0, 1.25, 0.25, 0.25);
        assertThat(jump.finding().share()).isZero();

        double[] allowed = {0.5, 0.5, 0.5};
        Furthest weights = new Furthest(Rung.LOCKED);
        weights.see(
                NETWORK, 0, "", new double[3], new double[] {0.25, 0.4375, 0.375}, allowed, new double[] {0.25, 0.25, 0
                });
        assertThat(weights.finding().share()).isEqualTo(0.75);
        assertThat(weights.index()).isEqualTo(1);
        weights.see(NETWORK, 1, "", new double[3], new double[] {0.75, 0, 0}, allowed, new double[] {0.25, 0.25, 0});
        assertThat(weights.finding().share()).isEqualTo(1.5);

        Furthest equals = new Furthest(Rung.LOCKED);
        double[] apart = {0.375, 0.375, 0.375};
        equals.see(NETWORK, 0, "", new double[3], apart, allowed, new double[] {0.25, 0.25, 0.25});
        assertThat(equals.finding().share()).isEqualTo(0.5);
        assertThat(equals.index()).as("the first of the largest").isZero();
    }

    @Test
    void nothingWasCompared() {
        assertThat(furthest.finding().judged()).isFalse();
        assertThat(furthest.finding().holds()).isTrue();
        assertThat(furthest.exceeded()).isFalse();
        assertThat(furthest.share()).isNegative();
    }

    private void assertFinding(double share, int step, String quantity) {
        Finding finding = furthest.finding();
        assertThat(finding.rung()).isEqualTo(Rung.LOCKED);
        assertThat(finding.share()).isEqualTo(share).isEqualTo(furthest.share());
        assertThat(finding.step()).isEqualTo(step);
        assertThat(finding.quantity()).isEqualTo(quantity);
    }
}
