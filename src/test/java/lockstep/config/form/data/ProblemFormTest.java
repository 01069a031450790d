package lockstep.config.form.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigReader;
import lockstep.config.file.ResolvedConfig;
import lockstep.data.problem.Parameter;
import lockstep.data.problem.Problem;
import lockstep.model.Examples;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;

/** Without it a built-in problem that takes numbers could be given others than the config's. */
class ProblemFormTest {

    /** {@code n} examples of {@code x}. */
    private static final Problem COPIES = new Problem(
            "copies",
            "the same example again and again",
            List.of(
                    Parameter.whole("n", "how many examples", 1, 10, OptionalDouble.empty()),
                    Parameter.real("x", "their input", -1, 1, OptionalDouble.of(0.5))),
            values -> {
                double[][] rows = new double[values.get("n").intValue()][];
                Arrays.fill(rows, new double[] {values.get("x")});
                return Examples.of(rows, rows);
            });

    private static final ConfigReader READER = new ConfigReader(List.of(COPIES));

    @Test
    void itsNumbersStandBesideItsName() throws ConfigException {
        ExperimentConfig config = read("{source: copies, n: 3, x: -1}");

        assertThat(config.data().examples().inputValues()).containsExactly(-1, -1, -1);
        assertThat(ResolvedConfig.text(config, Path.of("results")))
                .contains("data: {source: copies, n: 3, x: -1.0, standardize: false}");
    }

    @Test
    void oneThatIsMissingHasItsDefaultOrIsAMistake() throws ConfigException {
        assertThat(read("{source: copies, n: 2}").data().examples().inputValues())
                .containsExactly(0.5, 0.5);
        assertThatThrownBy(() -> read("{source: copies}"))
                .hasMessage(
                        "test.yaml:1:7: found no key \"n\" in the problem copies, expected a whole number from 1 to 10");
    }

    @Test
    void oneOutOfBoundsIsAMistake() {
        assertThatThrownBy(() -> read("{source: copies, n: 2.5, x: 1.5}")).hasMessage("""
                        test.yaml:1:27: found 2.5, expected a whole number from 1 to 10
                        test.yaml:1:35: found 1.5, expected a number from -1 to 1""");
    }

    private static ExperimentConfig read(String data) throws ConfigException {
        return READER.read("data: " + data + "\n" + """
                        network: {layers: [{units: 1, activation: tanh, init: {uniform: [0, 1]}}]}
                        loss: half_squared_error
                        optimizers: {it: {sgd: {learning_rate: 1}}}
                        """, Path.of("test.yaml"));
    }
}
