package lockstep.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
import lockstep.race.JobList;
import lockstep.race.Journal;
import lockstep.race.job.Goal;
import lockstep.race.job.Outcome;
import lockstep.race.job.RaceResult;
import lockstep.race.job.TestResult;
import lockstep.race.ranking.Race;
import lockstep.results.JobJournal.Origin;
import lockstep.scalar.ScalarNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a race that was killed could go on with half a result, or with one of another race. */
class JobJournalTest {

    private static final Goal GOAL = new Goal(0.05, 40);
    private static final JobList JOBS = new JobList("race", List.of(run(0.5), run(0.1)), GOAL, 5, 5);
    private static final JournalTitle TITLE = new JournalTitle("build", "config", "");

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void inAFolder() {
        file = folder.resolve(".journal");
    }

    @Test
    void remembersEveryBit() {
        double[] curve = {0.1, Double.MIN_VALUE, -0.0, Double.POSITIVE_INFINITY};
        List<Outcome> outcomes =
                List.of(new Outcome.Converged(3), new Outcome.OutOfBudget(40), new Outcome.Diverged(0));
        TestResult test = new TestResult(new double[] {0.5}, new double[] {0.0, 1.0}, 0.25, 0.75);
        add(JOBS, 7, new RaceResult(JOBS.job(7), outcomes, 1L << 40, 12, Double.NaN, curve, Optional.of(test)));

        Map<Integer, RaceResult> replayed = replay(JOBS);

        assertThat(replayed).containsOnlyKeys(7);
        RaceResult found = replayed.get(7);
        assertThat(found.job()).isEqualTo(JOBS.job(7));
        assertThat(found.outcomes()).isEqualTo(outcomes);
        assertThat(found.steps()).isEqualTo(1L << 40);
        assertThat(found.presentations()).isEqualTo(12);
        assertThat(found.finalLoss()).isNaN();
        assertThat(found.curve()).isEqualTo(curve);
        assertThat(found.test()).usingRecursiveComparison().isEqualTo(Optional.of(test));
    }

    /** A tuning's job of the same number is another one. */
    @Test
    void keepsTheListsApart() {
        JobList tuning = new JobList("tuning", JOBS.runs(), GOAL, 10, 0);
        add(JOBS, 3, result(JOBS, 3));
        add(tuning, 4, result(tuning, 4));

        assertThat(replay(JOBS)).containsOnlyKeys(3);
        assertThat(replay(tuning)).containsOnlyKeys(4);
        assertThat(replay(new JobList("race", JOBS.runs().subList(0, 1), GOAL, 3, 0)))
                .as("a list that ends before it")
                .isEmpty();
    }

    /** A process that was killed between making the file and writing its title has done nothing, in whatever build. */
    @Test
    void anEmptyFileIsNoJournal() throws IOException {
        Files.createFile(file);

        assertThat(origin(TITLE)).isEqualTo(Origin.NONE);

        add(JOBS, 3, result(JOBS, 3));
        assertThat(origin(TITLE)).isEqualTo(Origin.SAME);
    }

    @Test
    void aJournalOfAnotherBuildOrConfigIsThrownAway() {
        assertThat(origin(TITLE)).isEqualTo(Origin.NONE);
        add(JOBS, 3, result(JOBS, 3));
        JournalTitle other = new JournalTitle("build", "config2", "");

        assertThat(origin(TITLE)).isEqualTo(Origin.SAME);
        assertThat(origin(new JournalTitle("build2", "config", ""))).isEqualTo(Origin.OTHER_BUILD);
        assertThat(origin(other)).isEqualTo(Origin.OTHER_CONFIG);
        try (JobJournal journal = new JobJournal(file, other)) {
            journal.replay(JOBS, (number, result) -> {
                throw new AssertionError("it has job " + number);
            });
            assertThat(journal.found()).isZero();
            journal.add(JOBS, 3, result(JOBS, 3));
        }
        assertThat(origin(TITLE)).isEqualTo(Origin.OTHER_CONFIG);
        assertThat(origin(other)).isEqualTo(Origin.SAME);
    }

