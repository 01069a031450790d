package lockstep.page.part;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lockstep.model.Tolerance;
import lockstep.parity.verdict.Outputs;
import lockstep.parity.verdict.Ruling;
import lockstep.parity.verdict.Verdict;
import lockstep.race.ranking.Standing;
import lockstep.results.SavedResults;
import lockstep.words.ExpectationWords;
import lockstep.words.Figures;
import lockstep.words.OutputsWords;
import lockstep.words.RaceWords;
import lockstep.words.RemarkWords;
import lockstep.words.VerdictWords;

/**
 * What a config's results come to.
 *
 * @param answers a sentence each: whether the networks agree, and which optimizer is first
 * @param remarks what a reader has to know before all else, such as that a verdict was not expected
 */
public record Conclusion(Tone tone, List<String> answers, List<String> remarks) {

    public static Conclusion of(SavedResults results) {
        boolean trained = !results.rulings().isEmpty() || !results.standings().isEmpty();
        Optional<Outputs> untrained = trained ? Optional.empty() : results.untrained();
        return untrained.map(outputs -> of(results, outputs)).orElseGet(() -> ofTrained(results));
    }

    private static Conclusion of(SavedResults results, Outputs untrained) {
        Tolerance tolerance = results.tolerance().orElse(Tolerance.DEFAULT);
        return new Conclusion(
                untrained.asExpected(tolerance) ? Tone.GOOD : Tone.BAD,
                List.of(sentence(
                        results,
                        "nothing learns here; " + OutputsWords.untrained(untrained, tolerance, results.candidate()))),
                List.of());
    }

    private static Conclusion ofTrained(SavedResults results) {
        List<Ruling> rulings = results.rulings();
        List<Standing> ranked = Standing.ranked(results.standings());
        List<String> answers = new ArrayList<>();
        if (!rulings.isEmpty()) {
            answers.add(sentence(results, VerdictWords.all(rulings, results.candidate())));
        }
        if (!ranked.isEmpty()) {
            answers.add(sentence(results, RaceWords.winner(ranked, results.remarks(), results.budget())));
        }
        List<String> remarks = new ArrayList<>();
        results.fact("faults").map(VerdictWords::plants).ifPresent(remarks::add);
        expectation(results).ifPresent(remarks::add);
        if (rulings.isEmpty() && !ranked.isEmpty() && ranked.stream().noneMatch(Conclusion::isVerified)) {
            remarks.add(VerdictWords.unverified(results.candidate(), results.like()));
        }
        return new Conclusion(
                tone(results),
                answers.isEmpty() ? List.of("There are no results yet.") : List.copyOf(answers),
                List.copyOf(remarks));
    }

    /** Whether there is a verdict on it, and not a word for none. */
    private static boolean isVerified(Standing standing) {
        return Arrays.stream(Verdict.Kind.values()).anyMatch(kind -> kind.key().equals(standing.verified()));
    }

    /** What qualifies the verdicts. */
    public static List<String> ofVerdicts(SavedResults results) {
        List<Ruling> rulings = results.rulings();
        List<String> notes = new ArrayList<>();
        List<Ruling> open = rulings.stream()
                .filter(ruling -> !ruling.is(Verdict.Kind.CHAOTIC))
                .toList();
        VerdictWords.sentences(open, results.candidate()).forEach(text -> notes.add(Figures.asWritten(text)));
        VerdictWords.chaotic(rulings).ifPresent(notes::add);
        ExpectationWords.excused(rulings).ifPresent(notes::add);
        VerdictWords.ours(rulings).ifPresent(notes::add);
        return notes;
    }

    /** What qualifies the ranking. */
    public static List<String> ofRanking(SavedResults results) {
        List<String> notes = new ArrayList<>();
        if (has(results.rulings(), Verdict.Kind.DISAGREE)) {
            notes.add("This is a race of networks that are not all what they should be.");
        }
        RaceWords.luck(results.remarks()).ifPresent(notes::add);
        RemarkWords.of(results.remarks()).forEach(text -> notes.add(Figures.asWritten(text)));
        return notes;
    }

    /** The verdict that was expected is good news, whatever it is; a disagreement is never plain good. */
    private static Tone tone(SavedResults results) {
        List<Ruling> rulings = results.rulings();
        if (rulings.isEmpty()) {
            return Tone.PLAIN;
        }
        if (rulings.stream().anyMatch(Ruling::isUnexpected) || results.hasUnexpectedGradients()) {
            return Tone.BAD;
        }
        if (has(rulings, Verdict.Kind.DISAGREE)) {
            return Tone.EXPECTED;
        }
        return rulings.stream().allMatch(ruling -> ruling.is(Verdict.Kind.AGREE)) ? Tone.GOOD : Tone.NOTE;
    }

    private static Optional<String> expectation(SavedResults results) {
        List<Ruling> rulings = results.rulings();
        Optional<String> unexpected = ExpectationWords.unexpected(rulings, "the config");
        if (unexpected.isPresent()) {
            return unexpected.map(text -> "Not as expected: " + text);
        }
        return rulings.isEmpty()
                ? Optional.empty()
                : results.fact("expect_reason").map(reason -> ExpectationWords.declared(rulings, reason));
    }

    private static boolean has(List<Ruling> rulings, Verdict.Kind kind) {
        return rulings.stream().anyMatch(ruling -> ruling.is(kind));
    }

    private static String sentence(SavedResults results, String text) {
        // A label is written as in the config, even where it begins a sentence.
        boolean label = results.optimizers().stream().anyMatch(text::startsWith);
        String begin = text.substring(0, 1);
        return (label ? begin : begin.toUpperCase(Locale.ROOT))
                + Figures.asWritten(text.substring(1)).replace(" %", "\u00a0%")
                + (text.endsWith(".") ? "" : ".");
    }
}
