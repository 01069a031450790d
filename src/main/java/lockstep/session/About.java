package lockstep.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.config.ExperimentConfig;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.model.Target;
import lockstep.optim.Convention;
import lockstep.race.job.Goal;
import lockstep.words.Formulas;
import lockstep.words.RaceWords;
import lockstep.words.VerdictWords;

/** What a report says about a config besides its results: {@code about.csv}. */
final class About {

    private About() {}

    /** Names and values, in the order of the file. */
    static Map<String, String> of(ExperimentConfig config, Candidate candidate) {
        Map<String, String> about = new LinkedHashMap<>();
        Properties versions = versions();
        about.put("lockstep", versions.getProperty("lockstep"));
        about.put("dl4j", versions.getProperty("dl4j"));
        about.put("candidate", candidate.name());
        about.put("name", config.name());
        about.put("description", config.description());
        Run run = config.anyRun();
        about.put("network", network(run.network()));
        about.put("loss", run.network().loss().key());
        about.put("examples", Integer.toString(run.examples().size()));
        run.test().ifPresent(test -> about.put("examples_held_out", Integer.toString(test.size())));
        about.put("batch", batch(run));
        about.put("seed", Long.toString(run.seed()));
        if (run.network().precision() != Precision.DOUBLE) {
            about.put("precision", run.network().precision().key());
        }
        if (config.like() != Convention.DL4J) {
            about.put("like", config.like().key());
        }
        about.put("verify_steps", Integer.toString(config.verify().steps()));
        about.put("verify_absolute", Double.toString(config.verify().tolerance().absolute()));
        about.put("verify_relative", Double.toString(config.verify().tolerance().relative()));
        config.race().ifPresent(race -> {
            about.put("race_seeds", Integer.toString(race.seeds()));
            about.put("race_epochs", Integer.toString(race.epochs()));
            Goal goal = new Goal(race.targets(), race.hold(), race.epochs());
            about.put("race_target", RaceWords.goal(goal, run.test().isPresent()));
            about.put(
                    "race_target_loss",
                    goal.first().measure() == Target.Measure.LOSS
                            ? Double.toString(goal.first().value())
                            : "");
        });
        if (!config.faults().isEmpty()) {
            about.put("faults", VerdictWords.planted(config.faults()));
        }
        config.expectation().ifPresent(expectation -> {
            about.put("expect", expectation.verdict().key());
            about.put("expect_reason", expectation.reason());
            if (!expectation.optimizers().isEmpty()) {
                about.put("expect_optimizers", String.join(" ", expectation.optimizers()));
            }
        });
        return about;
    }

    /** {@code 2-2-1, tanh}; activations that differ are listed one by one. */
    private static String network(NetworkSpec network) {
        Stream<String> activations =
                network.layers().stream().map(layer -> layer.activation().key()).distinct();
        return Stream.of(Stream.of(network.shape()), activations, Formulas.heuristics(network.heuristics()).stream())
                .flatMap(Function.identity())
                .collect(Collectors.joining(", "));
    }

    private static String batch(Run run) {
        boolean full = run.batchSize() >= run.examples().size();
        return (full ? "all examples" : Integer.toString(run.batchSize())) + (run.shuffle() ? ", shuffled" : "");
    }

    /** The versions that the program was built with. */
    private static Properties versions() {
        Properties versions = new Properties();
        try (InputStream file = Objects.requireNonNull(About.class.getResourceAsStream("versions.properties"))) {
            versions.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
