package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lockstep.config.ExperimentConfig;
import lockstep.config.RaceSettings;
import lockstep.config.file.ConfigReader;
import lockstep.jobs.ScalarEngines;
import lockstep.model.Engine;
import lockstep.model.Run;
import lockstep.race.ConvergenceRace;
import lockstep.race.job.Goal;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;
import lockstep.work.Progress;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;

/**
 * Without it the network that is shown as the chapter's listing could be another wrong one. The figures are those that the
 * listing prints under CPython 3.11, and those that it prints with its four defects put right.
 */
class ListingTest {

    @Test
    void theListingPrintsWhatTheListingPrints() throws ConfigException {
        assertThat(printed("listing"))
                .containsExactly(
                        "0.67409",
                        "0.00908",
                        "0.00629",
                        "0.00534",
                        "0.00485",
                        "0.00456",
                        "0.00437",
                        "0.00424",
                        "0.00414",
                        "0.00407",
                        "0.022050",
                        "0.939797",
                        "0.942115",
                        "0.024053");
    }

    @Test
    void mendedItPrintsWhatMomentumPrints() throws ConfigException {
        assertThat(printed("listing-mended").subList(0, 10))
                .containsExactly(
                        "0.67177", "0.00050", "0.00021", "0.00013", "0.00009", "0.00007", "0.00006", "0.00005",
                        "0.00004", "0.00004");
    }

    /** Of 100 starts, as a Python program counts them after 2,000 iterations of each. */
    @Test
    void howOftenXorIsLearned() throws ConfigException {
        ExperimentConfig config = config("listing-race");
        RaceSettings settings = config.race().orElseThrow();
        Goal goal = new Goal(settings.targets(), settings.hold(), settings.epochs());
        Race race = new ConvergenceRace(goal, settings.seeds(), 2)
                .run(config.runs(), ScalarEngines.of(config), Progress.NONE);

        Map<String, Integer> learned =
                race.summaries().stream().collect(Collectors.toMap(RaceSummary::optimizer, RaceSummary::converged));
        assertThat(learned).containsExactlyInAnyOrderEntriesOf(Map.of("listing", 13, "bpnn", 0, "momentum", 100));
    }

    /** The error of every 500th of 5,000 iterations, then the four predictions. */
    private static List<String> printed(String name) throws ConfigException {
        ExperimentConfig config = config(name);
        Run run = config.anyRun();
        List<String> printed = new ArrayList<>();
        double[] predictions = new double[4];
        try (Engine engine = ScalarEngines.of(config).of(run).of(run.network())) {
            Run.Start start = run.start();
            engine.loadWeights(start.weights());
            for (int iteration = 0; iteration < 5000; iteration++) {
                double error = 0.0;
                for (int pattern = 0; pattern < 4; pattern++) {
                    error += engine.step(start.batches().next());
                }
                if (iteration % 500 == 0) {
                    printed.add(String.format(Locale.ROOT, "%.5f", error));
                }
            }
            engine.readOutputs(run.examples().asBatch(), predictions);
        }
        for (double prediction : predictions) {
            printed.add(String.format(Locale.ROOT, "%.6f", prediction));
        }
        return printed;
    }

    private static ExperimentConfig config(String name) throws ConfigException {
        return new ConfigReader(ScalarEngines.FAULTS).read(Path.of("configs", "chapter", name + ".yaml"));
    }
}
