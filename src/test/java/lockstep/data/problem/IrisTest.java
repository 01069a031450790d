package lockstep.data.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import lockstep.model.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it the flowers could be those of the UCI repository, of which three numbers are wrong, or differ from Fisher's by a
 * slip of our own. His tables are in "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7, 1936.
 */
class IrisTest {

    private static final Examples IRIS = ProblemTest.examples("iris");

    /** The rows were compared with R's iris and with its iris3, number by number; this keeps them so. */
    @Test
    void theRowsAreThoseThatWereCompared() throws Exception {
        try (InputStream resource = Iris.class.getResourceAsStream("iris.csv")) {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(resource.readAllBytes());
            assertThat(HexFormat.of().formatHex(sum))
                    .isEqualTo("9cc1c345c71bcc9b486b74cbf6063fa66f4bb5e0f603a4b3c3471ec2e5e8e355");
        }
    }

    /** setosa and versicolor: Fisher's Table II; virginica: R's aggregate(. ~ Species, iris, mean). */
    @ParameterizedTest
    @CsvSource({"0, 5.006, 3.428, 1.462, 0.246", "1, 5.936, 2.770, 4.260, 1.326", "2, 6.588, 2.974, 5.552, 2.026"})
    void theMeansAreFishers(int species, double sepalLength, double sepalWidth, double petalLength, double petalWidth) {
        double[] means = {mean(species, 0), mean(species, 1), mean(species, 2), mean(species, 3)};

        assertThat(means)
                .containsExactly(new double[] {sepalLength, sepalWidth, petalLength, petalWidth}, within(1e-12));
    }

    /** Fisher's Table III, of setosa and versicolor together. UCI's rows give 11.9388 for sepal width. */
    @Test
    void theSumsOfSquaresAndProductsWithinSpeciesAreFishers() {
        double[][] table = {
            {19.1434, 9.0356, 9.7634, 3.2394},
            {9.0356, 11.8658, 4.6232, 2.4746},
            {9.7634, 4.6232, 12.2978, 3.8794},
            {3.2394, 2.4746, 3.8794, 2.4604}
        };
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) {
                assertThat(products(0, a, b) + products(1, a, b)).isCloseTo(table[a][b], within(1e-10));
            }
        }
    }

    /** The two rows that UCI has wrong, corrected: Bezdek and others, 1999. */
    @Test
    void flowers35And38AreCorrected() {
        assertThat(flower(34)).containsExactly(4.9, 3.1, 1.5, 0.2);
        assertThat(flower(37)).containsExactly(4.9, 3.6, 1.4, 0.1);
    }

    @Test
    void eachSpeciesHasAnOutput() {
        assertThat(IRIS.size()).isEqualTo(150);
        Examples coded = ProblemTest.examples("iris", "low", -1);
        for (int row = 0; row < 150; row++) {
            double[] target = {-1, -1, -1};
            target[row / 50] = 1;
            assertThat(Arrays.copyOfRange(coded.targetValues(), 3 * row, 3 * row + 3))
                    .containsExactly(target);
        }
    }

    private static double[] flower(int row) {
        return Arrays.copyOfRange(IRIS.inputValues(), 4 * row, 4 * row + 4);
    }

    private static double mean(int species, int measurement) {
        double sum = 0;
        for (int row = 50 * species; row < 50 * species + 50; row++) {
            sum += flower(row)[measurement];
        }
        return sum / 50;
    }

    private static double products(int species, int a, int b) {
        double sum = 0;
        for (int row = 50 * species; row < 50 * species + 50; row++) {
            sum += (flower(row)[a] - mean(species, a)) * (flower(row)[b] - mean(species, b));
        }
        return sum;
    }
}
