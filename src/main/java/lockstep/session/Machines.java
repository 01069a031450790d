package lockstep.session;

import java.util.function.Function;
import lockstep.config.ExperimentConfig;
import lockstep.config.RaceSettings;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.jobs.ScalarEngines;
import lockstep.race.JobList;

/** What the jobs of races are done on: this machine, or others. */
public interface Machines extends AutoCloseable {

    /** How many jobs are done at a time, on this machine alone. */
    int threads();

    /** What does the jobs that a config comes to next. */
    JobList.Executor doing(ExperimentConfig config);

    /** Gives them back. */
    @Override
    default void close() {}

    /** This machine. */
    static Machines here(int threads) {
        return new Local(threads, config -> {
            boolean scalar = config.race().orElseThrow().engine() == RaceSettings.EngineName.SCALAR;
            return JobList.threads(
                    threads,
                    // a method reference would load DL4J at once
                    scalar ? ScalarEngines.of(config) : run -> network -> new Dl4jNetwork(network));
        });
    }

    /** None: whatever jobs are left end the work. */
    static Machines none(int threads) {
        return new Local(threads, config -> JobList.Executor.NONE);
    }

    /** What needs nobody else. */
    record Local(int threads, Function<ExperimentConfig, JobList.Executor> executor) implements Machines {
        @Override
        public JobList.Executor doing(ExperimentConfig config) {
            return executor.apply(config);
        }
    }
}
