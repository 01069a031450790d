package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.work.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it a fault that people had could again be unknown, and a right program whose figures are other ones be told that
 * nothing explains it. The losses come from small programs of our own, in Python, that redo what was reported in public.
 */
class DiagnosisCasesTest {

    private static final Path CASES = Path.of("src/test/resources/lockstep/cases");

    @TempDir
    private Path folder;

    private record Answer(int status, String text) {}

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "raw-error-down, raw_error_down",
        "no-weights-down, no_weights_down",
        "softmax-diag, softmax_diagonal",
        "sig-der-tanh, sigmoid_derivative",
        "presums, gradient_from_sums",
        "bias-broadcast, bias_broadcast",
        "bias-twice, biases_updated_twice",
        "div-twice-25, divided_twice",
        "l2-twice, penalty_twice",
        "torch-dampening, first_gradient_whole",
        "adam-t-per-tensor, step_number_of_tensors",
        "adam-from-zero, step_number_from_zero",
        "zero-start, zero_start"
    })
    void aFaultIsNamed(String name, String fault) {
        Answer answer = diagnose(name, name);

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.text).contains("One fault explains these losses (40 figures; ", " " + fault + " ");
        assertThat(answer.text.replaceFirst("tried\\)\\. .*", "")).doesNotContain("rounding");
    }

    /** Four to six digits of programs in NumPy's float32; the configs say so. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "float-adam, '', 'No fault: a right program has these losses (60 figures)'",
        "float-after, --per epoch, 'No fault: a right program has these losses (40 figures, each the loss over all'",
        "float-layers, '', 'One fault explains these losses (60 figures; 116 programs tried). step_number_of_layers '",
        "float-raw-error, '', 'One fault explains these losses (60 figures; 83 programs tried). raw_error_down '"
    })
    void inSinglePrecision(String name, String options, String words) {
        assertThat(diagnose(name, name, options.isEmpty() ? new String[0] : options.split(" ", -1)).text)
                .contains(words);
    }

    /** A program that never learns prints what a right one does, to three digits: twelve times 0.164. */
    @Test
    void figuresThatStandStillDoNotPraise() {
        assertThat(diagnose("still", "still").text).contains("fewer than 10, and do not rule out 66 single faults");
    }

    /** The program's learning rate is 0.15, the config's 0.1: no fault of the catalogue, but losses near those of one. */
    @Test
    void whatIsOnlyNearIsASuspect() {
        Answer answer = diagnose("other-rate", "other-rate", "--per", "epoch");

        assertThat(answer.text)
                .contains("9 to the last digit and 11 within one unit of it")
                .contains(
                        "A suspect, no more: a program that rounds what it prints has nearly all figures to the last digit.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "mdenil, gradient_dampened_twice, moves_before_memory", // the velocity is old, and 1 - momentum enters twice
        "rms-ones, epsilon_inside_root, squares_start_at_one" // TensorFlow 1's has both
    })
    void twoAreNamedTogether(String name, String one, String other) {
        Answer answer = diagnose(name, name);

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.text)
                .contains("2 faults together explain these losses (40 figures; ", " " + one + " ", " " + other + " ");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "logs, log-after_epoch, --per epoch, 'each the loss over all examples afterwards'",
        "logs, log-last_batch, --per epoch, 'each the loss of the epoch''s last step'",
        "logs, log-mae_after, --per epoch, 'each the mean absolute error over all examples afterwards'",
        "adamw-right, adamw-right, '', 'each the loss without its penalties'",
        "negnev, f-iter, --column Score, 30 figures",
        "batches, batches, --column Loss, 42 figures"
    })
    void aReadingIsNoFault(String config, String losses, String options, String words) {
        Answer answer = diagnose(config, losses, options.isEmpty() ? new String[0] : options.split(" ", -1));

        assertThat(answer.text).contains("No fault: a right program has these losses (", words);
        assertThat(answer.status).isZero();
    }

    /** Line 22 has an epoch and no loss. */
    @Test
    void aMistakeHasItsLine() {
        assertThat(diagnose("negnev", "f-gap", "--per", "epoch"))
                .isEqualTo(new Answer(2, CASES + "/f-gap.csv:22: found nothing in column loss, expected a number"));
    }

    /** What is said, in one line. */
    private Answer diagnose(String config, String losses, String... options) {
        List<String> all = new ArrayList<>(List.of(
                "diagnose",
                CASES.resolve(config + ".yaml").toString(),
                "--losses",
                CASES.resolve(losses + ".csv").toString(),
                "--out",
                folder.toString()));
        all.addAll(Arrays.asList(options));
        StringWriter out = new StringWriter();
        int status = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
        return new Answer(status, out.toString().replaceAll("\\s+", " ").strip());
    }
}
