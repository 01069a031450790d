package lockstep.results;

import java.nio.file.Path;
import java.util.List;
import lockstep.race.analysis.Attainment;
import lockstep.race.analysis.Pair;
import lockstep.race.analysis.Profile;
import lockstep.race.analysis.Remark;
import lockstep.race.analysis.Survival;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.Tuned;
import lockstep.results.file.CsvFile;
import lockstep.statistics.KaplanMeier;
import lockstep.statistics.PerformanceProfile;

/** What can be said of a race as a whole, as CSV. */
final class StatisticsFiles {

    private StatisticsFiles() {}

    /** A row per optimizer and epoch at which some run converged. */
    static void survival(Path file, Race race) {
        CsvFile.write(file, "optimizer,epoch,at_risk,converged,survival,survival_low,survival_high", csv -> {
            for (Survival survival : Survival.of(race)) {
                for (KaplanMeier.Step step : survival.curve().steps()) {
                    csv.text(survival.optimizer())
                            .number((long) step.time())
                            .number(step.atRisk())
                            .number(step.converged())
                            .number(step.survival());
                    csv.numberOrNone(step.low());
                    csv.numberOrNone(step.high());
                    csv.endRow();
                }
            }
        });
    }

    /** A row per optimizer, target and epoch at which the share rises. */
    static void ecdf(Path file, Race race) {
        CsvFile.write(file, "optimizer,target,epoch,share", csv -> {
            for (Attainment attainment : Attainment.of(race)) {
                for (Attainment.Point point : attainment.points()) {
                    csv.text(attainment.optimizer())
                            .text(attainment.target())
                            .number(point.epoch())
                            .number(point.share())
                            .endRow();
                }
            }
        });
    }

    /** A row per pair of optimizers. */
    static void pairs(Path file, Race race) {
        String header = "optimizer,other,seeds,faster,slower,ties,probability,probability_low,probability_high,"
                + "median_ratio,ratio_low,ratio_high,sign_p,holm_p,mann_whitney_u,mann_whitney_p,"
                + "log_rank_chi_square,log_rank_p,ert_ratio,ert_ratio_low,ert_ratio_high,ert_p,ert_holm_p";
        CsvFile.write(file, header, csv -> {
            for (Pair pair : Pair.of(race)) {
                csv.text(pair.optimizer())
                        .text(pair.other())
                        .number(pair.seeds())
                        .number(pair.faster())
                        .number(pair.slower())
                        .number(pair.ties())
                        .number(pair.probability())
                        .number(pair.probabilityLow())
                        .number(pair.probabilityHigh());
                csv.numberOrNone(pair.medianRatio());
                csv.number(pair.ratioLow())
                        .number(pair.ratioHigh())
                        .number(pair.signP())
                        .number(pair.holmP())
                        .number(pair.mannWhitney().u())
                        .number(pair.mannWhitney().p())
                        .number(pair.logRank().chiSquare())
                        .number(pair.logRank().p())
                        .number(pair.ert().comparison().ratio())
                        .number(pair.ert().comparison().low())
                        .number(pair.ert().comparison().high())
                        .number(pair.ert().comparison().p())
                        .number(pair.ert().holmP())
                        .endRow();
            }
        });
    }

    /** A row per remark: what a reader of the tables should know. */
    static void remarks(Path file, Race race, List<Tuned> tuned) {
        CsvFile.write(file, "topic,optimizer,other,value,other_value,measure,other_measure", csv -> {
            for (Remark remark : Remark.of(race, tuned)) {
                csv.text(remark.topic().key())
                        .text(remark.optimizer())
                        .text(remark.other())
                        .number(remark.value())
                        .number(remark.otherValue());
                csv.numberOrNone(remark.measure());
                csv.numberOrNone(remark.otherMeasure());
                csv.endRow();
            }
        });
    }

    /**
     * A row per optimizer and factor at which its share rises.
     *
     * @param configs the names of those that raced
     */
    static void profile(Path file, List<String> configs, Profile profile) {
        CsvFile.write(file, "optimizer,configs,factor,share,area", csv -> {
            for (int o = 0; o < profile.optimizers().size(); o++) {
                PerformanceProfile curve = profile.curves().get(o);
                for (PerformanceProfile.Point point : curve.points()) {
                    csv.text(profile.optimizers().get(o))
                            .text(String.join(" ", configs))
                            .number(point.factor())
                            .number(point.share())
                            .number(curve.area())
                            .endRow();
                }
            }
        });
    }
}
