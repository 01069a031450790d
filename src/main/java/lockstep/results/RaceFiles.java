package lockstep.results;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import lockstep.model.Published;
import lockstep.model.Run;
import lockstep.model.Target;
import lockstep.parity.verdict.Verdict;
import lockstep.race.analysis.Replication;
import lockstep.race.job.RaceResult;
import lockstep.race.job.TestResult;
import lockstep.race.ranking.Curve;
import lockstep.race.ranking.Place;
import lockstep.race.ranking.Quartiles;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;
import lockstep.results.file.CsvFile;

/** A race as CSV. */
final class RaceFiles {

    private RaceFiles() {}

    /** A row per optimizer and seed. */
    static void runs(Path file, Race race) {
        String header = "optimizer,kind,learning_rate,seed,outcome,epochs,steps,presentations,final_loss,"
                + "test_loss,accuracy,gradient_evaluations,connection_crossings";
        CsvFile.write(file, header, csv -> {
            for (RaceResult result : race.results()) {
                Run run = result.job().run();
                optimizer(csv, run)
                        .number(run.seed())
                        .text(result.outcome().key())
                        .number(result.outcome().epochs())
                        .number(result.steps())
                        .number(result.presentations())
                        .number(result.finalLoss());
                csv.numberOrNone(result.test().map(TestResult::finalLoss).orElse(Double.NaN));
                csv.numberOrNone(result.test().map(TestResult::finalAccuracy).orElse(Double.NaN));
                csv.number(result.steps()) // every rule takes one gradient per update
                        .number(result.connectionCrossings())
                        .endRow();
            }
        });
    }

    /** A row per optimizer, seed and target. */
    static void targets(Path file, Race race) {
        CsvFile.write(file, "optimizer,seed,target,outcome,epochs", csv -> {
            for (RaceResult result : race.results()) {
                Run run = result.job().run();
                List<Target> targets = result.job().goal().targets();
                for (int t = 0; t < targets.size(); t++) {
                    csv.text(run.label())
                            .number(run.seed())
                            .text(targets.get(t).toString())
                            .text(result.outcomes().get(t).key())
                            .number(result.outcomes().get(t).epochs())
                            .endRow();
                }
            }
        });
    }

    /**
     * A row per optimizer.
     *
     * @param verified the verdict on an optimizer, by its label, if there is one
     * @param unverified what there is instead
     */
    static void summary(Path file, Race race, Function<String, Optional<Verdict>> verified, String unverified) {
        String header = "optimizer,kind,learning_rate,seeds,converged,success_rate,success_low,success_high,"
                + "median_epochs,median_low,median_high,mean_epochs,sd_epochs,ert_epochs,verified,"
                + "test_loss_median,accuracy_median,verified_steps,restart_mean,restart_sd,hyper_parameters,"
                + "ert_low,ert_high,place_low,place_high";
        CsvFile.write(file, header, csv -> {
            for (RaceSummary summary : race.summaries()) {
                optimizer(csv, race.run(summary.optimizer()))
                        .number(summary.seeds())
                        .number(summary.converged())
                        .number(summary.successRate())
                        .number(summary.successLow())
                        .number(summary.successHigh())
                        .number(summary.medianEpochs())
                        .number(summary.medianLow())
                        .number(summary.medianHigh());
                csv.numberOrNone(summary.meanEpochs());
                csv.numberOrNone(summary.sdEpochs());
                Optional<Verdict> verdict = verified.apply(summary.optimizer());
                csv.number(summary.ertEpochs())
                        .text(verdict.map(Verdict::kind).map(Verdict.Kind::key).orElse(unverified));
                csv.numberOrNone(summary.testLoss());
                csv.numberOrNone(summary.accuracy());
                csv.number(verdict.map(Verdict::steps).orElse(0));
                csv.numberOrNone(summary.restartMean());
                csv.numberOrNone(summary.restartSd());
                Place place = race.ranking().place(summary.optimizer());
                csv.text(TuningFiles.hyperParameters(race.run(summary.optimizer())))
                        .number(place.ertLow())
                        .number(place.ertHigh())
                        .number(place.low())
                        .number(place.high())
                        .endRow();
            }
        });
    }

