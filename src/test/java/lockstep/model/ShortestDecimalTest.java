package lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it the same results would be other bytes on another JDK, or would not read back as the same numbers. */
class ShortestDecimalTest {

    private static final long SEED = 20_240_229;

    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "-0.0, -0.0",
        "1.0, 1.0",
        "-2.5, -2.5",
        "100.0, 100.0",
        "0.1, 0.1",
        "0.001, 0.001",
        "0.0009999, 9.999E-4",
        "9999999.0, 9999999.0",
        "10000000.0, 1.0E7",
        "123456789.0, 1.23456789E8",
        "0.30000000000000004, 0.30000000000000004",
        "1e23, 1.0E23",
        "168369792981297.625, 1.6836979298129762E14", // half way between two decimals: the even one
        "9007199254740993, 9.007199254740992E15",
        "1.7976931348623157e308, 1.7976931348623157E308",
        "2.2250738585072014e-308, 2.2250738585072014E-308",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity",
        // JDK 17 writes a digit more than is needed, or another last digit:
        "2e-3, 0.002",
        "2.0E23, 2.0E23",
        "8.41E21, 8.41E21",
        "2.2E-322, 2.2E-322",
        "2.0E-323, 2.0E-323",
        "4.9E-324, 4.9E-324",
        "9.5E-323, 9.4E-323",
        "5.684341886080802E-14, 5.684341886080802E-14",
        "1.1102230246251565E-16, 1.1102230246251565E-16"
    })
    void writesTheFewestDigits(double number, String expected) {
        assertThat(ShortestDecimal.of(number)).isEqualTo(expected);
    }

    @Test
    void everyNumberReadsBackAndIsThatOfNewerJdks() {
        boolean newer = Runtime.version().feature() >= 19;
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            check(number, newer);
            check(random.nextGaussian(), newer);
            check(Math.scalb(1.0, random.nextInt(2098) - 1074), newer); // where doubles get twice as dense
            check(random.nextInt(100_000) / 1000.0, newer);
        }
    }

    private static void check(double number, boolean newer) {
        String text = ShortestDecimal.of(number);
        assertThat(Double.valueOf(text)).isEqualTo(Double.valueOf(number));
        if (newer) {
            assertThat(text).isEqualTo(Double.toString(number));
        } else {
            assertThat(text.length())
                    .isLessThanOrEqualTo(Double.toString(number).length());
        }
    }
}
