package lockstep.race;

import lockstep.race.job.RaceResult;
import lockstep.work.Workers;

/** Remembers jobs that are done, so that a race that was killed can resume where it stopped. */
public interface Journal {

    /** Remembers nothing. */
    Journal NONE = new Journal() {
        @Override
        public void replay(JobList jobs, Workers.Finished<RaceResult> found) {}

        @Override
        public void add(JobList jobs, int number, RaceResult result) {}
    };

    /** Hands over the results of those of the jobs that were done before, in any order, one or the other perhaps twice. */
    void replay(JobList jobs, Workers.Finished<RaceResult> found);

    /** Remembers a result. Called on several threads; when it returns, a kill of this process loses nothing. */
    void add(JobList jobs, int number, RaceResult result);
}
