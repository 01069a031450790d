package lockstep.parity.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import lockstep.model.PythonRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it the sizes of a wide layer's sums, taken eight at a time, could be below what they are, and its bounds too narrow. */
class ProductsTest {

    private static final int TERMS = 68; // eight groups of eight, and four more
    private static final int UNITS = 10;
    private static final int EXAMPLES = 3;

    /**
     * By the loops of the Javadoc. Eight at a time unless a square is no double: one weight or input of 1e-170 or 1e170, first, last or in
     * between, and all are taken one by one; a group of nothing but zeros has a length of 0.
     */
    @ParameterizedTest
    @CsvSource({
        "0, 1, true",
        "0, 0, true",
        "0, 1e-170, false",
        "0, 1e170, false",
        "40, 1e-170, false",
        "64, 1e170, false",
        "64, 1e-170, false",
        "67, 1e-170, true"
    })
    void sizesOfManyTerms(int from, double scale, boolean together) {
        for (boolean ofWeights : new boolean[] {true, false}) {
            PythonRandom random = new PythonRandom(5);
            double[] w = new double[TERMS * UNITS];
            double[][] x = new double[EXAMPLES][TERMS];
            Arrays.setAll(w, k -> random.uniform(-1.0, 1.0));
            for (double[] row : x) {
                Arrays.setAll(row, i -> random.uniform(-1.0, 1.0));
            }
            for (int i = from;
                    i < Math.min(TERMS, from + 8);
                    i++) { // the whole of a group, or the last term of the last
                for (int j = 0; ofWeights && j < UNITS; j++) {
                    w[i * UNITS + j] *= scale;
                }
                for (int e = 0; !ofWeights && e < EXAMPLES; e++) {
                    x[e][i] *= scale;
                }
            }
            double[][] sizes = new double[EXAMPLES][UNITS];
            Products products = new Products(TERMS, UNITS);
            products.makeRoom(EXAMPLES);
            products.sizes(x, w, sizes, EXAMPLES);

            for (int e = 0; e < EXAMPLES; e++) {
                for (int j = 0; j < UNITS; j++) {
                    assertThat(sizes[e][j])
                            .as("example %d, unit %d", e, j)
                            .isCloseTo(together ? lengths(x[e], w, j) : sum(x[e], w, j), withinPercentage(1e-10));
                }
            }
        }
    }

    private static double sum(double[] x, double[] w, int j) {
        double sum = 0.0;
        for (int i = 0; i < TERMS; i++) {
            sum += Math.abs(x[i] * w[i * UNITS + j]);
        }
        return sum;
    }

    private static double lengths(double[] x, double[] w, int j) {
        double sum = 0.0;
        for (int from = 0; from < TERMS; from += 8) {
            double ofX = 0.0;
            double ofW = 0.0;
            for (int i = from; i < Math.min(TERMS, from + 8); i++) {
                ofX += x[i] * x[i];
                ofW += w[i * UNITS + j] * w[i * UNITS + j];
            }
            sum += Math.sqrt(ofX) * Math.sqrt(ofW);
        }
        return sum;
    }
}
