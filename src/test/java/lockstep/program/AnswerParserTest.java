package lockstep.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import lockstep.model.Activation;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a gradient in another layout could be compared weight by weight with the wrong ones, or a NaN read as 0. */
class AnswerParserTest {

    /** 2-2-1: the first layer has a bias row, the second has none. */
    private static final NetworkSpec NETWORK = new NetworkSpec(
            2,
            List.of(
                    new LayerSpec(2, Activation.TANH, true, new Init.Uniform(-1, 1)),
                    new LayerSpec(1, Activation.TANH, false, new Init.Uniform(-1, 1))),
            Loss.HALF_SQUARED_ERROR,
            Reduction.MEAN,
            new Sgd(0.1));

    @Test
    void aWholeAnswer() throws WrongAnswer {
        Answer answer = step("{\"weights\": [[[1, 2], [3, 4], [5, 6]], [[7], [8]]], \"loss\": 0.25,"
                + " \"gradient\": [[[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], [[0.7], [-8e-300]]]}");

        assertThat(answer.error()).isNull();
        assertThat(answer.loss()).isEqualTo(0.25);
        assertThat(answer.weights()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(answer.gradient()).containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, -8e-300);
    }

    @Test
    void whatIsNotGivenIsNull() throws WrongAnswer {
        assertThat(step("{\"loss\": 1}").gradient()).isNull();
        assertThat(step("{\"loss\": 1, \"gradient\": null, \"weights\": null}").weights())
                .isNull();
        assertThat(init("{\"ok\": true}").weights()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "null", "\"NaN\"", "\"nan\"", "\"-nan\""})
    void noNumberInEveryLanguage(String nan) throws WrongAnswer {
        assertThat(step("{\"loss\": " + nan + "}").loss()).isNaN();
        Answer answer = step("{\"loss\": 1, \"weights\": [[[1, %s], [3, 4], [5, 6]], [[7], [8]]]}".formatted(nan));
        assertThat(answer.weights()).containsExactly(1, Double.NaN, 3, 4, 5, 6, 7, 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Infinity", "+INF", "1e400", "\"inf\"", "\"Infinity\"", "\"+inf\""})
    void infinityInEveryLanguage(String infinity) throws WrongAnswer {
        assertThat(step("{\"loss\": " + infinity + "}").loss()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Infinity", "-INF", "-1e400", "\"-inf\"", "\"-Infinity\""})
    void minusInfinityInEveryLanguage(String infinity) throws WrongAnswer {
        assertThat(step("{\"loss\": " + infinity + "}").loss()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void everyDoubleIsReadExactly() throws WrongAnswer {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            assertThat(step("{\"loss\": " + value + "}").loss()).isEqualTo(Double.valueOf(value));
        }
    }

    /** The message goes on where "the program's answer to STEP" left off. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            hello                      ~ is not JSON (column 1)
            {"loss": 0.5               ~ is not JSON (column 13)
            {"loss": .5}               ~ is not JSON (column 10)
            {'loss': 0.5}              ~ is not JSON (column 2)
            0.25                       ~ is 0.25; expected an object like {"loss": 0.25}
            [0.25]                     ~ is an array; expected an object like {"loss": 0.25}
            "low"                      ~ is the string "low"; expected an object like {"loss": 0.25}
            {}                         ~ has no loss; expected an object like {"loss": 0.25}
            {"loss": true}             ~ has true as loss; expected a number
            {"loss": [0.5]}            ~ has an array as loss; expected a number
            {"loss": "0.5"}            ~ has the string "0.5" as loss; expected a number
            {"loss": 1, "loss": 2}     ~ has a key twice
            {"loss": 1} {"loss": 1}    ~ goes on after its end; expected one object on a line
            {"loss": 1, "gradients": 0} ~ has the key "gradients"; expected loss, gradient, weights or error
            {"loss": 1, "ok": true}    ~ has the key "ok"; expected loss, gradient, weights or error
            {"loss": 1, "weights": 5}  ~ has 5 as weights; expected an array of layers, [layer][row][unit]
            {"loss": 1, "weights": []} ~ has 0 layers in weights; expected 2
            {"loss": 1, "weights": [1]} ~ has 1 as weights of layer 1; expected an array of rows, [layer][row][unit]
            {"loss": 1, "weights": [[1]]} ~ has 1 as weights of layer 1, row 1; expected an array of numbers, one per unit
            {"loss": 1, "weights": [[[1,2],[3,4]],[[7],[8]]]} ~ has 2 rows in weights of layer 1; expected 3, the bias row last
            {"loss": 1, "weights": [[[1,2,3],[4,5,6]],[[7],[8]]]} ~ has too many numbers in weights of layer 1, row 1; expected 2
            {"loss": 1, "weights": [[[1,2],[3],[5,6]],[[7],[8]]]} ~ has 1 numbers in weights of layer 1, row 2; expected 2, one per unit
            {"loss": 1, "weights": [[[1,2],[3,4],[5,6],[7,8]],[[7],[8]]]} ~ has too many rows in weights of layer 1; expected 3
            {"loss": 1, "weights": [[[1,2],[3,4],[5,6]]]} ~ has 1 layers in weights; expected 2
            {"loss": 1, "weights": [[[1,2],[3,4],[5,6]],[[7],[8],[9]]]} ~ has too many rows in weights of layer 2; expected 2
            {"loss": 1, "weights": [[[1,2],[3,4],[5,6]],[[7]]]} ~ has 1 rows in weights of layer 2; expected 2 (the layer has no bias)
            {"loss": 1, "weights": [[[1,2],[3,4],[5,6]],[[7],[8]],[]]} ~ has too many layers in weights; expected 2
            {"loss": 1, "gradient": [[["a",2],[3,4],[5,6]],[[7],[8]]]} ~ has the string "a" as gradient of layer 1, row 1; expected a number
            """)
    void aWrongAnswerIsToldInWords(String line, String message) {
        assertThatThrownBy(() -> step(line)).isInstanceOf(WrongAnswer.class).hasMessage(message);
    }

    @Test
    void nestingWithoutEndIsNoJson() {
        assertThatThrownBy(() -> step("[".repeat(500_000))).isInstanceOf(WrongAnswer.class);
        assertThatThrownBy(() -> step("{\"loss\": 1, \"weights\": " + "[".repeat(500_000)))
                .isInstanceOf(WrongAnswer.class);
        assertThatThrownBy(() -> step("{\"loss\": " + "1".repeat(500_000) + "}"))
                .isInstanceOf(WrongAnswer.class);
    }

    @Test
    void anErrorIsAnAnswer() throws WrongAnswer {
        assertThat(step("{\"error\": \"unknown op\"}").error()).isEqualTo("unknown op");
        assertThat(init("{\"error\": \"unknown op\"}").error()).isEqualTo("unknown op");
        assertThat(init("{\"error\": {\"code\": 5}}").error()).isEqualTo("an object");
        assertThat(init("{\"ok\": true, \"error\": null}").error()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"ok\": false}", "{\"ok\": 1}"})
    void nothingButOkIsOk(String line) {
        assertThatThrownBy(() -> init(line)).hasMessage("is not as expected, {\"ok\": true}");
    }

    private static Answer step(String line) throws WrongAnswer {
        return AnswerParser.parse(line, NETWORK, AnswerParser.Kind.STEP, 1);
    }

    private static Answer init(String line) throws WrongAnswer {
        return AnswerParser.parse(line, NETWORK, AnswerParser.Kind.INIT, 1);
    }
}
