package lockstep.session;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.jobs.ScalarEngines;
import lockstep.model.Engine;
import lockstep.model.Published;
import lockstep.model.Run;
import lockstep.race.analysis.Replication;
import lockstep.race.analysis.Replication.Quantity;

/** What a config's published figures come to here: those of its race, and those of runs that are trained for them. */
final class Replications {

    private Replications() {}

    /** In the order of the config's optimizers; those of the race only if there was one. */
    static List<Replication> of(Results results) {
        List<Replication> all = new ArrayList<>();
        for (Run run : results.runs()) {
            Published published = results.config().published().get(run.label());
            if (published != null) {
                results.race()
                        .filter(race -> results.summary(run.label()).isPresent())
                        .ifPresent(race -> all.addAll(Replication.of(race, run.label(), published)));
                try (Engine engine = ScalarEngines.of(results.config()).of(run).of(run.network())) {
                    train(engine, run, published, all);
                }
            }
        }
        return all;
    }

    /** Trains a run as far as its figures go. */
    private static void train(Engine engine, Run run, Published published, List<Replication> into) {
        Run.Start start = run.start();
        engine.loadWeights(start.weights());
        for (int epoch = 0; epoch <= published.trained(); epoch++) {
            addOutputs(engine, run, published, epoch, into);
            double loss = 0.0;
            for (int step = 0; step < start.batches().perEpoch() && epoch < published.trained(); step++) {
                loss += engine.step(start.batches().next());
            }
            BigDecimal printed = published.losses().get(epoch);
            if (printed != null) {
                into.add(figure(run, Quantity.LOSS, epoch, 0, printed, published.source(), loss));
            }
        }
    }

    private static void addOutputs(Engine engine, Run run, Published published, int epoch, List<Replication> into) {
        List<BigDecimal> printed = published.outputs().getOrDefault(epoch, List.of());
        if (printed.isEmpty()) {
            return;
        }
        double[] answers = new double[run.examples().size() * run.examples().outputs()];
        engine.readOutputs(run.examples().asBatch(), answers);
        for (int k = 0; k < answers.length; k++) {
            into.add(figure(run, Quantity.OUTPUT, epoch, k, printed.get(k), published.source(), answers[k]));
        }
    }

    private static Replication figure(
            Run run, Quantity quantity, int epoch, int output, BigDecimal printed, String source, double ours) {
        return new Replication(
                run.label(), quantity, epoch, output, printed, Optional.empty(), source, ours, Optional.empty());
    }
}
