package lockstep.race.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import lockstep.model.Published;
import lockstep.race.analysis.Replication.Quantity;
import lockstep.race.analysis.Replication.Spread;
import lockstep.race.analysis.Replication.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a paper's mean could be called reproduced when it is not, or the reverse. */
class ReplicationTest {

    /** By hand: 3.3 epochs are 5.5 of the standard errors 6 / sqrt(100); at 9 trials they are 1.65 of 2. */
    @ParameterizedTest
    @CsvSource({
        "100, 1000, 5.5, NOT_REPRODUCED",
        "9, 1000, 1.65, REPRODUCED",
        "9, 999, 1.65, TOO_FEW_TRIALS",
        "100, 999, 5.5, TOO_FEW_TRIALS",
    })
    void aMeanIsKnownAsWellAsItsTrialsAllow(int published, int converged, double z, Verdict verdict) {
        Replication mean = mean("23.3", published, 20.0, 6.0, converged);

        assertThat(mean.z()).isCloseTo(z, within(1e-12));
        assertThat(mean.verdict()).isEqualTo(verdict);
    }

    @Test
    void tooFastIsNoBetterThanTooSlow() {
        assertThat(mean("16.7", 100, 20.0, 6.0, 1000).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(mean("16.7", 100, 20.0, 6.0, 1000).z()).isCloseTo(-5.5, within(1e-12));
    }

    /** The digits printed are all that is claimed, zeros at the end among them. */
    @ParameterizedTest
    @CsvSource({
        "0.3, 0.26, true",
        "0.3, 0.36, false",
        "0.30, 0.2951, true",
        "0.30, 0.26, false",
        "120, 120.4, true",
        "3.51085e-5, 0.00003510846, true",
        "3.51085e-5, 0.0000351019, false",
        // all digits of a double: what the order of an addition changes is no difference
        "0.6843758741536978, 0.6843758741536979, true",
        "0.6843758741536978, 0.6843758741636978, false",
    })
    void aFigureIsReproducedIfItsDigitsAre(String printed, double ours, boolean reproduced) {
        Replication figure = new Replication(
                "sgd",
                Quantity.LOSS,
                0,
                0,
                new BigDecimal(printed),
                Optional.empty(),
                "a book",
                ours,
                Optional.empty());

        assertThat(figure.z()).isNaN();
        assertThat(figure.verdict()).isEqualTo(reproduced ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED);
    }

    private static Replication mean(String mean, int trials, double ours, double sd, int converged) {
        BigDecimal printed = new BigDecimal(mean);
        return new Replication(
                "sgd",
                Quantity.EPOCHS,
                -1,
                0,
                printed,
                Optional.of(new Published.Trials(
                        printed, OptionalDouble.empty(), trials, OptionalDouble.empty(), OptionalDouble.empty())),
                "a paper",
                ours,
                Optional.of(new Spread(converged, 0, sd, 0.0, 0.0)));
    }
}
