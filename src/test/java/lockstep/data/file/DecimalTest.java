package lockstep.data.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a number of a file could be read as its neighbour, or a text that is none as a number. */
class DecimalTest {

    /** Correctly rounded, as {@link Double#parseDouble} is: as many digits as a cell may have, and exponents beyond both ends. */
    @Test
    void everyNumberIsTheNearest() {
        Random random = new Random(20);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : random.nextBoolean() ? "+" : "");
            int digits = 1 + random.nextInt(22);
            int point = random.nextInt(digits + 1);
            for (int d = 0; d < digits; d++) {
                text.append(d == point ? "." : "").append((char) ('0' + random.nextInt(10)));
            }
            if (random.nextBoolean()) {
                text.append(random.nextBoolean() ? 'e' : 'E')
                        .append(random.nextInt(random.nextBoolean() ? 40 : 340) - 20);
            }
            assertThat(Decimal.of(text.toString())).as(text.toString()).isEqualTo(Double.parseDouble(text.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                ".",
                "-.",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1f",
                "0x1p3",
                "NaN",
                "Infinity",
                "1 2",
                "1,5",
                "--1",
                "\u0661"
            })
    void whatIsNoNumberIsNone(String text) {
        assertThat(Decimal.of(text)).isNaN();
    }

    @Test
    void signsAndSpacesCount() {
        assertThat(Decimal.of(" 7\t")).isEqualTo(7.0);
        assertThat(1.0 / Decimal.of("-0")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Decimal.of("1e400")).isInfinite();
        assertThat(Decimal.of("9007199254740993")).isEqualTo(9007199254740992.0);
        assertThat(Decimal.of("1234567890")).isEqualTo(1234567890.0);
    }
}
