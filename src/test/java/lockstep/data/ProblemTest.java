package lockstep.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lockstep.model.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a gate with a wrong table would still be learned, and agreed on. */
class ProblemTest {

    @ParameterizedTest
    @CsvSource({"and, 0 0 0 1", "or, 0 1 1 1", "nand, 1 1 1 0", "xor, 0 1 1 0"})
    void aGateIsItsTableInTheOrderOfBpnn(String name, String table) {
        Examples examples = problem(name).make().apply(Map.of());

        assertThat(examples.inputs()).isEqualTo(2);
        assertThat(examples.outputs()).isEqualTo(1);
        assertThat(examples.inputValues()).containsExactly(0, 0, 0, 1, 1, 0, 1, 1);
        assertThat(examples.targetValues()).containsExactly(numbers(table));
    }

    @Test
    void noTwoProblemsShareAName() {
        assertThat(Problem.ALL).extracting(Problem::name).doesNotHaveDuplicates();
    }

    private static Problem problem(String name) {
        return Problem.ALL.stream()
                .filter(problem -> problem.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double[] numbers(String text) {
        String[] words = text.split(" ", -1);
        double[] numbers = new double[words.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Double.parseDouble(words[i]);
        }
        return numbers;
    }
}
