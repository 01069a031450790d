package lockstep.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.config.PrintSettings;
import lockstep.diagnosis.Diagnosis;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.optim.OptimizerKind;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Outputs;
import lockstep.parity.verdict.Ruling;
import lockstep.race.analysis.Remark;
import lockstep.session.Results;
import lockstep.words.ConventionWords;
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
        lines.addAll(ResultTable.of(results).lines(ansi));
        List<String> remarks = remarks();
        if (!remarks.isEmpty()) {
            lines.add("");
        }
        lines.addAll(paragraphs(remarks));
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

    private static List<String> paragraphs(List<String> remarks) {
        List<String> lines = new ArrayList<>();
        for (String remark : remarks) {
            List<String> sentence = remark.lines().toList();
            lines.addAll(TextTable.wrapped(sentence.get(0)));
            sentence.stream().skip(1).map(line -> "  " + line).forEach(lines::add); // a program's own words
        }
        return lines;
    }

    /** Why there is no answer, of each optimizer whose verdict that is. */
    public List<String> noAnswers() {
        return paragraphs(VerdictWords.sentences(
                results.rulings().stream()
                        .filter(ruling -> ruling.isUnexpected()
                                && ruling.verdict().decisive().failed())
                        .toList(),
                results.candidate().name()));
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

    private List<String> remarks() {
        List<Ruling> rulings = results.rulings();
        String candidate = results.candidate().name();
        List<String> remarks = new ArrayList<>();
        remarks.addAll(VerdictWords.sentences(rulings, candidate));
        if (!results.config().faults().isEmpty()) {
            remarks.add(
                    VerdictWords.plants(VerdictWords.planted(results.config().faults())));
        }
        if (!rulings.isEmpty() && rulings.stream().noneMatch(Ruling::isUnexpected)) {
            results.config()
                    .expectation()
                    .ifPresent(expectation -> remarks.add(ExpectationWords.declared(rulings, expectation.reason())));
        }
        ExpectationWords.excused(rulings).ifPresent(remarks::add);
        remarks.addAll(VerdictWords.notJudged(rulings));
        Map<String, List<String>> forms = new LinkedHashMap<>();
        for (Parity parity : results.parities()) {
            List<String> differing = results.config().differing(parity.run());
            if (!differing.isEmpty()) {
                forms.put(parity.run().label(), differing);
            }
        }
        ConventionWords.judged(results.config().like(), forms).ifPresent(remarks::add);
        VerdictWords.sharpness(rulings, precision()).ifPresent(remarks::add);
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
                remarks.add(VerdictWords.unverified(candidate, results.config().like()));
            }
        });
        return remarks;
    }

    /** What is not as the config expects; the last of the lines may be one to copy into it. */
    public List<String> unexpected() {
        if (!results.untrainedAsExpected()) {
            return TextTable.wrapped(
                    NOT_AS_EXPECTED + untrained(results.untrained().orElseThrow()));
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
                line.isEmpty()
                        ? sentence
                        : sentence + " If losses are all that there is to see, declare it: add this line."));
        line.ifPresent(text -> lines.add("  " + text));
        return lines;
    }

    /** What explains the losses of an optimizer that disagrees. */
    public List<String> likelyFault(Run run, Diagnosis diagnosis) {
        if (results.config().faults(run.label()).isEmpty()) {
            return convention(run, diagnosis)
                    .or(() -> DiagnosisWords.likely(diagnosis))
                    .map(sentence -> TextTable.wrapped(run.label() + ": " + sentence))
                    .orElse(List.of());
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(TextTable.wrapped("What is wrong with " + run.label() + ", told from its losses alone:"));
        DiagnosisWords.lines(diagnosis).forEach(line -> lines.addAll(TextTable.wrapped(line)));
        return lines;
    }

    private Optional<String> convention(Run run, Diagnosis diagnosis) {
        return diagnosis instanceof Diagnosis.Explained explained
                        && results.config().isLikeDl4j()
                ? ConventionWords.explains(OptimizerKind.of(run.network().optimizer()), explained.likeliest())
                : Optional.empty();
    }

    private Precision precision() {
        return results.config().anyRun().network().precision();
    }

    private String untrained(Outputs outputs) {
        return OutputsWords.untrained(
                outputs,
                results.config().verify().tolerance(),
                results.candidate().name());
    }
}
