package lockstep.race;

import java.util.List;
import java.util.concurrent.CancellationException;
import lockstep.model.Engines;
import lockstep.model.Run;
import lockstep.race.job.Goal;
import lockstep.race.job.RaceJob;
import lockstep.race.job.RaceResult;
import lockstep.work.Workers;

/**
 * The jobs of a race, or of its tuning, by number from 0: the first run with each seed, then the second, so that the first are
 * complete early. Which machine does which, and when, changes no result.
 *
 * @param name of the list: the same number in another list is another job
 * @param runs each with the first of the seeds, which are consecutive
 * @param curves how many jobs of each run, from the first, keep the losses on the way
 */
public record JobList(String name, List<Run> runs, Goal goal, int seeds, int curves) {

    public JobList {
        runs = List.copyOf(runs);
    }

    /** How many jobs there are. */
    public int size() {
        return Math.multiplyExact(runs.size(), seeds);
    }

    /** The job of this number. */
    public RaceJob job(int number) {
        Run run = runs.get(number / seeds);
        int seed = number % seeds;
        return new RaceJob(run.withSeed(run.seed() + seed), goal, seed < curves);
    }

    /** Does the job of this number; {@code engines} makes its engine. Exceptions are those of {@link RaceJob#run}. */
    public RaceResult result(int number, Engines.PerRun engines) {
        RaceJob job = job(number);
        return job.run(engines.of(job.run()));
    }

    /** Where jobs are done: on this machine's threads, or on others. */
    @FunctionalInterface
    public interface Executor {

        /** Does nothing: whatever is still to be done ends the work. */
        Executor NONE = (jobs, numbers, journal, finished) -> {
            if (numbers.length > 0) {
                throw new CancellationException("jobs are left");
            }
        };

        /**
         * Does jobs, and returns or throws when none of them runs any more.
         *
         * @param numbers of the jobs to be done
         * @param journal is given each result as soon as it is there, on any thread
         * @param finished receives each result after the journal, on the calling thread
         * @throws CancellationException if {@code finished} threw it, or the calling thread was interrupted
         *     (its flag is then cleared)
         * @throws IllegalStateException if a job threw something; the message names the job
         */
        void run(JobList jobs, int[] numbers, Journal journal, Workers.Finished<RaceResult> finished);
    }

    /** The threads of this machine; an engine is made, used and closed on its job's thread. */
    public static Executor threads(int threads, Engines.PerRun engines) {
        return (jobs, numbers, journal, finished) -> new Workers(threads)
                .run(
                        numbers.length,
                        n -> {
                            RaceResult result = jobs.result(numbers[n], engines);
                            journal.add(jobs, numbers[n], result);
                            return result;
                        },
                        (n, result) -> finished.accept(numbers[n], result));
    }
}
