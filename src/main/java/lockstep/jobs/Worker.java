package lockstep.jobs;

import java.util.List;
import lockstep.config.ExperimentConfig;
import lockstep.model.Engines;
import lockstep.race.JobList;
import lockstep.results.JournalLine;

/** Does jobs of a parcel. It may be anywhere, and is thread-safe. */
public final class Worker {

    /** How the names of the jars begin that a worker needs besides Lockstep's own. */
    public static final List<String> LIBRARIES =
            List.of("snakeyaml-engine-", "jackson-core-3.", "commons-rng-client-api-", "commons-rng-core-");

    private final JobList jobs;
    private final Engines.PerRun engines;

    /**
     * Opens a parcel.
     *
     * @param parcel of a config whose race is of scalar networks ({@link Parcel#of})
     */
    public Worker(byte[] parcel) {
        ExperimentConfig config = Parcel.open(parcel);
        this.jobs = ConfigJobs.of(config);
        this.engines = ScalarEngines.of(config);
    }

    /**
     * Does a job, and gives the journal's line about it, which depends on the parcel and the number alone.
     *
     * @throws IllegalStateException if it fails
     */
    public String line(int number) {
        return JournalLine.of(jobs, number, jobs.result(number, engines));
    }
}
