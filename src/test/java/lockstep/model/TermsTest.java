package lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lockstep.model.Schedule.By;
import lockstep.optim.Adadelta;
import lockstep.optim.Adam;
import lockstep.optim.Optimizer;
import org.junit.jupiter.api.Test;

/** Without it a network could be asked for what one of its two sides does otherwise, or not at all. */
class TermsTest {

    private static final LayerSpec LAYER = new LayerSpec(1, Activation.IDENTITY, false, new Init.Uniform(-1.0, 1.0));

    @Test
    void dl4jTakesOnlyOneOfL2AndWeightDecay() {
        assertThatThrownBy(() -> new Penalty(0.0, 0.1, 0.2))
                .hasMessage("l2 is 0.1 and weight_decay 0.2; expected only one of them above 0");
    }

    /** DL4J leaves out a penalty below 0 without a word. */
    @Test
    void aPenaltyIsNoReward() {
        assertThatThrownBy(() -> new Penalty(-0.1, 0.0, 0.0))
                .hasMessage("l1 is -0.1; expected a finite number, 0 or above");
        assertThatThrownBy(() -> new Penalty(0.0, Double.NaN, 0.0)).hasMessageStartingWith("l2 is NaN");
        assertThatThrownBy(() -> new Penalty(0.0, 0.0, Double.POSITIVE_INFINITY))
                .hasMessageStartingWith("weight_decay is Infinity");
    }

    @Test
    void aLayerWithoutBiasesHasNoPenaltyOnThem() {
        assertThatThrownBy(() -> LAYER.withPenalties(Penalty.NONE, new Penalty(0.1, 0.0, 0.0)))
                .hasMessageContaining("the layer has no biases");
    }

    @Test
    void aModeWithoutAThresholdTakesNone() {
        assertThatThrownBy(() -> new Clipping(Clipping.Mode.RENORMALIZE_L2_PER_LAYER, 0.5))
                .hasMessageContaining("renormalize_l2_per_layer takes none");
        assertThatThrownBy(() -> new Clipping(Clipping.Mode.CLIP_L2_PER_LAYER, 0.0))
                .hasMessage("threshold is 0.0; expected a finite number above 0");
    }

    /** DL4J throws something else for each updater, or takes the rate for 1. */
    @Test
    void onlyALearningRateCanBeScheduled() {
        assertThatThrownBy(() -> network(new Adadelta()).withSchedule(new Schedule.Exponential(0.9, By.STEP), 1))
                .hasMessageContaining("has no learning rate");
        assertThatCode(() -> network(new Adadelta()).withSchedule(Schedule.CONSTANT, 1))
                .doesNotThrowAnyException();
    }

    @Test
    void aTableSaysFromTheStartWhatTheRateIs() {
        assertThat(new Schedule.Table(new TreeMap<>(Map.of(5, 0.1)), By.STEP).factors())
                .containsExactly(Map.entry(0, 1.0), Map.entry(5, 0.1));
    }

    /** An epoch that ends at another step than the data does would lower the rate too early or too late. */
    @Test
    void aScheduleByEpochsNeedsTheEpochsOfItsRun() {
        Examples three = Examples.of(new double[][] {{0}, {1}, {2}}, new double[][] {{0}, {1}, {2}});
        NetworkSpec scheduled = network(new Adam(0.1)).withSchedule(new Schedule.Exponential(0.9, By.EPOCH), 3);

        assertThatThrownBy(() -> new Run("run", scheduled, three, 2, false, 1))
                .hasMessageContaining("takes 3 steps for an epoch; expected 2");
        assertThatCode(() -> new Run("run", scheduled, three, 1, false, 1)).doesNotThrowAnyException();
    }

    @Test
    void withoutPenaltiesNothingElseIsMissing() {
        NetworkSpec spec = network(new Adam(0.1)).withSchedule(new Schedule.Exponential(0.9, By.EPOCH), 3);
        LayerSpec clipped = LAYER.withClipping(Clipping.of(Clipping.Mode.RENORMALIZE_L2_PER_LAYER));
        NetworkSpec penalized = with(spec, clipped.withPenalties(new Penalty(1, 2, 0), Penalty.NONE));

        assertThat(penalized.withoutPenalties()).isEqualTo(with(spec, clipped));
    }

    private static NetworkSpec with(NetworkSpec spec, LayerSpec layer) {
        return new NetworkSpec(
                spec.inputs(),
                List.of(layer),
                spec.loss(),
                spec.reduction(),
                spec.optimizer(),
                spec.schedule(),
                spec.stepsPerEpoch());
    }

    private static NetworkSpec network(Optimizer optimizer) {
        return new NetworkSpec(1, List.of(LAYER), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, optimizer);
    }
}
