package lockstep.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lockstep.model.Run;
import lockstep.model.ShortestDecimal;
import lockstep.race.analysis.Sensitivity;
import lockstep.race.ranking.SettingResult;
import lockstep.race.ranking.Tuned;
import lockstep.results.file.CsvFile;

/** The results of the tuning, as CSV. */
final class TuningFiles {

    private TuningFiles() {}

    /** A row per optimizer and setting. */
    static void settings(Path file, List<Tuned> tuned) {
        String header = "optimizer,kind,learning_rate,setting,hyper_parameters,seeds,converged,success_rate,diverged,"
                + "median_epochs,ert_epochs,median_loss,chosen";
        CsvFile.write(file, header, csv -> {
            for (Tuned each : tuned) {
                for (int s = 0; s < each.settings().size(); s++) {
                    SettingResult setting = each.settings().get(s);
                    RaceFiles.optimizer(csv, setting.run())
                            .number(s + 1)
                            .text(hyperParameters(setting.run()))
                            .number(setting.seeds())
                            .number(setting.converged())
                            .number((double) setting.converged() / setting.seeds())
                            .number(setting.diverged())
                            .number(setting.medianEpochs())
                            .number(setting.ertEpochs())
                            .number(setting.medianLoss())
                            .text(Boolean.toString(s == each.best()))
                            .endRow();
                }
            }
        });
    }

    /** A row per optimizer and number of settings tried: quartiles of the best of that many. */
    static void budgets(Path file, List<Tuned> tuned) {
        CsvFile.write(file, "optimizer,settings,ert_q25,ert_median,ert_q75", csv -> {
            for (Tuned each : tuned) {
                for (Tuned.Budget budget : each.budgets()) {
                    csv.text(each.optimizer())
                            .number(budget.settings())
                            .number(budget.q25())
                            .number(budget.median())
                            .number(budget.q75())
                            .endRow();
                }
            }
        });
    }

    /** A row per optimizer and learning rate, where several were tried. */
    static void sensitivity(Path file, List<Tuned> tuned) {
        List<Sensitivity> sensitivities = new ArrayList<>();
        tuned.forEach(each -> Sensitivity.of(each).ifPresent(sensitivities::add));
        String header = "optimizer,learning_rate,ert_epochs,ratio,diverged_share,diverges,best,within_twice";
        CsvFile.write(file, header, csv -> {
            for (Sensitivity sensitivity : sensitivities) {
                for (Sensitivity.Rate rate : sensitivity.rates()) {
                    double learningRate = rate.learningRate();
                    csv.text(sensitivity.optimizer()).number(learningRate).number(rate.ertEpochs());
                    csv.numberOrNone(rate.ratio());
                    csv.number(rate.divergedShare())
                            .text(Boolean.toString(Sensitivity.diverges(rate)))
                            .text(Boolean.toString(learningRate == sensitivity.bestRate()))
                            .text(Boolean.toString(sensitivity.low() <= learningRate
                                    && learningRate <= sensitivity.high()
                                    && Double.isFinite(rate.ertEpochs())))
                            .endRow();
                }
            }
        });
    }

    /** {@code learning_rate=0.1 momentum=0.9}. */
    static String hyperParameters(Run run) {
        return run.hyperParameters().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + ShortestDecimal.of(entry.getValue()))
                .collect(Collectors.joining(" "));
    }
}
