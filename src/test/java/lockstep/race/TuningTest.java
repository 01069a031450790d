package lockstep.race;

import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import lockstep.model.Batch;
import lockstep.model.Engines;
import lockstep.model.Run;
import lockstep.optim.Momentum;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.parity.DelegatingEngine;
import lockstep.race.analysis.Sensitivity;
import lockstep.race.job.Goal;
import lockstep.race.job.Outcome;
import lockstep.race.job.RaceJob;
import lockstep.race.job.RaceResult;
import lockstep.race.ranking.RaceSummary;
import lockstep.race.ranking.SettingResult;
import lockstep.race.ranking.Tuned;
import lockstep.scalar.ScalarNetwork;
import lockstep.work.Progress;
import lockstep.work.Workers;
import org.junit.jupiter.api.Test;

/** Without it one optimizer could be tuned better than another, or the luck of the tuning be reported as speed. */
class TuningTest {

    private static final Goal GOAL = new Goal(0.01, 300);
    private static final JobList.Executor THREADS = JobList.threads(2, run -> ScalarNetwork::new);

    @Test
    void takesTheBestSettingAndKeepsTheSeedsApart() {
        List<Contender> contenders = List.of(
                contender("sgd", new Sgd(0.001), new Sgd(0.5), new Sgd(0.1)),
                contender("given", new Sgd(0.5)),
                contender("wild", new Momentum(1e200), new Momentum(0.1)));
        JobList jobs = Tuning.jobs(contenders, GOAL, 100, 5);
        Set<Long> seeds = new TreeSet<>();
        Journal listening = new Journal() {
            @Override
            public void replay(JobList jobs, Workers.Finished<RaceResult> found) {}

            @Override
            public void add(JobList jobs, int number, RaceResult result) {
                synchronized (seeds) {
                    seeds.add(result.job().run().seed());
                }
            }
        };
        List<Integer> heard = new ArrayList<>();

        List<Tuned> tuned = Tuning.run(jobs, THREADS, listening, heard::add);

        assertThat(tuned.stream().map(Tuned::optimizer)).containsExactly("sgd", "wild"); // one has nothing to tune
        assertThat(tuned.get(0).winner().learningRate()).isEqualTo(0.5);
        assertThat(tuned.get(1).winner().learningRate()).isEqualTo(0.1);
        assertThat(tuned.get(1).settings().get(0).converged()).isZero();
        assertThat(seeds)
                .isEqualTo(new TreeSet<>(LongStream.range(100, 105).boxed().toList()));
        assertThat(heard).hasSize(jobs.size()).hasSize(25);
    }

