package lockstep.report;

import java.nio.file.Path;
import java.util.function.Function;
import lockstep.experiment.Curve;
import lockstep.experiment.Quartiles;
import lockstep.experiment.Race;
import lockstep.experiment.RaceResult;
import lockstep.experiment.RaceSummary;
import lockstep.experiment.TestResult;
import lockstep.model.Run;

/** A race as CSV. */
final class RaceFiles {

    private RaceFiles() {}

    /** A row per optimizer and seed. */
    static void runs(Path file, Race race) {
        String header = "optimizer,kind,learning_rate,seed,outcome,epochs,steps,presentations,final_loss,"
                + "test_loss,accuracy";
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
                numberOrNone(csv, result.test().map(TestResult::finalLoss).orElse(Double.NaN));
                numberOrNone(csv, result.test().map(TestResult::finalAccuracy).orElse(Double.NaN));
                csv.endRow();
            }
        });
    }

    /**
     * A row per optimizer.
     *
     * @param verified what is known of an optimizer's agreement, by its label: a verdict, or that there is none
     */
    static void summary(Path file, Race race, Function<String, String> verified) {
        String header = "optimizer,kind,learning_rate,seeds,converged,success_rate,success_low,success_high,"
                + "median_epochs,median_low,median_high,mean_epochs,sd_epochs,ert_epochs,verified,"
                + "test_loss_median,accuracy_median";
        CsvFile.write(file, header, csv -> {
            for (RaceSummary summary : race.summaries()) {
                optimizer(csv, runOf(race, summary.optimizer()))
                        .number(summary.seeds())
                        .number(summary.converged())
                        .number(summary.successRate())
                        .number(summary.successLow())
                        .number(summary.successHigh())
                        .number(summary.medianEpochs())
                        .number(summary.medianLow())
                        .number(summary.medianHigh());
                numberOrNone(csv, summary.meanEpochs());
                numberOrNone(csv, summary.sdEpochs());
                csv.number(summary.ertEpochs()).text(verified.apply(summary.optimizer()));
                numberOrNone(csv, summary.testLoss());
                numberOrNone(csv, summary.accuracy());
                csv.endRow();
            }
        });
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

    private static void quartiles(CsvFile csv, Quartiles quartiles) {
        numberOrNone(csv, quartiles.q25());
        numberOrNone(csv, quartiles.median());
        numberOrNone(csv, quartiles.q75());
    }

    private static CsvFile optimizer(CsvFile csv, Run run) {
        return csv.text(run.label()).text(run.kind()).number(run.learningRate());
    }

    private static Run runOf(Race race, String label) {
        return race.results().stream()
                .map(result -> result.job().run())
                .filter(run -> run.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    /** The statistics of no runs do not exist. */
    private static void numberOrNone(CsvFile csv, double value) {
        if (Double.isNaN(value)) {
            csv.none();
        } else {
            csv.number(value);
        }
    }
}
