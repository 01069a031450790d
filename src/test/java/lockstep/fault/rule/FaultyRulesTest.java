package lockstep.fault.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.Adabelief;
import lockstep.optim.Adadelta;
import lockstep.optim.Adagrad;
import lockstep.optim.Adam;
import lockstep.optim.Adamax;
import lockstep.optim.Amsgrad;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Nadam;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import lockstep.optim.Rmsprop;
import lockstep.optim.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Without it a fault of a rule could be another than its words say, and a user be told of one that his program does not have. */
class FaultyRulesTest {

    private static final Map<String, Optimizer> RIGHT = List.of(
                    new Momentum(9.0, 0.25),
                    new BpnnMomentum(9.0, 0.25),
                    new Nesterov(9.0, 0.25),
                    new Adagrad(9.0, 0.125),
                    new Rmsprop(9.0, 0.75, 0.125),
                    new Adadelta(0.75, 0.0625),
                    new Adam(9.0, 0.5, 0.75, 0.125),
                    new Amsgrad(9.0, 0.5, 0.75, 0.125),
                    new Adabelief(9.0, 0.5, 0.75, 0.125),
                    new Adamax(9.0, 0.5, 0.75, 0.125),
                    new Nadam(9.0, 0.5, 0.75, 0.125))
            .stream()
            .collect(Collectors.toMap(rule -> OptimizerKind.of(rule).key(), Function.identity()));

    private static final double[] GRADIENTS = {1.0, -2.0, 0.5, -0.75};
    private static final double[] RATES = {0.5, 0.25, 0.5, 0.125};

    /** By faulty_rules.py, which knows the faults by their words alone. */
    @ParameterizedTest
    @CsvFileSource(resources = "faulty-rules.csv", numLinesToSkip = 1)
    void isWhatItsWordsSay(String optimizer, String fault, double w1, double w2, double w3, double w4) {
        Faults faults = fault == null ? Faults.NONE : Faults.of(Fault.named(fault));
        assertThat(fourSteps(FaultyRules.of(RIGHT.get(optimizer), faults)))
                .containsExactly(new double[] {w1, w2, w3, w4}, within(1e-12));
    }

    /** Where biases alone are faulty, they alone have the faulty rule. */
    @Test
    void whatTheBiasesAloneHave() {
        Optimizer right = RIGHT.get("momentum");
        FaultyRules rules = FaultyRules.both(right, Faults.of(Fault.BIASES_WITHOUT_MOMENTUM));

        assertThat(fourSteps(rules.of(false))).isEqualTo(fourSteps(right));
        assertThat(fourSteps(rules.of(true)))
                .isEqualTo(fourSteps(FaultyRules.of(right, Faults.of(Fault.MOMENTUM_IGNORED))));
    }

    private static double[] fourSteps(Optimizer rule) {
        double[] w = {1.0};
        double[] after = new double[4];
        double[][] state = rule.newState(1);
        Step step = new Step();
        for (int t = 0; t < 4; t++) {
            step.next(RATES[t]);
            rule.update(new double[] {GRADIENTS[t]}, w, state, step);
            after[t] = w[0];
        }
        return after;
    }
}