    /** Ctrl-C twice asks for no more than once, and must not break off what is written afterwards. */
    @Test
    void twoInterruptsAreAnsweredByOneException() {
        Thread caller = Thread.currentThread();
        Engines interrupting = spec -> new DelegatingEngine(spec) {
            @Override
            public double step(Batch batch) {
                caller.interrupt();
                return super.step(batch);
            }

            @Override
            public void close() {
                caller.interrupt();
            }
        };
        JobList jobs =
                Tuning.jobs(List.of(contender("sgd", new Sgd(0.5), new Sgd(0.1))), new Goal(1e-300, 100_000), 0, 3);
        JobList.Executor executor = JobList.threads(2, run -> interrupting);

        assertThatThrownBy(() -> Tuning.run(jobs, executor, Journal.NONE, Progress.NONE))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    /** It is the race's own figure: all epochs spent, divided by the successes. */
    @Test
    void aSettingIsJudgedAsTheRaceWould() {
        Run run = RaceJobs.run("sgd", new Sgd(0.5), 1, 0);
        RaceSummary raced = new ConvergenceRace(GOAL, 20, 2)
                .run(List.of(run), each -> ScalarNetwork::new, Progress.NONE)
                .summaries()
                .get(0);
        JobList jobs = Tuning.jobs(List.of(contender("sgd", new Sgd(0.5), new Sgd(0.1))), GOAL, 0, 20);
        Tuned tuned = Tuning.run(jobs, THREADS, Journal.NONE, Progress.NONE).get(0);
        assertThat(tuned.settings().get(0).ertEpochs()).isEqualTo(raced.ertEpochs());
        assertThat(tuned.settings().get(0).medianEpochs()).isEqualTo(raced.medianEpochs());
    }

    /** Where none gets there the lower loss decides, and one that diverges is the worst. */
    @Test
    void withoutASuccessTheLossDecides() {
        assertThat(Tuned.of(
                                "a",
                                List.of(
                                        setting(0.1, POSITIVE_INFINITY, 0.4, 0),
                                        setting(0.2, POSITIVE_INFINITY, 0.3, 0),
                                        setting(0.4, POSITIVE_INFINITY, POSITIVE_INFINITY, 9)))
                        .best())
                .isEqualTo(1);
        assertThat(Tuned.of("a", List.of(setting(0.1, 20, 0.4, 0), setting(0.2, 20, 0.4, 0)))
                        .best())
                .isZero();
    }

    /** By hand. The rate 0.4 is within twice the best, but beyond 0.2, which is not. */
    @Test
    void sensitivity() {
        Tuned tuned = Tuned.of(
                "a",
                List.of(
                        setting(0.8, POSITIVE_INFINITY, POSITIVE_INFINITY, 10),
                        setting(0.1, 10, 0, 0),
                        setting(0.05, 20, 0, 0),
                        setting(0.025, 20.5, 0, 0),
                        setting(0.2, 30, 0, 2),
                        setting(0.1, 12, 0, 0), // the same rate with something else worse
                        setting(0.4, 15, 0, 5)));
        Sensitivity sensitivity = Sensitivity.of(tuned).orElseThrow();
        assertThat(sensitivity.bestRate()).isEqualTo(0.1);
        assertThat(sensitivity.low()).isEqualTo(0.05);
        assertThat(sensitivity.high()).isEqualTo(0.1);
        assertThat(sensitivity.rates().stream().map(Sensitivity.Rate::learningRate))
                .containsExactly(0.025, 0.05, 0.1, 0.2, 0.4, 0.8);
        assertThat(sensitivity.rates().stream().map(Sensitivity.Rate::ratio))
                .containsExactly(2.05, 2.0, 1.0, 3.0, 1.5, POSITIVE_INFINITY);
        assertThat(sensitivity.rates().stream().map(Sensitivity::diverges))
                .containsExactly(false, false, false, false, true, true);
        assertThat(Sensitivity.of(Tuned.of("a", List.of(setting(0.1, 1, 0, 0), setting(0.1, 2, 0, 0)))))
                .isEmpty();
    }

    /** Where the best rate needs no epoch, only another that needs none is as good, and no rate is within any factor else. */
    @Test
    void sensitivityOfATargetThatIsMetAtOnce() {
        Tuned tuned = Tuned.of("a", List.of(setting(0.1, 0, 0, 0), setting(0.2, 0, 0, 0), setting(0.4, 3, 0, 0)));
        Sensitivity sensitivity = Sensitivity.of(tuned).orElseThrow();
        assertThat(sensitivity.rates().stream().map(Sensitivity.Rate::ratio))
                .containsExactly(1.0, 1.0, POSITIVE_INFINITY);
        assertThat(sensitivity.high()).isEqualTo(0.2);
    }

    /** By hand: 10, 100 and 5 epochs for one success; of the losses 0.5, 0.2 and one that diverged the middle is 0.5. */
    @Test
    void aSettingsRunsThatFailedCount() {
        RaceJob job = RaceJobs.of(1, 100);
        SettingResult setting = SettingResult.of(List.of(
                new RaceResult(job, new Outcome.Converged(10), 4, 4, 0.5, new double[0]),
                new RaceResult(job, new Outcome.OutOfBudget(100), 5, 5, 0.2, new double[0]),
                new RaceResult(job, new Outcome.Diverged(5), 6, 6, 0.1, new double[0])));
        assertThat(setting).isEqualTo(new SettingResult(job.run(), 3, 1, 1, 115.0, POSITIVE_INFINITY, 0.5, 15));
    }

    @Test
    void sensitivityWhereEveryRateIsGoodOrNone() {
        Sensitivity good = Sensitivity.of(
                        Tuned.of("a", List.of(setting(0.1, 12, 0, 0), setting(0.2, 10, 0, 0), setting(0.4, 20, 0, 0))))
                .orElseThrow();
        assertThat(List.of(good.low(), good.bestRate(), good.high())).containsExactly(0.1, 0.2, 0.4);
        Sensitivity none = Sensitivity.of(Tuned.of(
                        "a", List.of(setting(0.1, POSITIVE_INFINITY, 0.2, 0), setting(0.2, POSITIVE_INFINITY, 0.1, 0))))
                .orElseThrow();
        assertThat(none.rates().stream().map(Sensitivity.Rate::ratio)).containsOnly(Double.NaN);
    }

    /** The best of one is any of them; the best of all is the best. */
    @Test
    void budgets() {
        Tuned tuned = Tuned.of(
                "a",
                DoubleStream.of(30, 10, 20, POSITIVE_INFINITY)
                        .mapToObj(ert -> setting(0.1, ert, 0, 0))
                        .toList());
        assertThat(tuned.budgets().get(0)).isEqualTo(new Tuned.Budget(1, 10, 20, 30));
        assertThat(tuned.budgets().get(3)).isEqualTo(new Tuned.Budget(4, 10, 10, 10));
    }

    private static Contender contender(String label, Optimizer... settings) {
        List<Run> runs = new ArrayList<>();
        for (Optimizer optimizer : settings) {
            runs.add(RaceJobs.run(label, optimizer, 1, 0));
        }
        return new Contender(label, runs);
    }

    private static SettingResult setting(double rate, double ert, double loss, int diverged) {
        return new SettingResult(RaceJobs.run("a", new Sgd(rate), 1, 0), 10, 5, diverged, ert, ert, loss, 1);
    }
}
