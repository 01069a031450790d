package lockstep.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.config.PrintSettings;
import lockstep.console.TextTable.Cell;
import lockstep.model.Run;
import lockstep.parity.Finding;
import lockstep.parity.Outputs;
import lockstep.parity.Parity;
import lockstep.parity.Verdict;
import lockstep.race.Race;
import lockstep.race.RaceSummary;
import lockstep.race.Remark;
import lockstep.session.Results;
import lockstep.words.ExpectationText;
import lockstep.words.Figures;
import lockstep.words.RemarkText;
import lockstep.words.Sentences;
import picocli.CommandLine.Help.Ansi;

/** What a person wants to see of a config's results: a headline, a table, and a sentence on whatever does not agree. */
public final class Overview {

    private final Results results;

    public Overview(Results results) {
        this.results = results;
    }

    /** Everything but the paths of the files; no line is wider than {@link TextTable#WIDTH}. */
    public List<String> lines(Ansi ansi) {
        List<String> lines = new ArrayList<>(Headline.of(results));
        if (results.isEmpty()) {
            return lines;
        }
        lines.add("");
        if (results.untrained().isPresent()) {
            Outputs outputs = results.untrained().get();
            lines.addAll(new OutputTable(
                            outputs, results.config().anyRun().examples().size())
                    .lines(results.candidate().name(), true, ansi));
            if (results.untrainedAsExpected()) {
                lines.add("");
                lines.addAll(TextTable.wrapped("As expected: " + Sentences.untrained(results, outputs), 2));
            }
            return lines;
        }
        lines.addAll(table().lines(ansi));
        List<String> remarks = remarks();
        if (!remarks.isEmpty()) {
            lines.add("");
        }
        for (String remark : remarks) {
            List<String> sentence = remark.lines().toList();
            lines.addAll(TextTable.wrapped(sentence.get(0), 2));
            sentence.stream().skip(1).map(line -> "  " + line).forEach(lines::add); // a program's own words
        }
        if (!results.brief()) {
            results.parities().forEach(parity -> lines.addAll(printed(parity, ansi)));
        }
        if (!results.gradients().isEmpty()) {
            lines.add("");
            lines.addAll(new GradientTable(results.gradients())
                    .lines(results.candidate().name(), ansi));
        }
        return lines;
    }

    /** What the config asks for besides. */
    private List<String> printed(Parity parity, Ansi ansi) {
        List<String> lines = new ArrayList<>();
        PrintSettings print = results.config().print();
        String candidate = results.candidate().name();
        print.every().ifPresent(every -> {
            lines.add("");
            lines.addAll(LossTable.lines(parity, every, candidate, ansi));
        });
        parity.outputs().filter(outputs -> print.outputs()).ifPresent(outputs -> {
            lines.add("");
            lines.add(parity.run().label() + ", the answers after "
                    + Figures.whole(parity.trace().steps()) + " "
                    + Figures.plural(parity.trace().steps(), "step") + ":");
            lines.addAll(new OutputTable(outputs, parity.run().examples().size()).lines(candidate, false, ansi));
        });
        return lines;
    }

    private TextTable table() {
        boolean verified = !results.parities().isEmpty();
        Optional<Race> race = results.race();
        boolean tuned = !results.tuned().isEmpty();
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
        if (twins()) {
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
            if (twins()) {
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

    private boolean twins() {
        return results.candidate().isDl4j()
                && !results.parities().isEmpty()
                && results.race().isEmpty();
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
                            new Cell(never ? "-" : Integer.toString(race.rank(s))));
                })
                .orElse(List.of(new Cell("-"), new Cell("-"), new Cell("-"), new Cell("-")));
    }

    private static String colour(Verdict.Kind kind) {
        return switch (kind) {
            case AGREE -> "green";
            case CHAOTIC -> "yellow";
            case DISAGREE -> "red";
        };
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        for (Parity parity : results.parities()) {
            if (parity.verdict().kind() != Verdict.Kind.AGREE) {
                remarks.add(Sentences.verdict(parity, results.candidate().name()));
            }
        }
        results.config()
                .faults()
                .forEach((label, faults) -> remarks.add("The scalar network of " + label
                        + " has faults that the config plants: " + String.join(", ", faults) + "."));
        if (!results.parities().isEmpty() && results.unexpected().isEmpty()) {
            results.config()
                    .expectation()
                    .ifPresent(expectation ->
                            remarks.add("The config expects " + ExpectationText.expected(results.config(), "") + ": "
                                    + expectation.reason().strip()));
        }
        remarks.addAll(Sentences.notJudged(results.parities()));
        if (results.tuned().isEmpty()) {
            remarks.addAll(Sentences.picked(results));
        }
        List<String> ours = results.parities().stream()
                .map(Parity::run)
                .filter(results.candidate()::isOurs)
                .map(Run::kind)
                .distinct()
                .toList();
        if (!ours.isEmpty()) {
            remarks.add(
                    "DL4J has no updater " + String.join(" or ", ours) + ": the rule is our own on both sides, so the"
                            + " verdict is independent evidence for the gradients only.");
        }
        results.race().ifPresent(race -> remarks.addAll(RemarkText.of(race, Remark.of(race, results.tuned()))));
        results.race().flatMap(Sentences::heldOut).ifPresent(remarks::add);
        if (results.parities().isEmpty() && results.race().isPresent()) {
            remarks.add("None of these was verified against DL4J: `lockstep run` does both.");
        }
        return remarks;
    }
}
