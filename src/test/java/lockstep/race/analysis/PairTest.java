package lockstep.race.analysis;

import static lockstep.race.RaceJobs.BUDGET;
import static lockstep.race.RaceJobs.FAILED;
import static lockstep.race.RaceJobs.race;
import static lockstep.race.RaceJobs.results;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.model.Target;
import lockstep.optim.Adam;
import lockstep.optim.Momentum;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.race.RaceJobs;
import lockstep.race.job.Goal;
import lockstep.race.job.Outcome;
import lockstep.race.job.RaceJob;
import lockstep.race.job.RaceResult;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;
import lockstep.race.ranking.SettingResult;
import lockstep.race.ranking.Tuned;
import org.junit.jupiter.api.Test;

/** Without it a comparison could pair the wrong seeds, drop the runs that failed, or keep still about a wrong ranking. */
class PairTest {

    /** By hand; seed by seed: faster, slower, faster (the other failed), tie, tie (both failed), slower (it failed). */
    @Test
    void comparesSeedBySeed() {
        Race race = race(
                results("a", new Sgd(0.5), 10, 30, 50, 20, FAILED, FAILED),
                results("b", new Sgd(0.5), 20, 20, FAILED, 20, FAILED, 40));
        Pair pair = Pair.of(race).get(0);
        assertThat(List.of(pair.optimizer(), pair.other())).containsExactly("a", "b");
        assertThat(List.of(pair.seeds(), pair.faster(), pair.slower(), pair.ties()))
                .containsExactly(6, 2, 2, 2);
        assertThat(pair.probability()).isEqualTo(0.5);
        assertThat(pair.medianRatio()).isEqualTo(1.0); // of 0, 0.5, 1, 1.5, infinity
        assertThat(pair.ratioLow()).isZero();
        assertThat(pair.ratioHigh()).isInfinite();
        assertThat(pair.signP()).isEqualTo(1.0);
    }

    /** Each of 8 seeds: 2 / 2^8; of three pairs, two such: Holm makes of them 3 x and the same. */
    @Test
    void correctsOverAllPairs() {
        int[] fast = {1, 2, 3, 4, 5, 6, 7, 8};
        int[] slow = {11, 12, 13, 14, 15, 16, 17, 18};
        Race race = race(
                results("a", new Sgd(0.5), fast), results("b", new Sgd(0.5), slow), results("c", new Sgd(0.5), fast));
        List<Pair> pairs = Pair.of(race);
        assertThat(pairs.stream().mapToDouble(Pair::signP).toArray())
                .containsExactly(new double[] {2.0 / 256, 1.0, 2.0 / 256}, within(1e-15));
        assertThat(pairs.stream().mapToDouble(Pair::holmP).toArray())
                .containsExactly(new double[] {6.0 / 256, 1.0, 6.0 / 256}, within(1e-15));
        assertThat(pairs.get(0).ratioHigh()).isLessThan(1.0);
    }

