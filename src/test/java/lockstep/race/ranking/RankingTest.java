package lockstep.race.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import lockstep.statistics.StartCosts;
import org.junit.jupiter.api.Test;

/** Without it the table could say 1, 2, 3 of optimizers that nobody can tell apart. */
class RankingTest {

    /** By hand: a and b differ by chance, c is slower in each of 12 starts, d never gets there. Each pair but a and b has 2 / 2^12. */
    @Test
    void sharesPlacesThatTheStartsCannotPart() {
        Ranking ranking = Ranking.of(
                List.of("d", "c", "b", "a"),
                List.of(
                        never(12),
                        costs(50, 52, 51, 50, 52, 51, 50, 52, 51, 50, 52, 51),
                        costs(10, 13, 11, 12, 13, 10, 12, 11, 10, 13, 11, 13),
                        costs(11, 12, 11, 10, 13, 12, 10, 11, 13, 10, 12, 11)));
        assertThat(ranking.places().stream().map(Place::toString)).containsExactly("4", "3", "1-2", "1-2");
        assertThat(ranking.inOrder().stream().map(Place::optimizer)).containsExactly("a", "b", "c", "d");
        assertThat(ranking.first().orElseThrow().shared()).isTrue();
        assertThat(ranking.pair("c", "a").parted()).isTrue();
        assertThat(ranking.pair("a", "c").holmP()).isEqualTo(6.0 * 2 / 4096);
        assertThat(ranking.pair("a", "b").parted()).isFalse();
        assertThat(ranking.pair("a", "b").faster()).isEqualTo("a");
    }

    /**
     * Six starts, three optimizers, all pairs 2 / 2^6: corrected for three pairs that is 0.09, and parts nothing. The first need
     * not be corrected for, because it has to beat all the others.
     */
    @Test
    void theFirstNeedsNoCorrection() {
        Ranking ranking = Ranking.of(
                List.of("a", "b", "c"),
                List.of(costs(1, 1, 1, 1, 1, 1), costs(2, 2, 2, 2, 2, 2), costs(3, 3, 3, 3, 3, 3)));
        assertThat(ranking.places().stream().map(Place::toString)).containsExactly("1", "2-3", "2-3");
        assertThat(ranking.pairs().stream().map(ErtPair::holmP)).containsOnly(3.0 * 2 / 64);
    }

    /** Whatever its place in the config. */
    @Test
    void theFirstMayStandLastInTheConfig() {
        Ranking ranking = Ranking.of(
                List.of("c", "b", "a"),
                List.of(costs(3, 3, 3, 3, 3, 3), costs(2, 2, 2, 2, 2, 2), costs(1, 1, 1, 1, 1, 1)));
        assertThat(ranking.places().stream().map(Place::toString)).containsExactly("2-3", "2-3", "1");
    }

    /** That it beats most of the others is not enough, or the best of many equals would be parted from the worst of them. */
    @Test
    void theFirstHasToBeatAll() {
        Ranking ranking = Ranking.of(
                List.of("a", "b", "c"),
                List.of(costs(1, 1, 1, 1, 1, 1), costs(2, 2, 2, 2, 2, 1), costs(3, 3, 3, 3, 3, 3)));
        assertThat(ranking.places().stream().map(Place::toString)).containsOnly("1-3");
    }

    @Test
    void nobodyIsFirstWhereNobodyGotThere() {
        Ranking ranking = Ranking.of(List.of("a", "b"), List.of(never(9), never(9)));
        assertThat(ranking.first()).isEmpty();
        assertThat(ranking.places())
                .containsExactly(
                        new Place("a", INFINITY, INFINITY, INFINITY, 1, 2),
                        new Place("b", INFINITY, INFINITY, INFINITY, 1, 2));
        assertThat(Ranking.of(List.of(), List.of()).first()).isEmpty();
    }

    @Test
    void oneAloneIsFirst() {
        Ranking ranking = Ranking.of(List.of("a"), List.of(costs(7)));
        assertThat(ranking.places()).containsExactly(new Place("a", 7.0, 7.0, 7.0, 1, 1));
        assertThat(ranking.pairs()).isEmpty();
    }

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static StartCosts costs(double... epochs) {
        double[] reached = new double[epochs.length];
        Arrays.fill(reached, 1.0);
        return new StartCosts(epochs, reached);
    }

    private static StartCosts never(int starts) {
        double[] epochs = new double[starts];
        Arrays.fill(epochs, 100.0);
        return new StartCosts(epochs, new double[starts]);
    }
}
