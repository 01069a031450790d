package lockstep.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it the console could round a failure to a success, or show commas where the locale has them. */
class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0.0, 0 %",
        "1e-9, < 0.01 %",
        "0.000199, 0.01 %",
        "0.0002, 0.02 %",
        "0.0349, 3.4 %",
        "0.999999, 99 %",
        "1.0, 100 %",
        "1.0000001, 101 %",
        "9.99, 999 %",
        "12.3, 12 x",
        "123456.0, 1.2e+05 x",
        "Infinity, infinite",
        "NaN, infinite"
    })
    void sharesAreRoundedAwayFromTheLimit(double share, String expected) {
        assertThat(Figures.share(share)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 0 %", "100, 100, 100 %", "99999, 100000, 99.9 %", "1, 100000, 0.1 %", "1, 3, 33.3 %"})
    void allAndNoneAreSaidOnlyOfAllAndNone(int converged, int seeds, String expected) {
        assertThat(Figures.rate(converged, seeds)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "3.0, 3",
        "3.25, 3.3",
        "9999.5, 9999.5",
        "12345.5, 12346",
        "123456.0, 123k",
        "12000000.0, 12M",
        "Infinity, >2000",
    })
    void epochsAreShortAndNeverBeyondTheBudget(double epochs, String expected) {
        assertThat(Figures.epochs(epochs, 2000)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "rate=1.0E-8, rate=1e-8",
        "1.25E-14 or 1.0E12, 1.25e-14 or 1e12",
        "1.9e+08 times, 1.9e8 times",
        "adam2 E-5 0.5, adam2 E-5 0.5"
    })
    void powersOfTenAreAsPeopleWriteThem(String text, String expected) {
        assertThat(Figures.asWritten(text)).isEqualTo(expected);
    }

    @Test
    void noLocaleShows() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Figures.share(12.3)).isEqualTo("12 x");
            assertThat(Figures.epochs(3.25, 10)).isEqualTo("3.3");
            assertThat(Figures.rate(1, 3)).isEqualTo("33.3 %");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whatNeverGotThereHasNoExpectedTime() {
        assertThat(Figures.ert(Double.POSITIVE_INFINITY)).isEqualTo("never");
    }
}
