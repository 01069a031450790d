package lockstep.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.race.ConvergenceRace;
import lockstep.race.Goal;
import lockstep.race.Journal;
import lockstep.race.Outcome;
import lockstep.race.Race;
import lockstep.race.RaceJob;
import lockstep.race.RaceResult;
import lockstep.race.TestResult;
import lockstep.results.JobJournal.Origin;
import lockstep.scalar.ScalarNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a race that was killed could go on with half a result, or with one of another race. */
class JobJournalTest {

    private static final Goal GOAL = new Goal(0.05, 40);

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void inAFolder() {
        file = folder.resolve(".journal");
    }

    @Test
    void remembersEveryBit() {
        RaceJob job = new RaceJob(run(0.5, 7), GOAL, true);
        double[] curve = {0.1, Double.MIN_VALUE, -0.0, Double.POSITIVE_INFINITY};
        List<Outcome> outcomes =
                List.of(new Outcome.Converged(3), new Outcome.OutOfBudget(40), new Outcome.Diverged(0));
        TestResult test = new TestResult(new double[] {0.5}, new double[] {0.0, 1.0}, 0.25, 0.75);
        add(new RaceResult(job, outcomes, 1L << 40, 12, Double.NaN, curve, Optional.of(test)));

        RaceResult found = find(job).orElseThrow();

        assertThat(found.outcomes()).isEqualTo(outcomes);
        assertThat(found.steps()).isEqualTo(1L << 40);
        assertThat(found.presentations()).isEqualTo(12);
        assertThat(found.finalLoss()).isNaN();
        assertThat(found.curve()).isEqualTo(curve);
        assertThat(found.test()).usingRecursiveComparison().isEqualTo(Optional.of(test));
    }

    /** What is not the same job is to be done anew. */
    @Test
    void knowsWhatAJobDependsOn() {
        RaceJob job = new RaceJob(run(0.5, 7), GOAL, false);
        add(result(job));

        assertThat(find(new RaceJob(run(0.5, 8), GOAL, false))).isEmpty();
        assertThat(find(new RaceJob(run(0.51, 7), GOAL, false))).isEmpty();
        assertThat(find(new RaceJob(run(0.5, 7), new Goal(0.05, 41), false))).isEmpty();
        assertThat(find(new RaceJob(run(0.5, 7), GOAL, true))).isEmpty();
        assertThat(find(job)).isPresent();
    }

    /** A config names a CSV file, whose numbers may be edited while the race is stopped. */
    @Test
    void aJobDependsOnEachNumberOfItsExamples() {
        RaceJob job = new RaceJob(tested(0.0, 0.5, 2.0, 0.25), GOAL, false);
        TestResult test = new TestResult(new double[0], new double[0], 0.25, 0.75);
        add(new RaceResult(job, List.of(new Outcome.Converged(3)), 6, 12, 0.04, new double[0], Optional.of(test)));

        assertThat(find(new RaceJob(tested(0.125, 0.5, 2.0, 0.25), GOAL, false)))
                .as("another input")
                .isEmpty();
        assertThat(find(new RaceJob(tested(0.0, 0.625, 2.0, 0.25), GOAL, false)))
                .as("another target")
                .isEmpty();
        assertThat(find(new RaceJob(tested(0.0, 0.5, 2.125, 0.25), GOAL, false)))
                .as("another input held out")
                .isEmpty();
        assertThat(find(new RaceJob(tested(0.0, 0.5, 2.0, 0.375), GOAL, false)))
                .as("another target held out")
                .isEmpty();
        assertThat(find(job)).isPresent();
    }

    @Test
    void aJournalOfAnotherBuildOrConfigIsThrownAway() {
        RaceJob job = new RaceJob(run(0.5, 7), GOAL, false);
        assertThat(origin("build", "config")).isEqualTo(Origin.NONE);
        add(result(job));

        assertThat(origin("build", "config")).isEqualTo(Origin.SAME);
        assertThat(origin("build 2", "config")).isEqualTo(Origin.OTHER_BUILD);
        assertThat(origin("build", "config 2")).isEqualTo(Origin.OTHER_CONFIG);
        try (JobJournal journal = new JobJournal(file, "build", "config 2")) {
            var section = journal.section(job.run(), job.goal());
            assertThat(section.find(job)).isEmpty();
            assertThat(journal.found()).isZero();
            section.add(result(job));
        }
        assertThat(origin("build", "config")).isEqualTo(Origin.OTHER_CONFIG);
        assertThat(origin("build", "config 2")).isEqualTo(Origin.SAME);
    }