    private Origin origin(JournalTitle title) {
        try (JobJournal journal = new JobJournal(file, title)) {
            assertThat(journal.found()).isEqualTo(journal.origin() == Origin.SAME ? 1 : 0);
            return journal.origin();
        }
    }

    @Test
    void aLineThatWasBrokenOffCountsForNothingAndSpoilsNothing() throws IOException {
        add(JOBS, 1, result(JOBS, 1));
        add(JOBS, 2, result(JOBS, 2));
        String text = Files.readString(file);

        for (int kept = text.length() - 1; kept > text.lastIndexOf('\n', text.length() - 2); kept--) {
            Files.writeString(file, text.substring(0, kept));
            boolean whole = kept == text.length() - 1; // only the line's end is missing
            assertThat(replay(JOBS).keySet()).isEqualTo(whole ? Set.of(1, 2) : Set.of(1));
            add(JOBS, 3, result(JOBS, 3));
            assertThat(replay(JOBS).keySet()).as("kept %d", kept).isEqualTo(whole ? Set.of(1, 2, 3) : Set.of(1, 3));
        }
        Files.write(file, new byte[] {0, -1, 10, 32, 32, 10}, StandardOpenOption.APPEND);
        assertThat(replay(JOBS)).containsKey(1);
    }

    @Test
    void aRaceGoesOnFromIt() {
        JobList.Executor threads = JobList.threads(2, run -> ScalarNetwork::new);
        Race whole = ConvergenceRace.run(JOBS, threads, Journal.NONE, Progress.NONE);
        try (JobJournal journal = new JobJournal(file, TITLE)) {
            threads.run(JOBS, new int[] {0, 1, 6}, journal, (number, result) -> {});
        }
        try (JobJournal journal = new JobJournal(file, TITLE)) {
            JobList.Executor watched = (jobs, numbers, to, finished) -> {
                assertThat(numbers).hasSize(7).doesNotContain(0, 1, 6);
                threads.run(jobs, numbers, to, finished);
            };
            List<Integer> heard = new ArrayList<>();
            Race resumed = ConvergenceRace.run(JOBS, watched, journal, heard::add);
            assertThat(heard).hasSize(10);
            assertThat(resumed.curves()).isEqualTo(whole.curves());
            assertThat(resumed.summaries()).isEqualTo(whole.summaries());
        }
        try (JobJournal journal = new JobJournal(file, TITLE)) {
            Race replayed = ConvergenceRace.run(JOBS, JobList.Executor.NONE, journal, Progress.NONE);
            assertThat(replayed.curves()).isEqualTo(whole.curves());
            journal.delete();
        }
        assertThat(file).doesNotExist();
    }

    private void add(JobList jobs, int number, RaceResult result) {
        try (JobJournal journal = new JobJournal(file, TITLE)) {
            journal.add(jobs, number, result);
        }
    }

    private Map<Integer, RaceResult> replay(JobList jobs) {
        Map<Integer, RaceResult> found = new TreeMap<>();
        try (JobJournal journal = new JobJournal(file, TITLE)) {
            journal.replay(jobs, found::put);
        }
        return found;
    }

    private static RaceResult result(JobList jobs, int number) {
        return new RaceResult(jobs.job(number), new Outcome.Converged(3), 6, 12, 0.04, new double[0]);
    }

    private static Run run(double rate) {
        Optimizer sgd = new Sgd(rate);
        LayerSpec layer = new LayerSpec(1, Activation.TANH, true, new Init.Uniform(-1.0, 1.0));
        NetworkSpec network = new NetworkSpec(1, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, sgd);
        Examples examples = Examples.of(new double[][] {{0.0}, {1.0}}, new double[][] {{0.0}, {0.5}});
        return new Run("sgd " + rate, network, examples, 1, false, 0);
    }
}
