package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
import lockstep.model.Tolerance;
import lockstep.optim.Sgd;
import lockstep.scalar.ScalarNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.api.Test;

/** Without it a picture could be of another place, of another step, or of the other side's weights. */
class BoundaryTest {

    private static final double[][] CORNERS = {{0, 0}, {1, 0}, {0, 2}, {1, 2}};

    /** {@code y = 2 x1 - x2 + 0.5}, worked out at the plane's corners: a quarter of the range beyond the examples. */
    @Test
    void aPlaneByHand() {
        Boundary boundary = boundary(run(0.1, CORNERS), ScalarNetwork::new).orElseThrow();

        assertThat(boundary.first()).startsWith(-0.25, -0.1875).endsWith(1.25);
        assertThat(boundary.second()).startsWith(-0.5, -0.375).endsWith(2.5);
        double[] start = boundary.pictures().get(0).scalar();
        int side = Boundary.POINTS;
        assertThat(start).hasSize(side * side);
        assertThat(start[0]).isEqualTo(2 * -0.25 + 0.5 + 0.5);
        assertThat(start[1]).isEqualTo(2 * -0.1875 + 0.5 + 0.5);
        assertThat(start[side]).isEqualTo(2 * -0.25 + 0.375 + 0.5);
        assertThat(start[side * side - 1]).isEqualTo(2 * 1.25 - 2.5 + 0.5);

        Boundary away = boundary(run(0.1, new double[][] {{10, -4}, {11, -6}}), ScalarNetwork::new)
                .orElseThrow();
        assertThat(away.first()).startsWith(9.75).endsWith(11.25);
        assertThat(away.second()).startsWith(-6.5).endsWith(-3.5);
    }

    /** Of two outputs, {@code 2 x1 - x2 + 0.5} and {@code 7}. */
    @Test
    void theFirstOutputIsDrawn() {
        Init init = new Init.Values(new double[][] {{2, 0}, {-1, 0}, {0.5, 7}});
        NetworkSpec network =
                run(0.1, CORNERS).network().withLayers(List.of(new LayerSpec(2, Activation.IDENTITY, true, init)));
        Run run = new Run("it", network, Examples.of(CORNERS, new double[4][2]), 4, false, 7);

        Boundary boundary = Boundary.untrained(run, ScalarNetwork::new).orElseThrow();

        assertThat(boundary.pictures().get(0).scalar())
                .isEqualTo(Boundary.untrained(run(0.1, CORNERS), ScalarNetwork::new)
                        .orElseThrow()
                        .pictures()
                        .get(0)
                        .scalar());
    }

    /** Steps that a person would choose, and the last. */
    @Test
    void picturesAreFurtherAndFurtherApart() {
        Boundary boundary = boundary(run(0.1, CORNERS), ScalarNetwork::new).orElseThrow();

        assertThat(boundary.pictures()).extracting(Boundary.Picture::updates).containsExactly(0, 1, 2, 5, 10, 20, 23);
        assertThat(boundary(run(0.1, CORNERS), ScalarNetwork::new, 20)
                        .orElseThrow()
                        .pictures())
                .extracting(Boundary.Picture::updates)
                .containsExactly(0, 1, 2, 5, 10, 20);
        assertThat(boundary.pictures().get(3).scalar())
                .isNotEqualTo(boundary.pictures().get(4).scalar());
    }

    /** A candidate with half of the rate is where a scalar network with half of the rate is. */
    @Test
    void eachSideHasItsOwnWeights() {
        Run half = run(0.05, CORNERS);
        Boundary both = boundary(run(0.1, CORNERS), network -> new ScalarNetwork(half.network()))
                .orElseThrow();
        Boundary alone = boundary(half, ScalarNetwork::new).orElseThrow();

        for (int p = 0; p < both.pictures().size(); p++) {
            double[] candidate = both.pictures().get(p).candidate().orElseThrow();
            assertThat(candidate).isEqualTo(alone.pictures().get(p).scalar());
            assertThat(Arrays.equals(candidate, both.pictures().get(p).scalar()))
                    .isEqualTo(p == 0);
        }
    }

    @Test
    void weightsThatAreNotToldHaveNoPicture() {
        Boundary boundary = boundary(run(0.1, CORNERS), network -> new DelegatingEngine(network) {
                    @Override
                    public boolean can(Engine.Ability ability) {
                        return ability == Engine.Ability.LOAD;
                    }
                })
                .orElseThrow();

        assertThat(boundary.pictures())
                .extracting(picture -> picture.candidate().isPresent())
                .containsExactly(true, false, false, false, false, false, false);
    }

    @Test
    void whatNothingTrainsHasOnePicture() {
        Run run = run(0.1, CORNERS);

        Boundary untrained = Boundary.untrained(run, ScalarNetwork::new).orElseThrow();

        assertThat(untrained.pictures()).hasSize(1);
        assertThat(untrained.pictures().get(0).scalar())
                .isEqualTo(boundary(run, ScalarNetwork::new)
                        .orElseThrow()
                        .pictures()
                        .get(0)
                        .scalar());
        assertThat(untrained.pictures().get(0).candidate()).isEmpty();
    }

    @Test
    void examplesThatSpanNoPlaneHaveNone() {
        assertThat(boundary(run(0.1, new double[][] {{0, 1}, {1, 1}}), ScalarNetwork::new))
                .isEmpty();
        assertThat(boundary(run(0.1, new double[][] {{1, 0}, {1, 1}}), ScalarNetwork::new))
                .isEmpty();
        assertThat(boundary(run(0.1, new double[][] {{0, 1, 2}, {1, 0, 0}}), ScalarNetwork::new))
                .isEmpty();
    }

    private static Optional<Boundary> boundary(Run run, Engines candidate) {
        return boundary(run, candidate, 23);
    }

    private static Optional<Boundary> boundary(Run run, Engines candidate, int steps) {
        return new ParityCheck(new Tolerance(1e-12, 1e-9), steps)
                .judge(run, ScalarNetwork::new, candidate, Progress.NONE)
                .boundary();
    }

    private static Run run(double rate, double[][] inputs) {
        double[][] values = new double[inputs[0].length + 1][1];
        values[0][0] = 2.0;
        values[1][0] = -1.0;
        values[values.length - 1][0] = 0.5;
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, true, new Init.Values(values));
        NetworkSpec network = new NetworkSpec(
                inputs[0].length, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(rate));
        Examples examples = Examples.of(inputs, new double[inputs.length][1]);
        return new Run("it", network, examples, inputs.length, false, 7);
    }
}