    private Origin origin(String build, String config) {
        try (JobJournal journal = new JobJournal(file, build, config)) {
            assertThat(journal.found()).isEqualTo(journal.origin() == Origin.SAME ? 1 : 0);
            return journal.origin();
        }
    }

    @Test
    void aLineThatWasBrokenOffCountsForNothingAndSpoilsNothing() throws IOException {
        RaceJob first = new RaceJob(run(0.5, 1), GOAL, false);
        RaceJob second = new RaceJob(run(0.5, 2), GOAL, false);
        RaceJob third = new RaceJob(run(0.5, 3), GOAL, false);
        add(result(first));
        add(result(second));
        String text = Files.readString(file);

        for (int kept = text.length() - 1; kept > text.lastIndexOf('\n', text.length() - 2); kept--) {
            Files.writeString(file, text.substring(0, kept));
            boolean whole = kept == text.length() - 1; // only the line's end is missing
            assertThat(find(first)).isPresent();
            assertThat(find(second).isPresent()).isEqualTo(whole);
            add(result(third));
            assertThat(find(third)).as("kept %d", kept).isPresent();
            assertThat(find(first)).isPresent();
        }
        Files.write(file, new byte[] {0, -1, 10, 32, 32, 10}, StandardOpenOption.APPEND);
        assertThat(find(first)).isPresent();
    }

    @Test
    void aRaceGoesOnFromIt() {
        List<Run> runs = List.of(run(0.5, 0), run(0.1, 0));
        ConvergenceRace race = new ConvergenceRace(GOAL, 5, 2);
        Race whole = race.run(runs, ScalarNetwork::new, Progress.NONE);
        try (JobJournal journal = new JobJournal(file, "build", "config")) {
            new ConvergenceRace(GOAL, 3, 2).run(runs, ScalarNetwork::new, journal, Progress.NONE);
        }
        try (JobJournal journal = new JobJournal(file, "build", "config")) {
            Race resumed = race.run(
                    runs,
                    spec -> new ScalarNetwork(spec),
                    (run, goal) -> {
                        var section = journal.section(run, goal);
                        return new Journal.Section() {
                            @Override
                            public Optional<RaceResult> find(RaceJob job) {
                                Optional<RaceResult> found = section.find(job);
                                assertThat(found.isPresent())
                                        .isEqualTo(job.run().seed() < 3);
                                return found;
                            }

                            @Override
                            public void add(RaceResult result) {
                                section.add(result);
                            }
                        };
                    },
                    Progress.NONE);
            assertThat(resumed.curves()).isEqualTo(whole.curves());
            assertThat(resumed.summaries()).isEqualTo(whole.summaries());
            journal.delete();
        }
        assertThat(file).doesNotExist();
    }

    private void add(RaceResult result) {
        try (JobJournal journal = new JobJournal(file, "build", "config")) {
            journal.section(result.job().run(), result.job().goal()).add(result);
        }
    }

    private Optional<RaceResult> find(RaceJob job) {
        try (JobJournal journal = new JobJournal(file, "build", "config")) {
            return journal.section(job.run(), job.goal()).find(job);
        }
    }

    private static RaceResult result(RaceJob job) {
        return new RaceResult(job, new Outcome.Converged(3), 6, 12, 0.04, new double[0]);
    }

    /** A run with two examples to learn from and one held out; of each of their parts, one number. */
    private static Run tested(double input, double target, double testInput, double testTarget) {
        Run run = run(0.5, 7);
        return new Run(
                run.label(),
                run.network(),
                Examples.of(new double[][] {{input}, {1.0}}, new double[][] {{0.0}, {target}}),
                run.batchSize(),
                run.shuffle(),
                run.seed(),
                Optional.of(Examples.of(new double[][] {{testInput}}, new double[][] {{testTarget}})));
    }

    private static Run run(double rate, long seed) {
        Optimizer sgd = new Sgd(rate);
        LayerSpec layer = new LayerSpec(1, Activation.TANH, true, new Init.Uniform(-1.0, 1.0));
        NetworkSpec network = new NetworkSpec(1, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, sgd);
        Examples examples = Examples.of(new double[][] {{0.0}, {1.0}}, new double[][] {{0.0}, {0.5}});
        return new Run("sgd", network, examples, 1, false, seed);
    }
}
