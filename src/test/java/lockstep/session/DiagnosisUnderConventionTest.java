package lockstep.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigReader;
import lockstep.diagnosis.Course;
import lockstep.diagnosis.Diagnosis;
import lockstep.diagnosis.ObservedLosses;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.jobs.ScalarEngines;
import lockstep.model.Engine;
import lockstep.model.Run;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it PyTorch's own Adam could be called a fault beside the one that somebody made with it. */
class DiagnosisUnderConventionTest {

    @ParameterizedTest
    @CsvSource({
        "pytorch, adam",
        "pytorch, nadam",
        "keras, adagrad",
        "tfjs, rmsprop",
        "pytorch, sgd",
        "pytorch, momentum"
    })
    void aRightProgramOfTheLibraryHasNoFault(String library, String kind) throws IOException, ConfigException {
        ExperimentConfig config = config(library, kind, "l2: 0.01");
        Run run = config.anyRun();
        double[] losses =
                new Course(run, 20).losses(ScalarEngines.right(config, run).of(run.network()), 20);

        assertThat(LikelyFault.of(config, run, ObservedLosses.exact(losses), 2))
                .isInstanceOfSatisfying(
                        Diagnosis.Agrees.class,
                        found -> assertThat(found.others()).isEmpty());
    }

    /** The last three stand where a form of the library's stands; PyTorch 1.13's NAdam is one of them. */
    @ParameterizedTest
    @CsvSource({
        "pytorch, adam, last_example_only",
        "pytorch, momentum, momentum_ignored",
        "keras, adagrad, error_sign",
        "keras, adagrad, squares_start_at_zero",
        "tfjs, rmsprop, squares_start_at_one",
        "pytorch, nadam, nadam_schedule_repeated"
    })
    void aFaultIsNamedAlone(String library, String kind, String fault) throws IOException, ConfigException {
        ExperimentConfig config = config(library, kind, "");
        Run run = config.anyRun();
        Faults planted = Faults.named(List.of(fault));
        Engine program = new FaultyNetwork(run.network(), planted.insteadOf(ScalarEngines.forms(config, run)));
        double[] losses = new Course(run, 20).losses(program, 20);

        assertThat(LikelyFault.of(config, run, ObservedLosses.exact(losses), 2))
                .isInstanceOfSatisfying(
                        Diagnosis.Explained.class,
                        found -> assertThat(found.causes().get(0).all()).contains(planted));
    }

    @Test
    void aFaultInThePlaceOfAFormIsNotPlanted() {
        assertThatThrownBy(() -> config("keras", "adagrad", "faults: {adagrad: [squares_start_at_zero]}"))
                .hasMessageContaining("found faults that adagrad cannot have, expected others: squares_start_at_zero"
                        + " together with squares_start_at_tenth (they change the same place)");
        assertThatThrownBy(() -> config("pytorch", "adagrad", "faults: {adagrad: [squares_start_at_zero]}"))
                .hasMessageContaining("expected others: squares_start_at_zero (it is how the optimizer is meant)");
    }

    @Test
    void aFaultElsewhereIsPlanted() throws IOException, ConfigException {
        assertThat(config("keras", "adagrad", "faults: {adagrad: [error_sign]}").faults("adagrad"))
                .containsExactly("error_sign");
    }

    private static ExperimentConfig config(String library, String kind, String more)
            throws IOException, ConfigException {
        String text = Files.readString(Path.of("configs/dense.yaml"))
                .replaceAll("(?s)optimizers:.*", "optimizers: {" + kind + ": {" + kind + ": {learning_rate: 0.01}}}\n");
        return new ConfigReader(ScalarEngines.FAULTS)
                .read(text + "like: " + library + "\n" + more + "\n", Path.of("test.yaml"));
    }
}
