package lockstep.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lockstep.diagnosis.DenseRun;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Heuristics;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Nesterov;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a user could be told that a config cannot show a fault that it shows, or be left without a word where it cannot. */
class NeedTest {

    /** Of {@code dense.yaml} by hand: a sigmoid and a tanh with biases, no term and no schedule; 5 examples in batches of 2. */
    @Test
    void ofADenseNetwork() {
        Set<Need> unmet = EnumSet.of(
                Need.SHUFFLING,
                Need.SCHEDULE,
                Need.LEAKY,
                Need.SOFTMAX,
                Need.PROBABILITIES,
                Need.CLIPPING,
                Need.PENALTY,
                Need.DECAY,
                Need.PENALTY_IN_LOSS,
                Need.L2,
                Need.WEIGHT_DECAY,
                Need.PENALIZED_BIASES,
                Need.HIDDEN_NOT_SIGMOID,
                Need.UNPENALIZED_BIASES);
        assertThat(met(DenseRun.with(new Momentum(0.1, 0.8)))).isEqualTo(without(unmet));
    }

    /** Of {@code dense-cross-entropy.yaml}, which is shuffled and has a term of each kind: softmax and the loss have one derivative. */
    @Test
    void ofSoftmaxWithItsLoss() {
        Set<Need> unmet = EnumSet.of(Need.GIVEN_ORDER, Need.APART, Need.DERIVED_OUTPUT, Need.SLOPED_ABOVE);
        assertThat(met(DenseRun.softmax(new Momentum(0.1, 0.8), Loss.CROSS_ENTROPY)))
                .isEqualTo(without(unmet));
    }

    @Test
    void ofOneWeight() {
        assertThat(met(SmallRuns.oneWeight(new Momentum(1.0, 0.0))))
                .isEqualTo(EnumSet.of(
                        Need.GIVEN_ORDER,
                        Need.UNIT,
                        Need.APART,
                        Need.NOT_ALL_SIGMOID,
                        Need.NOT_ALL_TANH,
                        Need.NOT_ALL_RELU,
                        Need.NO_FLAT_SPOT,
                        Need.NO_DEAD_ZONE,
                        Need.MEAN));
    }

    /** Three layers, 3-2-1 units over 2 inputs, of which the second has biases; one batch, a sum, a rate of 1 that a ramp leads up to. */
    @Test
    void ofThreeLayersInOneBatch() {
        Init init = new Init.Constant(0.5);
        List<LayerSpec> layers = List.of(
                new LayerSpec(3, Activation.RELU, false, init),
                new LayerSpec(2, Activation.IDENTITY, true, init),
                new LayerSpec(1, Activation.SIGMOID, false, init));
        NetworkSpec network = new NetworkSpec(
                2,
                layers,
                Loss.HALF_SQUARED_ERROR,
                Reduction.SUM,
                new Nesterov(1.0, 0.0),
                new Schedule.Ramp(3, Schedule.CONSTANT),
                1);
        Run run = new Run("three", network, new Examples(4, 2, 1, new double[8], new double[4]), 4, false, 0);
        Set<Need> unmet = EnumSet.of(
                Need.SHUFFLING,
                Need.UNIT,
                Need.LEAKY,
                Need.SOFTMAX,
                Need.PROBABILITIES,
                Need.CLIPPING,
                Need.PENALTY,
                Need.DECAY,
                Need.PENALTY_IN_LOSS,
                Need.L2,
                Need.WEIGHT_DECAY,
                Need.PENALIZED_BIASES,
                Need.SEVERAL_STEPS_PER_EPOCH,
                Need.SHORT_LAST_BATCH,
                Need.MEAN,
                Need.OUTPUTS,
                Need.SQUARE_LAYER,
                Need.UNPENALIZED_BIASES,
                Need.OUTPUT_BIAS,
                Need.CURVED_HIDDEN,
                Need.MOMENTUM);
        assertThat(met(run)).isEqualTo(without(unmet));
    }

    /** Two layers with one activation, over one input: which needs of activations are unmet, and that two inputs do not fit into one row. */
    @ParameterizedTest
    @CsvSource({
        "SIGMOID, NOT_ALL_SIGMOID HIDDEN_NOT_SIGMOID OTHER_ACTIVATION",
        "TANH, NOT_ALL_TANH HIDDEN_NOT_TANH OTHER_ACTIVATION",
        "RELU, NOT_ALL_RELU HIDDEN_NOT_RELU OTHER_ACTIVATION CURVED CURVED_HIDDEN",
        "IDENTITY, OTHER_ACTIVATION CURVED CURVED_HIDDEN SLOPED SLOPED_OUTPUT DERIVED_OUTPUT SLOPED_HIDDEN SLOPED_ABOVE"
    })
    void ofOneActivation(Activation activation, String unmet) {
        Init init = new Init.Constant(0.5);
        List<LayerSpec> layers =
                List.of(new LayerSpec(2, activation, false, init), new LayerSpec(1, activation, true, init));
        NetworkSpec network = new NetworkSpec(
                        1, layers, Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new BpnnMomentum(0.5, 0.0))
                .withHeuristics(new Heuristics(0.1, 0.1));
        Run run = new Run("one", network, new Examples(1, 1, 1, new double[1], new double[1]), 1, false, 0);
        Set<Need> ofActivations = EnumSet.range(Need.CURVED, Need.CURVED_HIDDEN);
        ofActivations.addAll(EnumSet.range(Need.NOT_ALL_SIGMOID, Need.HIDDEN_NOT_TANH));
        ofActivations.add(Need.HIDDEN_NOT_RELU);
        ofActivations.removeAll(met(run));

        assertThat(ofActivations.stream().map(Need::name)).containsExactlyInAnyOrder(unmet.split(" "));
        assertThat(met(run))
                .doesNotContain(
                        Need.FITTING_OUTPUT,
                        Need.MOMENTUM,
                        Need.NO_FLAT_SPOT,
                        Need.NO_DEAD_ZONE,
                        Need.HIDDEN_BIASES,
                        Need.EXAMPLES,
                        Need.SHARED_BIAS);
    }

    private static Set<Need> without(Set<Need> unmet) {
        return EnumSet.complementOf(EnumSet.copyOf(unmet));
    }

    private static Set<Need> met(Run run) {
        return EnumSet.allOf(Need.class).stream()
                .filter(need -> need.isMetBy(run))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Need.class)));
    }
}
