package lockstep.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.config.PrintSettings;
import lockstep.console.TextTable.Cell;
import lockstep.diagnosis.Diagnosis;
import lockstep.model.Run;
import lockstep.parity.Finding;
import lockstep.parity.Outputs;
import lockstep.parity.Parity;
import lockstep.parity.Ruling;
import lockstep.parity.Verdict;
import lockstep.race.Race;
import lockstep.race.RaceSummary;
import lockstep.race.Remark;
import lockstep.session.Results;
import lockstep.words.DiagnosisWords;
import lockstep.words.ExpectationWords;
import lockstep.words.Figures;
import lockstep.words.OutputsWords;
import lockstep.words.RaceWords;
import lockstep.words.RemarkWords;
import lockstep.words.SessionWords;
import lockstep.words.VerdictWords;
import picocli.CommandLine.Help.Ansi;

/** What a person wants to see of a config's results: a headline, a table, and a sentence on whatever does not agree. */
public final class Overview {

    private static final String NOT_AS_EXPECTED = "NOT AS EXPECTED: ";

    private final Results results;

    public Overview(Results results) {
        this.results = results;
    }

    /** Everything but the paths of the files; no line is wider than {@link TextTable#WIDTH}. */
    public List<String> lines(Ansi ansi) {
        List<String> lines = new ArrayList<>();
        Headline.of(results).forEach(paragraph -> lines.addAll(TextTable.wrapped(paragraph)));
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
                lines.addAll(TextTable.wrapped("As expected: " + untrained(outputs)));
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
            lines.addAll(TextTable.wrapped(sentence.get(0)));
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
        List<Ruling> rulings = results.rulings();
        String candidate = results.candidate().name();
        List<String> remarks = new ArrayList<>();
        for (Ruling ruling : rulings) {
            if (!ruling.is(Verdict.Kind.AGREE)) {
                remarks.add(VerdictWords.sentence(ruling, candidate));
            }
        }
        if (!results.config().faults().isEmpty()) {
            remarks.add(VerdictWords.plants(
                    VerdictWords.planted(results.config().faults())));
        }
        if (!rulings.isEmpty() && rulings.stream().noneMatch(Ruling::isUnexpected)) {
            results.config()
                    .expectation()
                    .ifPresent(expectation -> remarks.add(ExpectationWords.declared(rulings, expectation.reason())));
        }
        ExpectationWords.excused(rulings).ifPresent(remarks::add);
        remarks.addAll(VerdictWords.notJudged(rulings));
        if (results.tuned().isEmpty()) {
            results.parities().stream()
                    .map(Parity::run)
                    .filter(run -> results.config().search(run.label()).isSearched())
                    .map(SessionWords::picked)
                    .forEach(remarks::add);
        }
        VerdictWords.ours(rulings).ifPresent(remarks::add);
        results.race().ifPresent(race -> {
            List<Remark> found = Remark.of(race, results.tuned());
            RaceWords.luck(found).ifPresent(remarks::add);
            remarks.addAll(RemarkWords.of(found));
            RaceWords.heldOut(race).ifPresent(remarks::add);
            if (rulings.isEmpty()) {
                remarks.add(VerdictWords.unverified(candidate));
            }
        });
        return remarks;
    }

    /** What is not as the config expects; the last of the lines may be one to copy into it. */
    public List<String> unexpected() {
        if (!results.untrainedAsExpected()) {
            return TextTable.wrapped(NOT_AS_EXPECTED + untrained(results.untrained().orElseThrow()));
        }
        List<Ruling> rulings = results.rulings();
        Optional<String> found =
                ExpectationWords.unexpected(rulings, results.file().toString());
        if (found.isEmpty()) {
            return List.of();
        }
        String sentence = NOT_AS_EXPECTED + found.get();
        if (results.brief()) {
            return TextTable.wrapped(sentence + " Nothing was raced. `lockstep verify` looks closer; `lockstep race"
                    + " --unverified` races all the same.");
        }
        if (results.config().expectation().isPresent()) {
            return TextTable.wrapped(sentence + " If that is how it has to be, change or remove its `expect`.");
        }
        List<String> lines = new ArrayList<>();
        Optional<String> line = ExpectationWords.line(rulings);
        lines.addAll(TextTable.wrapped(
                line.isEmpty() ? sentence : sentence + " Chaos is no fault, but it has to be declared: add this line."));
        line.ifPresent(text -> lines.add("  " + text));
        return lines;
    }

    /** What explains the losses of an optimizer that disagrees. */
    public List<String> likelyFault(Run run, Diagnosis diagnosis) {
        if (results.config().faults(run.label()).isEmpty()) {
            return DiagnosisWords.likely(diagnosis)
                    .map(sentence -> TextTable.wrapped(run.label() + ": " + sentence))
                    .orElse(List.of());
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(TextTable.wrapped("What is wrong with " + run.label() + ", told from its losses alone:"));
        DiagnosisWords.lines(diagnosis).forEach(line -> lines.addAll(TextTable.wrapped(line)));
        return lines;
    }

    private String untrained(Outputs outputs) {
        return OutputsWords.untrained(
                outputs, results.config().verify().tolerance(), results.candidate().name());
    }
}
