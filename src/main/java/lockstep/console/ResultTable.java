package lockstep.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.console.TextTable.Cell;
import lockstep.model.Run;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Verdict;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;
import lockstep.session.Results;
import lockstep.words.Figures;

/** The table of a config's results: the verdict on each optimizer, and where it stands in the race. */
final class ResultTable {

    private ResultTable() {}

    /** A row for each optimizer that something is known of. */
    static TextTable of(Results results) {
        boolean verified = !results.parities().isEmpty();
        Optional<Race> race = results.race();
        boolean tuned = !results.tuned().isEmpty();
        boolean twins = results.candidate().isDl4j() && verified && race.isEmpty();
        TextTable table = new TextTable().words("optimizer");
        if (tuned) {
            table.numbers("learning\nrate");
        }
        if (verified) {
            table.words("verdict");
        }
        if (verified && !tuned) { // there is no room for all
            table.numbers("tolerance\nused");
        }
        if (verified && race.isEmpty()) {
            table.words("most of it\nat rung").numbers("step");
        }
        if (twins) {
            table.words("twin\nin DL4J");
        }
        if (race.isPresent()) {
            table.numbers("success")
                    .numbers("median epochs\n[95 %]")
                    .numbers("expected\nepochs")
                    .numbers("rank");
        }
        for (Run run : results.config().runs()) {
            Optional<Parity> parity = results.parity(run.label());
            Optional<RaceSummary> summary = results.summary(run.label());
            if (parity.isEmpty() && summary.isEmpty()) {
                continue; // interrupted before its turn
            }
            List<Cell> row = new ArrayList<>();
            row.add(new Cell(run.label()));
            if (tuned) {
                row.add(new Cell(results.tuned(run.label())
                        .map(each -> Double.toString(each.winner().learningRate()))
                        .orElse(Double.toString(run.learningRate()))));
            }
            if (verified) {
                row.addAll(verdict(parity).subList(0, tuned ? 1 : 2));
            }
            if (verified && race.isEmpty()) {
                row.addAll(place(parity));
            }
            if (twins) {
                row.add(new Cell(results.candidate().twins().apply(run)));
            }
            race.ifPresent(r -> row.addAll(speed(r, summary)));
            table.row(row);
        }
        return table;
    }

    private static List<Cell> verdict(Optional<Parity> parity) {
        return parity.map(Parity::verdict)
                .map(verdict -> List.of(
                        new Cell(verdict.kind().key(), colour(verdict.kind())),
                        new Cell(Figures.share(verdict.decisive().share()))))
                .orElse(List.of(new Cell("-"), new Cell("-")));
    }

    private static List<Cell> place(Optional<Parity> parity) {
        return parity.map(p -> {
                    Finding finding = p.verdict().decisive();
                    return List.of(
                            new Cell(finding.rung().key()),
                            new Cell(finding.step() < 0 ? "-" : Integer.toString(finding.step())));
                })
                .orElse(List.of(new Cell("-"), new Cell("-")));
    }

    private static List<Cell> speed(Race race, Optional<RaceSummary> summary) {
        return summary.map(s -> {
                    int budget = race.results().get(0).job().goal().epochs();
                    String median = Figures.epochs(s.medianEpochs(), budget) + " ["
                            + Figures.epochs(s.medianLow(), budget) + ", " + Figures.epochs(s.medianHigh(), budget)
                            + "]";
                    boolean never = s.converged() == 0;
                    return List.of(
                            new Cell(Figures.rate(s.converged(), s.seeds())),
                            new Cell(median),
                            new Cell(Figures.ert(s.ertEpochs())),
                            new Cell(
                                    never
                                            ? "-"
                                            : race.ranking()
                                                    .place(s.optimizer())
                                                    .toString()));
                })
                .orElse(List.of(new Cell("-"), new Cell("-"), new Cell("-"), new Cell("-")));
    }

    private static String colour(Verdict.Kind kind) {
        return switch (kind) {
            case AGREE -> "green";
            case CHAOTIC, UNDECIDED -> "yellow";
            case DISAGREE -> "red";
        };
    }
}
