package lockstep.data.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import lockstep.model.Examples;
import org.junit.jupiter.api.Test;

/** Without it the digits could be others than those that everybody's figures are of. */
class DigitsTest {

    /** The rows of scikit-learn 1.2.1's digits.csv.gz, unpacked. */
    @Test
    void theRowsAreScikitLearns() throws Exception {
        byte[] rows;
        try (InputStream packed = Objects.requireNonNull(Digits.class.getResourceAsStream("digits.csv.gz"))) {
            rows = new GZIPInputStream(packed).readAllBytes();
        }

        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rows)))
                .isEqualTo("6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8");
    }

    /** Counts and sums: NumPy on sklearn.datasets.load_digits(). */
    @Test
    void everyDigitHasItsPixelsAndItsOutput() {
        Examples digits = ProblemTest.examples("digits");
        double[] counts = new double[10];
        double[] targets = digits.targetValues();
        for (int i = 0; i < targets.length; i++) {
            counts[i % 10] += targets[i];
        }

        assertThat(digits.inputs()).isEqualTo(64);
        assertThat(counts).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
        assertThat(16 * Arrays.stream(digits.inputValues()).sum()).isEqualTo(561718);
        assertThat(Arrays.copyOfRange(digits.inputValues(), 0, 8))
                .containsExactly(0, 0, 5 / 16.0, 13 / 16.0, 9 / 16.0, 1 / 16.0, 0, 0);
    }

    @Test
    void theFirstFewHaveAllTenOutputs() {
        Examples ten = ProblemTest.examples("digits", "n", 10, "low", -1);

        assertThat(ten.size()).isEqualTo(10);
        assertThat(Arrays.copyOf(ten.targetValues(), 11)).containsExactly(1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    }
}
