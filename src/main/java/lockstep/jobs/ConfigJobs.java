package lockstep.jobs;

import java.util.ArrayList;
import java.util.List;
import lockstep.config.ExperimentConfig;
import lockstep.config.RaceSettings;
import lockstep.config.TuningSettings;
import lockstep.model.Run;
import lockstep.race.Contender;
import lockstep.race.ConvergenceRace;
import lockstep.race.JobList;
import lockstep.race.Tuning;
import lockstep.race.job.Goal;

/** The jobs that a config with a race asks for. */
public final class ConfigJobs {

    private ConfigJobs() {}

    /** Those that come next: of the tuning where something is searched, otherwise of the race. */
    public static JobList of(ExperimentConfig config) {
        RaceSettings settings = config.race().orElseThrow();
        Goal goal = new Goal(settings.targets(), settings.hold(), settings.epochs());
        return isSearched(config)
                ? tuning(config, settings, goal)
                : ConvergenceRace.jobs(config.runs(), goal, settings.seeds());
    }

    /** Whether the race is tuned first. */
    public static boolean isSearched(ExperimentConfig config) {
        return config.race().orElseThrow().tuning().isPresent()
                && config.runs().stream()
                        .anyMatch(run -> config.search(run.label()).isSearched());
    }

    private static JobList tuning(ExperimentConfig config, RaceSettings settings, Goal goal) {
        TuningSettings budget = settings.tuning().orElseThrow();
        List<Contender> contenders = new ArrayList<>();
        for (Run run : config.runs()) {
            List<Run> tried = config.search(run.label()).settings(budget.settings(), run.seed()).stream()
                    .map(run::withOptimizer)
                    .toList();
            contenders.add(new Contender(run.label(), tried));
        }
        long firstSeed = config.anyRun().seed() + settings.seeds();
        return Tuning.jobs(contenders, goal, firstSeed, budget.seeds());
    }
}