    /** All runs that failed, a diverged one too, are at risk to the end: 3 of 4, then 2 of 4, are not there yet. */
    @Test
    void survivalKeepsTheRunsThatFailed() {
        List<RaceResult> results = new ArrayList<>(results("a", new Sgd(0.5), 10, 30, FAILED));
        RaceJob job = new RaceJob(RaceJobs.run("a", new Sgd(0.5), 1, 4), 0.01, BUDGET);
        results.add(new RaceResult(job, new Outcome.Diverged(5), 1, 1, Double.NaN, new double[0]));
        var steps = Survival.of(race(results)).get(0).curve().steps();
        assertThat(steps.stream().map(step -> step.atRisk())).containsExactly(4, 3);
        assertThat(steps.get(1).survival()).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void attainmentOfEachTargetAndOfAll() {
        Goal goal = new Goal(
                List.of(new Target(Target.Measure.LOSS, 0.01), new Target(Target.Measure.ACCURACY, 1.0)), 1, BUDGET);
        RaceJob job = new RaceJob(RaceJobs.run("a", new Sgd(0.5), 1, 0), goal, false);
        Outcome failed = new Outcome.OutOfBudget(BUDGET);
        List<RaceResult> results = List.of(
                new RaceResult(
                        job,
                        List.of(new Outcome.Converged(20), new Outcome.Converged(10)),
                        1,
                        1,
                        0.0,
                        new double[0],
                        Optional.empty()),
                new RaceResult(
                        job, List.of(failed, new Outcome.Converged(20)), 1, 1, 0.0, new double[0], Optional.empty()));
        assertThat(Attainment.of(race(results)))
                .containsExactly(
                        new Attainment("a", "loss: 0.01", List.of(new Attainment.Point(20, 0.5))),
                        new Attainment(
                                "a",
                                "accuracy: 1.0",
                                List.of(new Attainment.Point(10, 0.5), new Attainment.Point(20, 1.0))),
                        new Attainment(
                                "a", "all", List.of(new Attainment.Point(10, 0.25), new Attainment.Point(20, 0.75))));
    }

    /** Failures are charged to the next success: 10, then 100 + 30, then 100 + 100 + 20; the last failure to nobody. */
    @Test
    void restartsAreCharged() {
        RaceSummary summary = RaceSummary.of(results("a", new Sgd(0.5), 10, FAILED, 30, FAILED, FAILED, 20, FAILED));
        assertThat(summary.restartMean()).isEqualTo(120.0);
        assertThat(summary.restartSd()).isCloseTo(Math.sqrt((110.0 * 110 + 10 * 10 + 100 * 100) / 2), within(1e-12));
    }

    @Test
    void saysWhereAMeanOrAMedianMisleads() {
        Race race = race(
                results("lucky", new Sgd(0.5), 10, 10, 10, FAILED, FAILED),
                results("sure", new Sgd(0.5), 30, 30, 30, 30, 30));
        assertThat(Remark.of(race, List.of()))
                .containsExactly(
                        new Remark(Remark.Topic.MEAN_MISLEADS, "lucky", "sure", 230.0 / 3.0, 30.0, 10.0, 30.0),
                        new Remark(Remark.Topic.MEDIAN_MISLEADS, "lucky", "sure", 230.0 / 3.0, 30.0, 10.0, 30.0),
                        new Remark(Remark.Topic.FIRST_BY_LUCK, "sure", "lucky", 30.0, 230.0 / 3.0),
                        new Remark(Remark.Topic.FEW_STARTS, "sure", "sure", 5.0, 6.0));
    }

    /** By hand: 412 epochs for a success are 13.7 times the 30 of the third, 76.7 are 2.6 times: the greater factor is told of. */
    @Test
    void theWorstOfTheMisleadingPairsIsToldOf() {
        List<RaceResult> lucky = results("lucky", new Sgd(0.5), 10, 10, 10, FAILED, FAILED);
        List<RaceResult> worse = results("worse", new Sgd(0.5), 12, FAILED, FAILED, FAILED, FAILED);
        List<RaceResult> sure = results("sure", new Sgd(0.5), 30, 30, 30, 30, 30);
        Remark expected = new Remark(Remark.Topic.MEAN_MISLEADS, "worse", "sure", 412.0, 30.0, 12.0, 30.0);
        for (Race race : List.of(race(lucky, worse, sure), race(worse, lucky, sure))) {
            assertThat(Remark.of(race, List.of()))
                    .filteredOn(remark -> remark.topic() == Remark.Topic.MEAN_MISLEADS)
                    .containsExactly(expected);
        }
    }

    /** Of four seeds one, because with the others neither got there. */
    @Test
    void seedsWithWhichBothFailedHaveNoRatio() {
        Race race = race(
                results("a", new Sgd(0.5), 10, FAILED, FAILED, FAILED),
                results("b", new Sgd(0.5), 20, FAILED, FAILED, FAILED));
        assertThat(Pair.of(race).get(0).medianRatio()).isEqualTo(0.5);
        Race none = race(results("a", new Sgd(0.5), FAILED), results("b", new Sgd(0.5), FAILED));
        assertThat(Pair.of(none).get(0).medianRatio()).isNaN();
    }

    /** Six of six starts cheaper: of all ways to name the two, 2 / 64. Five of six: the sixth says nothing, and 2 / 32 is above 0.05. */
    @Test
    void aFirstPlaceThatMayBeLuckIsToldOf() {
        int[] sevens = {7, 7, 7, 7, 7, 7};
        int[] eights = {8, 8, 8, 8, 8, 8};
        int[] almost = {8, 8, 8, 8, 8, 7};
        assertThat(Remark.of(
                        race(results("slow", new Sgd(0.1), eights), results("fast", new Sgd(0.5), sevens)), List.of()))
                .isEmpty();
        assertThat(Remark.of(
                        race(results("slow", new Sgd(0.1), almost), results("fast", new Sgd(0.5), sevens)), List.of()))
                .containsExactly(new Remark(Remark.Topic.FIRST_BY_LUCK, "fast", "slow", 7.0, 47.0 / 6.0));
        // Of two that are equally fast neither is the fastest.
        assertThat(Remark.of(
                        race(results("one", new Sgd(0.1), sevens), results("two", new Sgd(0.5), sevens)), List.of()))
                .containsExactly(new Remark(Remark.Topic.FIRST_BY_LUCK, "one", "two", 7.0, 7.0));
    }

    /** Adam contains momentum, so that it lost says that its search was too small: if both were tuned. Nobody contains Adam. */
    @Test
    void anOptimizerMustNotLoseToOneThatItContains() {
        int[] fast = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        int[] slow = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20};
        Tuned adam = tuned("adam", new Adam(0.1), new Adam(0.2), new Adam(0.3));
        Tuned momentum = tuned("heavy", new Momentum(0.1), new Momentum(0.2), new Momentum(0.3));

        Race lost = race(results("adam", new Adam(0.1), slow), results("heavy", new Momentum(0.1), fast));
        assertThat(Remark.of(lost, List.of(adam, momentum)))
                .containsExactly(
                        new Remark(Remark.Topic.SEARCH_TOO_SMALL, "adam", "heavy", 15.5, 5.5),
                        new Remark(Remark.Topic.ONLY_RATE_SEARCHED, "adam", "adam", 3.0, 4.0),
                        new Remark(Remark.Topic.ONLY_RATE_SEARCHED, "heavy", "heavy", 3.0, 2.0));
        assertThat(Inclusion.violated(lost, Pair.of(lost), List.of(momentum))).isEmpty();

        Race won = race(results("adam", new Adam(0.1), fast), results("heavy", new Momentum(0.1), slow));
        assertThat(Inclusion.violated(won, Pair.of(won), List.of(adam, momentum)))
                .isEmpty();
    }