    /** A row per published figure, ours beside it; the parameters as those of {@link #summary}. */
    static void published(
            Path file,
            List<Replication> replications,
            Function<String, Optional<Verdict>> verified,
            String unverified) {
        String header = "optimizer,quantity,epoch,output,published,published_sd,published_trials,published_min,"
                + "published_max,ours,ours_sd,ours_converged,ours_failed,ours_min,ours_max,z,verdict,verified,source";
        CsvFile.write(file, header, csv -> {
            for (Replication each : replications) {
                boolean mean = each.trials().isPresent();
                csv.text(each.optimizer())
                        .text(each.quantity().key())
                        .text(mean ? "" : Integer.toString(each.epoch()))
                        .text(each.quantity() == Replication.Quantity.OUTPUT ? Integer.toString(each.output()) : "")
                        .text(each.published().toString());
                csv.numberOrNone(ofTrials(each, Published.Trials::sd));
                csv.text(each.trials().map(t -> Integer.toString(t.trials())).orElse(""));
                csv.numberOrNone(ofTrials(each, Published.Trials::minimum));
                csv.numberOrNone(ofTrials(each, Published.Trials::maximum));
                csv.numberOrNone(each.ours());
                csv.numberOrNone(each.spread().map(Replication.Spread::sd).orElse(Double.NaN));
                csv.text(each.spread().map(s -> Integer.toString(s.converged())).orElse(""))
                        .text(each.spread()
                                .map(s -> Integer.toString(s.failed()))
                                .orElse(""));
                csv.numberOrNone(each.spread().map(Replication.Spread::least).orElse(Double.NaN));
                csv.numberOrNone(each.spread().map(Replication.Spread::most).orElse(Double.NaN));
                csv.numberOrNone(each.z());
                csv.text(each.verdict().key())
                        .text(verified.apply(each.optimizer())
                                .map(Verdict::kind)
                                .map(Verdict.Kind::key)
                                .orElse(unverified))
                        .text(each.source())
                        .endRow();
            }
        });
    }

    private static double ofTrials(Replication figure, Function<Published.Trials, OptionalDouble> number) {
        return figure.trials().map(number).orElse(OptionalDouble.empty()).orElse(Double.NaN);
    }

    /** A row per optimizer and epoch of its curve. */
    static void curves(Path file, Race race) {
        String header = "optimizer,epoch,loss_q25,loss_median,loss_q75,"
                + "test_loss_q25,test_loss_median,test_loss_q75,accuracy_q25,accuracy_median,accuracy_q75";
        CsvFile.write(file, header, csv -> {
            for (Curve curve : race.curves()) {
                for (Curve.Point point : curve.points()) {
                    csv.text(curve.optimizer()).number(point.epoch());
                    quartiles(csv, point.loss());
                    quartiles(csv, point.testLoss());
                    quartiles(csv, point.accuracy());
                    csv.endRow();
                }
            }
        });
    }

    /** A row per optimizer, run that stands for others, and epoch; of epochs that are close together some. */
    static void singleRuns(Path file, Race race) {
        CsvFile.write(file, "optimizer,run,seed,epoch,loss", csv -> {
            for (Curve curve : race.curves()) {
                for (Curve.Single single : curve.singles()) {
                    for (Curve.Single.Moment moment : single.moments()) {
                        csv.text(curve.optimizer())
                                .text(single.rank())
                                .number(single.seed())
                                .number(moment.epoch())
                                .number(moment.loss())
                                .endRow();
                    }
                }
            }
        });
    }

    private static void quartiles(CsvFile csv, Quartiles quartiles) {
        csv.numberOrNone(quartiles.q25());
        csv.numberOrNone(quartiles.median());
        csv.numberOrNone(quartiles.q75());
    }

    static CsvFile optimizer(CsvFile csv, Run run) {
        return csv.text(run.label()).text(run.kind()).number(run.learningRate());
    }
}
