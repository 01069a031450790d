package lockstep.race;

import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToDoubleFunction;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Run;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.race.job.Goal;
import lockstep.race.job.Outcome;
import lockstep.race.job.RaceJob;
import lockstep.race.job.RaceResult;
import lockstep.race.ranking.Curve;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;
import lockstep.work.Progress;
import lockstep.work.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a run that failed could count as one that converged, and a race could depend on its threads. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a job that does not end must not hang the tests
class ConvergenceRaceTest {

    private static final double TARGET = 0.1;
    private static final int BUDGET = 10;

    @Test
    void convergesAfterTheFirstEpochAtTheTarget() {
        RaceResult result = only(epoch -> epoch < 4 ? 1.0 : TARGET, step -> 1.0);
        assertThat(result.outcome()).isEqualTo(new Outcome.Converged(4));
        assertThat(result.finalLoss()).isEqualTo(TARGET);
        assertThat(result.steps()).isEqualTo(8); // batches of 3 and 1
        assertThat(result.presentations()).isEqualTo(16);
        assertThat(result.curve()).containsExactly(1.0, 1.0, 1.0, 1.0, TARGET);
    }

    @Test
    void mayBeThereBeforeItStarts() {
        RaceResult result = only(epoch -> 0.05, step -> 1.0);
        assertThat(result.outcome()).isEqualTo(new Outcome.Converged(0));
        assertThat(result.steps()).isZero();
    }

    @Test
    void theLastEpochCounts() {
        assertThat(only(epoch -> epoch < BUDGET ? 1.0 : TARGET, step -> 1.0).outcome())
                .isEqualTo(new Outcome.Converged(BUDGET));
    }

