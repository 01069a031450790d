package lockstep.race.analysis;

import static lockstep.race.RaceJobs.FAILED;
import static lockstep.race.RaceJobs.race;
import static lockstep.race.RaceJobs.results;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import lockstep.model.Published;
import lockstep.optim.Sgd;
import lockstep.race.analysis.Replication.Quantity;
import lockstep.race.analysis.Replication.Spread;
import lockstep.race.analysis.Replication.Verdict;
import lockstep.race.ranking.Race;
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

    /** By hand, of 10, 30 and 20: the SD is 10. Charged with the failure before it, 30 is 130; 10 and 20 stay. */
    @Test
    void ofARaceTheTrialsThatConvergedCount() {
        Race race = race(results("sgd", new Sgd(0.5), 10, FAILED, 30, 20), results("other", new Sgd(0.1), 1, 2, 3, 4));
        Published.Trials epochs = trials("25", 100);
        Published.Trials restarted = trials("50", 100);
        Published both =
                new Published("a paper", Optional.of(epochs), Optional.of(restarted), new TreeMap<>(), new TreeMap<>());

        assertThat(Replication.of(race, "sgd", both))
                .usingRecursiveComparison()
                .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b), Double.class)
                .isEqualTo(List.of(
                        new Replication(
                                "sgd",
                                Quantity.EPOCHS,
                                -1,
                                0,
                                epochs.mean(),
                                Optional.of(epochs),
                                "a paper",
                                20.0,
                                Optional.of(new Spread(3, 1, 10.0, 10.0, 30.0))),
                        new Replication(
                                "sgd",
                                Quantity.EPOCHS_WITH_RESTARTS,
                                -1,
                                0,
                                restarted.mean(),
                                Optional.of(restarted),
                                "a paper",
                                160.0 / 3.0,
                                Optional.of(new Spread(3, 1, Math.sqrt(13_300.0 / 3.0), Double.NaN, Double.NaN)))));
        Published one =
                new Published("a paper", Optional.empty(), Optional.of(restarted), new TreeMap<>(), new TreeMap<>());
        assertThat(Replication.of(race, "sgd", one)).hasSize(1);
    }

    private static Published.Trials trials(String mean, int trials) {
        return new Published.Trials(
                new BigDecimal(mean), OptionalDouble.empty(), trials, OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static Replication mean(String mean, int trials, double ours, double sd, int converged) {
        Published.Trials published = trials(mean, trials);
        return new Replication(
                "sgd",
                Quantity.EPOCHS,
                -1,
                0,
                published.mean(),
                Optional.of(published),
                "a paper",
                ours,
                Optional.of(new Spread(converged, 0, sd, 0.0, 0.0)));
    }
}
