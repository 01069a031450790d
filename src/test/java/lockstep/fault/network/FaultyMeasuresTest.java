package lockstep.fault.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lockstep.fault.Faults;
import lockstep.fault.Quantity;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;

/** Without it what a program prints instead of its loss could be read as another figure, and its fault be sought in vain. */
class FaultyMeasuresTest {

    /** y = x / 2: answers of 0.5 and 1 to targets of 0 and 1; 0.5 is not above the middle of the targets. */
    @Test
    void ofOneOutput() {
        Batch batch = Examples.of(new double[][] {{1}, {2}}, new double[][] {{0}, {1}})
                .asBatch();
        FaultyNetwork network = network(1, layer(1, Activation.IDENTITY));
        network.loadWeights(new double[] {0.5});
        network.loss(batch);

        assertThat(network.mean(Quantity.ABSOLUTE_ERROR, batch)).isEqualTo(0.25);
        assertThat(network.mean(Quantity.SQUARED_ERROR, batch)).isEqualTo(0.125);
        assertThat(network.mean(Quantity.ACCURACY, batch)).isEqualTo(1.0);
        network.loadWeights(new double[] {0.75});
        network.loss(batch);
        assertThat(network.mean(Quantity.ACCURACY, batch)).isEqualTo(0.5);
        assertThatThrownBy(() -> network.mean(Quantity.LOSS, batch)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Answers of 1, -2, 0.5 and 2, -4, 1 to a class each: errors of 0, 2, 0.5 and 1, 4, 1; the first output is the largest. */
    @Test
    void ofSeveralOutputs() {
        Batch batch = Examples.of(new double[][] {{1}, {2}}, new double[][] {{1, 0, 0}, {1, 0, 0}})
                .asBatch();
        FaultyNetwork network = network(1, layer(3, Activation.IDENTITY));
        network.loadWeights(new double[] {1, -2, 0.5});
        network.loss(batch);

        assertThat(network.mean(Quantity.ABSOLUTE_ERROR, batch)).isCloseTo(8.5 / 6.0, within(1e-15));
        assertThat(network.mean(Quantity.SQUARED_ERROR, batch)).isCloseTo(22.25 / 6.0, within(1e-15));
        assertThat(network.mean(Quantity.ACCURACY, batch)).isEqualTo(1.0);
        network.loadWeights(new double[] {1, -2, 1.5});
        network.loss(batch);
        assertThat(network.mean(Quantity.ACCURACY, batch)).isZero();
    }

    /** The sigmoid's slope at 7 is 9.1e-4, at 6.8 it is 1.1e-3; the output layer passes nothing on. */
    @Test
    void aHiddenLayerThatIsFlatCutsTheNetwork() {
        Batch batch = Examples.of(new double[][] {{1}}, new double[][] {{0}}).asBatch();
        FaultyNetwork network = network(1, layer(2, Activation.SIGMOID), layer(1, Activation.SIGMOID));
        network.loadWeights(new double[] {-7, 7, 90, 90});
        assertThat(network.isCut(batch)).isTrue();
        network.loadWeights(new double[] {7, 6.8, 90, 90});
        assertThat(network.isCut(batch)).isFalse();
        network.loadWeights(new double[] {-6.8, 7, 90, 90});
        assertThat(network.isCut(batch)).isFalse();
    }

    @Test
    void aControlMovesEachNumberButZeroUpOrDown() {
        double[] up = {1.0, 0.0, -3.0, 1.0};
        double[] down = up.clone();
        Rounding.up().move(up);
        Rounding.down().move(down);
        double[] still = {1.0};
        Rounding.NONE.move(still);

        assertThat(still).containsExactly(1.0);
        assertThat(up[1]).isZero();
        assertThat(up[3]).isNotEqualTo(up[0]);
        for (int i : new int[] {0, 2, 3}) {
            double from = new double[] {1.0, 0.0, -3.0, 1.0}[i];
            assertThat(up[i]).isNotEqualTo(from);
            assertThat(Math.abs(up[i] - from)).isLessThanOrEqualTo(0x1p-43 * Math.abs(from)); // a thousand roundings
            assertThat(up[i] - from).isCloseTo(from - down[i], within(1e-15));
        }
        Rounding again = Rounding.up();
        double[] many = new double[1021];
        again.move(many);
        double[] next = {1.0};
        again.move(next);
        assertThat(next[0]).as("after 1021 moves they begin again").isEqualTo(up[0]);
    }

    @Test
    void thereIsNoGradientBeforeAStep() {
        FaultyNetwork network = network(1, layer(1, Activation.IDENTITY));
        assertThatThrownBy(() -> network.readGradient(new double[1])).isInstanceOf(IllegalStateException.class);
    }

    private static LayerSpec layer(int units, Activation activation) {
        return new LayerSpec(units, activation, false, new Init.Constant(0.0));
    }

    private static FaultyNetwork network(int inputs, LayerSpec... layers) {
        return new FaultyNetwork(
                new NetworkSpec(inputs, List.of(layers), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(0.1)),
                Faults.NONE);
    }
}