    /** Lost with each of 5 seeds, the sign test has 2 / 2^5, above 0.05: luck. With each of 6 it has 2 / 2^6, below it. */
    @Test
    void aLossThatMayBeLuckSaysNothingOfTheSearch() {
        Tuned adam = tuned("adam", new Adam(0.1), new Adam(0.2), new Adam(0.3));
        Tuned momentum = tuned("heavy", new Momentum(0.1), new Momentum(0.2), new Momentum(0.3));
        Race luck = race(
                results("adam", new Adam(0.1), 11, 12, 13, 14, 15), results("heavy", new Momentum(0.1), 1, 2, 3, 4, 5));
        Race rule = race(
                results("adam", new Adam(0.1), 11, 12, 13, 14, 15, 16),
                results("heavy", new Momentum(0.1), 1, 2, 3, 4, 5, 6));

        assertThat(Inclusion.violated(luck, Pair.of(luck), List.of(adam, momentum)))
                .isEmpty();
        assertThat(Inclusion.violated(rule, Pair.of(rule), List.of(adam, momentum)))
                .containsExactly(new Inclusion("adam", 13.5, "heavy", 3.5));
    }

    /** Where the other hyper-parameters were searched too, or there are none, the search did not cover the rate alone. */
    @Test
    void aSearchOfTheRateAloneIsToldOf() {
        Race race = race(results("a", new Sgd(0.2), 10));
        assertThat(Remark.of(
                        race,
                        List.of(
                                tuned("rates", new Momentum(0.1, 0.5), new Momentum(0.2, 0.5), new Momentum(0.3, 0.5)),
                                tuned("both", new Momentum(0.1, 0.5), new Momentum(0.2, 0.6), new Momentum(0.3, 0.5)),
                                tuned("sgd", new Sgd(0.1), new Sgd(0.2), new Sgd(0.3)))))
                .containsExactly(new Remark(Remark.Topic.ONLY_RATE_SEARCHED, "rates", "rates", 3.0, 2.0));
    }

    /** Faster in nine starts of ten, whose sign test has 22 / 1024, and three times as dear for the tenth. */
    @Test
    void fasterUnderMostSeedsAndDearerIsToldOf() {
        Race race = race(
                results("hasty", new Sgd(0.9), 9, 9, 9, 9, 9, 9, 9, 9, 9, FAILED),
                results("steady", new Sgd(0.1), 10, 10, 10, 10, 10, 10, 10, 10, 10, 10));
        assertThat(Remark.of(race, List.of()))
                .contains(
                        new Remark(Remark.Topic.PAIRED_POINTS_OTHER_WAY, "steady", "hasty", 0.9, 0.1),
                        new Remark(Remark.Topic.FIRST_BY_LUCK, "steady", "hasty", 10.0, 181.0 / 9.0));
    }

    @Test
    void aBestRateAtTheEdgeIsToldOf() {
        Race race = race(results("sgd", new Sgd(0.2), 10));
        assertThat(Remark.of(
                        race, List.of(Tuned.of("sgd", List.of(setting(new Sgd(0.1), 5), setting(new Sgd(0.2), 4))))))
                .containsExactly(new Remark(Remark.Topic.RATE_AT_EDGE, "sgd", "sgd", 0.2, 0.2));
    }

    /** Tuned, with the best in the middle. */
    private static Tuned tuned(String label, Optimizer low, Optimizer middle, Optimizer high) {
        return Tuned.of(label, List.of(setting(low, 5), setting(middle, 4), setting(high, 5)));
    }

    private static SettingResult setting(Optimizer optimizer, double ert) {
        return new SettingResult(RaceJobs.run("x", optimizer, 1, 0), 10, 5, 0, ert, ert, 0.0, 1);
    }
}
