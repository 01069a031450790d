package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without it a config could name an optimizer or a hyper-parameter in a way that the program does not know. */
class OptimizerKindTest {

    /** A config that somebody has names them so. */
    @Test
    void theKeys() {
        assertThat(OptimizerKind.ALL.stream().map(OptimizerKind::key))
                .containsSubsequence(
                        "sgd",
                        "bpnn_momentum",
                        "momentum",
                        "nesterov",
                        "adagrad",
                        "rmsprop",
                        "adadelta",
                        "adam",
                        "adamax",
                        "nadam",
                        "amsgrad",
                        "adabelief");
    }

    @ParameterizedTest
    @EnumSource
    void aKeyIsTheRecordsNameInSnakeCase(OptimizerKind kind) {
        String record = kind.createDefault(0.1).getClass().getSimpleName();
        assertThat(kind.key())
                .isEqualTo(record.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT));
    }

    @Test
    void parametersAreTheComponentsInSnakeCaseWithTheirDefaults() {
        assertThat(OptimizerKind.SGD.parameters()).containsExactly(required("learning_rate"));
        assertThat(OptimizerKind.BPNN_MOMENTUM.parameters())
                .containsExactly(required("learning_rate"), byDefault("momentum", 0.1));
        assertThat(OptimizerKind.MOMENTUM.parameters())
                .containsExactly(required("learning_rate"), byDefault("momentum", 0.9));
        assertThat(OptimizerKind.NESTEROV.parameters())
                .containsExactly(required("learning_rate"), byDefault("momentum", 0.9));
        assertThat(OptimizerKind.ADAM.parameters())
                .containsExactly(
                        required("learning_rate"),
                        byDefault("beta1", 0.9),
                        byDefault("beta2", 0.999),
                        byDefault("epsilon", 1e-8));
    }

    @Test
    void createsFromNamedValues() {
        assertThat(OptimizerKind.ADAM.create(
                        Map.of("epsilon", 1e-6, "beta2", 0.99, "beta1", 0.8, "learning_rate", 0.05)))
                .isEqualTo(new Adam(0.05, 0.8, 0.99, 1e-6));
        assertThat(OptimizerKind.SGD.create(Map.of("learning_rate", 0.5))).isEqualTo(new Sgd(0.5));
    }

    @Test
    void saysWhichValueIsMissing() {
        assertThatThrownBy(() -> OptimizerKind.MOMENTUM.create(Map.of("learning_rate", 0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("momentum is missing");
    }

    @Test
    void passesOnARefusal() {
        assertThatThrownBy(() -> OptimizerKind.SGD.create(Map.of("learning_rate", -0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("learning_rate is -0.5; expected a finite number above 0");
        assertThatThrownBy(() -> OptimizerKind.SGD.createDefault(0.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("learning_rate is 0.0; expected a finite number above 0");
    }

    @ParameterizedTest
    @EnumSource
    void valuesAndCreateAreInverse(OptimizerKind kind) {
        Optimizer optimizer = kind.createDefault(0.25);
        Map<String, Double> values = OptimizerKind.valuesOf(optimizer);
        assertThat(List.copyOf(values.keySet()))
                .isEqualTo(kind.parameters().stream()
                        .map(OptimizerKind.Parameter::name)
                        .toList());
        assertThat(kind.create(values)).isEqualTo(optimizer);
        assertThat(OptimizerKind.of(optimizer)).isEqualTo(kind);
    }

    @Test
    void anOptimizerThatIsNotRegisteredIsRefusedWithTheKnownOnes() {
        record Unregistered(double learningRate) implements Optimizer {
            @Override
            public int stateSize() {
                return 0;
            }

            @Override
            public void update(double[] gradient, double[] w, double[][] state, Step step) {}
        }
        assertThatThrownBy(() -> OptimizerKind.of(new Unregistered(0.1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unregistered")
                .hasMessageContainingAll("sgd", "bpnn_momentum", "nesterov", "adabelief");
    }

    private static OptimizerKind.Parameter required(String name) {
        return new OptimizerKind.Parameter(name, OptionalDouble.empty());
    }

    private static OptimizerKind.Parameter byDefault(String name, double value) {
        return new OptimizerKind.Parameter(name, OptionalDouble.of(value));
    }
}
