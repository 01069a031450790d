package lockstep.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import lockstep.model.Run;
import lockstep.optim.Momentum;
import org.junit.jupiter.api.Test;

/** Without it a set of faults could be planted that no program can have, or another than the one that was named. */
class FaultsTest {

    private static final Run RUN = SmallRuns.oneWeight(new Momentum(0.1, 0.5));

    @Test
    void aSetIsInTheCataloguesOrder() {
        Faults faults = Faults.named(List.of("error_sign", "loss_halved", "error_sign"));
        assertThat(faults).containsExactly(Fault.LOSS_HALVED, Fault.ERROR_SIGN);
        assertThat(faults.size()).isEqualTo(2);
        assertThat(faults.has(Fault.ERROR_SIGN)).isTrue();
        assertThat(faults.has(Fault.LOSS_DOUBLED)).isFalse();
        assertThat(faults).hasToString("loss_halved + error_sign");
        assertThat(Faults.NONE).hasToString("none");
        assertThat(faults)
                .isEqualTo(Faults.of(Fault.ERROR_SIGN, Fault.LOSS_HALVED))
                .hasSameHashCodeAs(Faults.of(Fault.ERROR_SIGN, Fault.LOSS_HALVED))
                .isNotEqualTo(Faults.of(Fault.ERROR_SIGN));
        assertThatThrownBy(() -> Faults.named(List.of("no_such_fault"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whyAProgramCannotHaveThem() {
        assertThat(Faults.objection(RUN, List.of("moments_lagged")))
                .contains("moments_lagged (not a fault of momentum)");
        assertThat(Faults.objection(RUN, List.of("clipping_ignored")))
                .contains("clipping_ignored (there is no clipping)");
        assertThat(Faults.objection(RUN, List.of("loss_halved", "loss_doubled")))
                .contains("loss_halved together with loss_doubled (they change the same place)");
        assertThat(Faults.objection(RUN, List.of("loss_halved", "error_sign"))).isEmpty();
    }

    /** A fault stands where a library's form stood; elsewhere the form stays. */
    @Test
    void insteadOfAForm() {
        Faults form = Faults.of(Fault.EPSILON_AFTER_CORRECTION);
        Faults sign = Faults.of(Fault.ERROR_SIGN);
        Faults tenfold = Faults.of(Fault.EPSILON_TENFOLD);
        assertThat(sign.insteadOf(Faults.NONE)).isSameAs(sign);
        assertThat(sign.insteadOf(form)).isEqualTo(Faults.of(Fault.ERROR_SIGN, Fault.EPSILON_AFTER_CORRECTION));
        assertThat(tenfold.insteadOf(form)).isEqualTo(tenfold);
        assertThat(form.insteadOf(form)).isEqualTo(form);
    }

    @Test
    void whatTheBiasesAloneHaveIsThereWhatAllMayHave() {
        Faults alone = Faults.of(Fault.BIAS_DIVIDED_TWICE, Fault.ERROR_SIGN);
        assertThat(alone.differForBiases()).isTrue();
        assertThat(alone.ofBiases()).isEqualTo(Faults.of(Fault.DIVIDED_TWICE, Fault.ERROR_SIGN));
        Faults all = Faults.of(Fault.DIVIDED_TWICE);
        assertThat(all.differForBiases()).isFalse();
        assertThat(all.ofBiases()).isSameAs(all);
        assertThat(Fault.BIAS_DIVIDED_TWICE.ofAll()).contains(Fault.DIVIDED_TWICE);
        assertThat(Fault.DIVIDED_TWICE.ofAll()).isEmpty();
    }

    @Test
    void whatIsSaidOfAFault() {
        assertThat(Fault.MOMENTS_LAGGED.optimizers()).containsExactly("adam");
        assertThat(Fault.ERROR_SIGN.optimizers()).isEmpty();
        assertThat(Arrays.stream(Fault.values()).filter(Fault::isReading))
                .containsExactly(
                        Fault.LOSS_HALVED, Fault.LOSS_DOUBLED, Fault.LOSS_PER_OUTPUT, Fault.PENALTY_NOT_IN_LOSS);
        // "EurekaLabsAI/micrograd", "by analogy with moves_before_memory", "not met: ..."
        assertThat(Fault.EQUAL_START.metInPublic()).isTrue();
        assertThat(Fault.MOMENTUM_LAGGED.metInPublic()).isFalse();
        assertThat(Fault.NO_ROOT.metInPublic()).isFalse();
        assertThat(Fault.LOSS_AFTER_UPDATE.showsUntrained()).isTrue();
        assertThat(Fault.GRADIENT_HALVED.showsUntrained()).isFalse();
        assertThat(Fault.LATE_HIDDEN_DELTA.whyInvisible(RUN)).contains("there is no hidden layer");
        assertThat(Fault.LATE_HIDDEN_DELTA.whyNotApplicable(RUN)).isEmpty();
    }
}