    @Test
    void justAboveTheTargetIsNotThere() {
        RaceResult result = only(epoch -> Math.nextUp(TARGET), step -> 1.0);
        assertThat(result.outcome()).isEqualTo(new Outcome.OutOfBudget(BUDGET));
        assertThat(result.steps()).isEqualTo(2 * BUDGET);
        assertThat(result.curve()).hasSize(BUDGET + 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {NaN, POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aLossThatIsNotFiniteHasDiverged(double loss) {
        RaceResult result = only(epoch -> epoch < 3 ? 1.0 : loss, step -> 1.0);
        assertThat(result.outcome()).isEqualTo(new Outcome.Diverged(3));
        assertThat(result.finalLoss()).isEqualTo(Double.valueOf(loss)); // boxed, so that NaN equals NaN
    }

    /** The losses after the epochs stay finite, and would even reach the target. */
    @Test
    void aStepThatIsNotFiniteHasDivergedWhateverComesAfter() {
        RaceResult result = only(epoch -> epoch < 3 ? 1.0 : 0.0, step -> step == 4 ? NaN : 1.0);
        assertThat(result.outcome()).isEqualTo(new Outcome.Diverged(3));
        assertThat(result.finalLoss()).isNaN();
        assertThat(result.steps()).isEqualTo(5);
        assertThat(result.presentations()).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void resultsAreInTheConfigsOrderOnAnyNumberOfThreads(int threads) {
        List<Run> runs = List.of(run("b", 20), run("a", 20));
        Race race = new ConvergenceRace(TARGET, BUDGET, 3, threads)
                .run(runs, run -> spec -> new Scripted(epoch -> 1.0, step -> 1.0), Progress.NONE);
        assertThat(race.results().stream().map(result -> result.job().run().label()))
                .containsExactly("b", "b", "b", "a", "a", "a");
        assertThat(race.results().stream().map(result -> result.job().run().seed()))
                .containsExactly(20L, 21L, 22L, 20L, 21L, 22L);
        assertThat(race.summaries().stream().map(RaceSummary::optimizer)).containsExactly("b", "a");
        assertThat(race.curves().stream().map(Curve::optimizer)).containsExactly("b", "a");
        assertThat(race.results())
                .allMatch(result -> result.curve().length == 0); // or a long race would fill the memory
    }

    @Test
    void progressHearsOfEveryJobOnTheCallingThread() {
        List<Thread> heard = new ArrayList<>();
        ConvergenceRace race = new ConvergenceRace(TARGET, BUDGET, 7, 2);
        race.run(
                List.of(run("a", 0), run("b", 0)),
                run -> spec -> new Scripted(epoch -> 1.0, step -> 1.0),
                amount -> heard.add(Thread.currentThread()));
        assertThat(heard).hasSize(14).containsOnly(Thread.currentThread());
    }

    /** Of three jobs the journal has the second, twice: it counts once, and the others are done. */
    @Test
    void whatTheJournalHasIsNotDoneAgain() {
        JobList jobs = ConvergenceRace.jobs(List.of(run("a", 20)), new Goal(TARGET, BUDGET), 3);
        List<Integer> done = new ArrayList<>();
        List<Integer> heard = new ArrayList<>();
        JobList.Executor executor = (list, numbers, journal, finished) -> {
            for (int number : numbers) {
                done.add(number);
                finished.accept(number, list.result(number, run -> spec -> new Scripted(epoch -> 0.0, step -> 1.0)));
            }
        };
        Race race = ConvergenceRace.run(jobs, executor, new Replaying(() -> {}), heard::add);

        assertThat(done).containsExactly(0, 2);
        assertThat(heard).containsExactly(1, 1, 1);
        assertThat(race.results().stream().map(result -> result.outcome().epochs()))
                .containsExactly(0, 7, 0);

        assertThatThrownBy(() -> ConvergenceRace.run(
                        jobs, executor, new Replaying(Thread.currentThread()::interrupt), heard::add))
                .isInstanceOf(RaceInterrupted.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(done).as("an interrupt while it is read ends the race").hasSize(2);
    }

    /** Has the second job. */
    private record Replaying(Runnable meanwhile) implements Journal {

        @Override
        public void replay(JobList jobs, Workers.Finished<RaceResult> found) {
            meanwhile.run();
            for (int again = 0; again < 2; again++) {
                found.accept(1, new RaceResult(jobs.job(1), new Outcome.Converged(7), 1, 1, 0.0, new double[11]));
            }
        }

        @Override
        public void add(JobList jobs, int number, RaceResult result) {}
    }

    @Test
    void everyEngineIsClosed() {
        AtomicInteger open = new AtomicInteger();
        new ConvergenceRace(TARGET, BUDGET, 5, 2)
                .run(
                        List.of(run("a", 0)),
                        run -> spec -> {
                            open.incrementAndGet();
                            return new Scripted(epoch -> 1.0, step -> 1.0) {
                                @Override
                                public void close() {
                                    open.decrementAndGet();
                                }
                            };
                        },
                        Progress.NONE);
        assertThat(open).hasValue(0);
    }

    /** Of the second optimizer's jobs one ends, two would go on for years: what it has is not the whole of it. */
    @Test
    void cancellationKeepsTheOptimizersThatHadFinished() {
        AtomicInteger slow = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Optimizer other = new Sgd(0.123);
        Run second = run("slow", 0);
        Run slowRun = new Run(
                "slow",
                second.network().withOptimizer(other),
                second.examples(),
                second.batchSize(),
                false,
                second.seed());
        ConvergenceRace race = new ConvergenceRace(TARGET, Integer.MAX_VALUE, 3, 2);
        RaceInterrupted interrupted = catchThrowableOfType(
                RaceInterrupted.class,
                () -> race.run(
                        List.of(run("quick", 0), slowRun),
                        run -> spec -> {
                            boolean ends = !spec.optimizer().equals(other) || slow.incrementAndGet() == 1;
                            double loss = ends ? 0.0 : 1.0;
                            return new Scripted(epoch -> loss, step -> 1.0);
                        },
                        amount -> {
                            if (done.addAndGet(amount) == 4) {
                                throw new CancellationException("enough");
                            }
                        }));
        assertThat(interrupted).hasRootCauseMessage("enough");
        assertThat(interrupted.finished().summaries().stream().map(RaceSummary::optimizer))
                .containsExactly("quick");
        assertThat(interrupted.finished().results()).hasSize(3);
        assertThat(interrupted.finished().curves()).hasSize(1);
    }

    @Test
    void interruptingTheCallingThreadEndsTheRace() {
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> new ConvergenceRace(TARGET, Integer.MAX_VALUE, 3, 2)
                        .run(
                                List.of(run("endless", 0)),
                                run -> spec -> new Scripted(epoch -> 1.0, step -> {
                                    if (step == 100) {
                                        caller.interrupt();
                                    }
                                    return 1.0;
                                }),
                                Progress.NONE))
                .isInstanceOf(RaceInterrupted.class);
        assertThat(Thread.interrupted()).isFalse(); // files can be written
    }

    /** As of somebody who presses Ctrl-C again. */
    @Test
    void anotherInterruptWhileItEndsIsNotLeftForWhatFollows() {
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> new ConvergenceRace(TARGET, Integer.MAX_VALUE, 3, 2)
                        .run(
                                List.of(run("endless", 0)),
                                run -> spec ->
                                        new Scripted(epoch -> 1.0, step -> {
                                            if (step == 100) {
                                                caller.interrupt();
                                            }
                                            return 1.0;
                                        }) {
                                            @Override
                                            public void close() {
                                                caller.interrupt();
                                            }
                                        },
                                Progress.NONE))
                .isInstanceOf(RaceInterrupted.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatAnEngineThrowsReachesTheCallerAndEndsTheRace() {
        IllegalArgumentException fault = new IllegalArgumentException("the wire is cut");
        assertThatThrownBy(() -> new ConvergenceRace(TARGET, Integer.MAX_VALUE, 3, 2)
                        .run(
                                List.of(run("sgd", 5)),
                                run -> spec -> new Scripted(epoch -> 1.0, step -> {
                                    if (step == 100) {
                                        throw fault;
                                    }
                                    return 1.0;
                                }),
                                Progress.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the run of sgd with seed ")
                .hasMessageContaining("the wire is cut")
                .hasCause(fault);
    }

    @Test
    void refusesARaceThatMakesNoSense() {
        assertThatThrownBy(() -> new ConvergenceRace(NaN, 1, 1, 1)).hasMessageContaining("target loss is NaN");
        assertThatThrownBy(() -> new ConvergenceRace(0.1, 0, 1, 1)).hasMessageContaining("epochs is 0");
        assertThatThrownBy(() -> new ConvergenceRace(0.1, 1, 0, 1)).hasMessageContaining("seeds is 0");
        assertThatThrownBy(() -> new ConvergenceRace(0.1, 1, 1, 0)).hasMessageContaining("threads is 0");
    }

    private static RaceResult only(IntToDoubleFunction lossAfterEpoch, IntToDoubleFunction lossOfStep) {
        return new RaceJob(run("sgd", 1), TARGET, BUDGET).run(spec -> new Scripted(lossAfterEpoch, lossOfStep));
    }

    /** Four examples in batches of three: two steps an epoch, the second with one example. */
    private static Run run(String label, long seed) {
        return RaceJobs.run(label, new Sgd(0.5), 3, seed);
    }

    /** Learns nothing, but has the losses that it is told to have. */
    private static class Scripted implements Engine {
        private final IntToDoubleFunction lossAfterEpoch;
        private final IntToDoubleFunction lossOfStep;
        private int epoch;
        private int step;

        Scripted(IntToDoubleFunction lossAfterEpoch, IntToDoubleFunction lossOfStep) {
            this.lossAfterEpoch = lossAfterEpoch;
            this.lossOfStep = lossOfStep;
        }

        @Override
        public double step(Batch batch) {
            return lossOfStep.applyAsDouble(step++);
        }

        @Override
        public double loss(Batch batch) {
            assertThat(batch.size()).isEqualTo(4);
            return lossAfterEpoch.applyAsDouble(epoch++);
        }

        @Override
        public void loadWeights(double[] weights) {}

        @Override
        public void readWeights(double[] into) {}

        @Override
        public void readGradient(double[] into) {}

        @Override
        public void readOutputs(Batch batch, double[] into) {}

        @Override
        public Optional<Rule> newRule(int n) {
            return Optional.empty();
        }
    }
}
