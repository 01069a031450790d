package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a config could name an optimizer or a hyper-parameter in a way that the program does not know. */
class OptimizerKindTest {

    static Stream<OptimizerKind> kinds() {
        return Kinds.all();
    }

    @Test
    void namesAreTheRecordsInSnakeCase() {
        assertThat(Kinds.all().map(OptimizerKind::name))
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

    @Test
    void parametersAreTheComponentsInSnakeCaseWithTheirDefaults() {
        assertThat(Kinds.named("sgd").parameters()).containsExactly(required("learning_rate"));
        assertThat(Kinds.named("bpnn_momentum").parameters())
                .containsExactly(required("learning_rate"), byDefault("momentum", 0.1));
        assertThat(Kinds.named("momentum").parameters())
                .containsExactly(required("learning_rate"), byDefault("momentum", 0.9));
        assertThat(Kinds.named("nesterov").parameters())
                .containsExactly(required("learning_rate"), byDefault("momentum", 0.9));
        assertThat(Kinds.named("adam").parameters())
                .containsExactly(
                        required("learning_rate"),
                        byDefault("beta1", 0.9),
                        byDefault("beta2", 0.999),
                        byDefault("epsilon", 1e-8));
    }

    @Test
    void createsFromNamedValues() {
        assertThat(Kinds.named("adam")
                        .create(Map.of("epsilon", 1e-6, "beta2", 0.99, "beta1", 0.8, "learning_rate", 0.05)))
                .isEqualTo(new Adam(0.05, 0.8, 0.99, 1e-6));
        assertThat(Kinds.named("sgd").create(Map.of("learning_rate", 0.5))).isEqualTo(new Sgd(0.5));
    }

    @Test
    void saysWhichValueIsMissing() {
        assertThatThrownBy(() -> Kinds.named("momentum").create(Map.of("learning_rate", 0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("momentum is missing");
    }

    @Test
    void passesOnARefusal() {
        assertThatThrownBy(() -> Kinds.named("sgd").create(Map.of("learning_rate", -0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("learning_rate is -0.5; expected a finite number above 0");
        assertThatThrownBy(() -> Kinds.named("sgd").createDefault(0.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("learning_rate is 0.0; expected a finite number above 0");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void valuesAndCreateAreInverse(OptimizerKind kind) {
        Optimizer optimizer = kind.createDefault(0.25);
        Map<String, Double> values = OptimizerKind.values(optimizer);
        assertThat(List.copyOf(values.keySet()))
                .isEqualTo(kind.parameters().stream()
                        .map(OptimizerKind.Parameter::name)
                        .toList());
        assertThat(kind.create(values)).isEqualTo(optimizer);
        assertThat(OptimizerKind.of(optimizer)).isEqualTo(kind);
    }

    @Test
    void isOfRecordsOnly() {
        abstract class NoRecord implements Optimizer {}
        assertThatThrownBy(() -> OptimizerKind.of(NoRecord.class)).isInstanceOf(IllegalArgumentException.class);
    }

    private static OptimizerKind.Parameter required(String name) {
        return new OptimizerKind.Parameter(name, OptionalDouble.empty());
    }

    private static OptimizerKind.Parameter byDefault(String name, double value) {
        return new OptimizerKind.Parameter(name, OptionalDouble.of(value));
    }
}
