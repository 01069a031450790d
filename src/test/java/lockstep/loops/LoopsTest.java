package lockstep.loops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import lockstep.model.PythonRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Without it a network of a size that nobody tried could be computed with the sums of its neighbours, at the edge of a vector. */
class LoopsTest {

    static final List<Loops> ALL = List.of(Loops.of(100, 100), new PlainLoops());

    private final PythonRandom random = new PythonRandom(7);

    /** Or the tests of this class, and those of the networks, would all be about the plain loops. */
    @Test
    void theVectorsAreThere() {
        assertThat(Loops.of(100, 100).getClass().getSimpleName()).isEqualTo("VectorLoops");
    }

    /** Against three nested loops. */
    @ParameterizedTest
    @FieldSource("ALL")
    void aProductOfEverySize(Loops loops) {
        for (int rows = 1; rows <= 40; rows++) {
            for (int columns = 8; columns <= 40; columns++) {
                int terms = (rows + columns) % 9 + 1;
                double[][] a = new double[rows][];
                Arrays.setAll(a, r -> numbers(terms));
                double[] b = numbers(terms * columns);
                double[][] c = new double[rows][columns];
                loops.multiply(a, rows, terms, b, columns, c);
                double[][] expected = new double[rows][columns];
                for (int r = 0; r < rows; r++) {
                    for (int j = 0; j < columns; j++) {
                        for (int k = 0; k < terms; k++) {
                            expected[r][j] += a[r][k] * b[k * columns + j];
                        }
                    }
                }
                assertThat(Arrays.deepEquals(c, expected)) // by bits: -0 is not 0
                        .as("%d rows, %d terms, %d columns", rows, terms, columns)
                        .isTrue();
            }
        }
    }

    /** Against three nested loops, in the order of the examples. */
    @ParameterizedTest
    @FieldSource("ALL")
    void aGradientOfEverySize(Loops loops) {
        for (int inputs = Sums.SEVERAL; inputs <= 40; inputs++) {
            for (int units = 8; units <= 40; units++) {
                int width = inputs;
                double[][] x = new double[(inputs + units) % 9 + 2][];
                Arrays.setAll(x, e -> numbers(width));
                double[] deltas = numbers(x.length * units);
                double[] g = new double[inputs * units];
                double share = units % 2 == 0 ? 1.0 : 0.125;
                loops.gradient(x, x.length, deltas, units, share, g);
                double[] expected = new double[g.length];
                for (int i = 0; i < inputs; i++) {
                    for (int j = 0; j < units; j++) {
                        expected[i * units + j] = deltas[j] * x[0][i];
                        for (int e = 1; e < x.length; e++) {
                            expected[i * units + j] += deltas[e * units + j] * x[e][i];
                        }
                        expected[i * units + j] *= share;
                    }
                }
                assertThat(g)
                        .as("%d inputs, %d units, %d examples", inputs, units, x.length)
                        .isEqualTo(expected); // by bits: -0 is not 0
            }
        }
    }

    /** Against two nested loops, from rows of one vector and less to some vectors and a rest. */
    @ParameterizedTest
    @FieldSource("ALL")
    void aStepOfEverySize(Loops loops) {
        for (int units = 1; units <= 40; units++) {
            double[] x = numbers(41 - units);
            double[] delta = numbers(units);
            double[] w = numbers(x.length * units);
            double[] gradient = new double[w.length];
            double[] moved = w.clone();
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < units; j++) {
                    gradient[i * units + j] = delta[j] * x[i];
                    moved[i * units + j] -= 0.1 * (delta[j] * x[i]);
                }
            }
            double[] g = new double[w.length];
            loops.outer(x, delta, g);
            loops.descend(x, delta, 0.1, w);
            assertThat(g).as("%d units", units).isEqualTo(gradient);
            assertThat(w).as("%d units", units).isEqualTo(moved);
        }
    }

    /** From -1 to 1, every eighth a zero of either sign. */
    private double[] numbers(int count) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> {
            double number = 2.0 * random.random() - 1.0;
            return i % 8 == 5 ? Math.copySign(0.0, number) : number;
        });
        return numbers;
    }
}
