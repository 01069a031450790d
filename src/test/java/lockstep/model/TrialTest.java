package lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.optim.Sgd;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Test;

/** Without it a run that has overflowed somewhere inside would be judged, and right programs be told apart by the order of sums. */
class TrialTest {

    /** By hand: the loss is w^2 / 2, and the rate r takes w to w - r w. From 1 it is 5e199 after a step with the rate 1e100. */
    @Test
    void aNumberWhoseSquareIsInfiniteHasOverflowed() {
        assertThat(Trial.staysFinite(run(0.5), ScalarNetwork::new, 10)).isTrue();
        assertThat(Trial.staysFinite(run(1e100), ScalarNetwork::new, 1)).isTrue();
        assertThat(Trial.staysFinite(run(1e100), ScalarNetwork::new, 2)).isFalse();
        assertThat(Trial.staysFinite(run(1e155), ScalarNetwork::new, 1)).isFalse(); // the weight
    }

    private static Run run(double rate) {
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, false, new Init.Constant(1.0));
        NetworkSpec network =
                new NetworkSpec(1, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(rate));
        return new Run("it", network, Examples.of(new double[][] {{1}}, new double[][] {{0}}), 1, false, 0);
    }
}
