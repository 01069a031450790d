package lockstep.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lockstep.model.Tolerance;
import lockstep.parity.Outputs;
import lockstep.parity.Ruling;
import lockstep.parity.Verdict;
import lockstep.race.Standing;
import lockstep.results.SavedResults;
import lockstep.words.ExpectationWords;
import lockstep.words.OutputsWords;
import lockstep.words.RaceWords;
import lockstep.words.RemarkWords;
import lockstep.words.VerdictWords;

/**
 * What a config's results come to.
 *
 * @param headline the answer in a sentence; a disagreement before all else
 * @param remarks what a reader has to know to understand it rightly, a sentence or two each
 */
public record Conclusion(Tone tone, String headline, List<String> remarks) {

    static Conclusion of(SavedResults results) {
        boolean trained = !results.rulings().isEmpty() || !results.standings().isEmpty();
        Optional<Outputs> untrained = trained ? Optional.empty() : results.untrained();
        return untrained.map(outputs -> of(results, outputs)).orElseGet(() -> ofTrained(results));
    }

    private static Conclusion of(SavedResults results, Outputs untrained) {
        Tolerance tolerance = ParitySection.tolerance(results).orElse(Tolerance.DEFAULT);
        return new Conclusion(
                untrained.asExpected(tolerance) ? Tone.GOOD : Tone.BAD,
                sentence(
                        results,
                        "nothing learns here; " + OutputsWords.untrained(untrained, tolerance, results.candidate())),
                List.of());
    }

    private static Conclusion ofTrained(SavedResults results) {
        List<Ruling> rulings = results.rulings();
        Optional<String> parity =
                rulings.isEmpty() ? Optional.empty() : Optional.of(VerdictWords.all(rulings, results.candidate()));
        List<Standing> ranked = Standing.ranked(results.standings());
        Optional<String> race = ranked.isEmpty()
                ? Optional.empty()
                : Optional.of(RaceWords.winner(ranked, results.remarks(), results.name(), results.budget()));
        String headline;
        List<String> remarks = new ArrayList<>();
        if (has(rulings, Verdict.Kind.DISAGREE) || race.isEmpty()) {
            headline = sentence(results, parity.orElse("there are no results yet"));
            race.map(text -> sentence(results, text)
                            + " That is a race of networks that are not all what they should be.")
                    .ifPresent(remarks::add);
        } else {
            headline = sentence(
                    results, race.get() + parity.map(text -> "; " + text).orElse(""));
        }
        results.fact("faults").map(VerdictWords::plants).ifPresent(remarks::add);
        expectation(results).ifPresent(remarks::add);
        ExpectationWords.excused(rulings).ifPresent(remarks::add);
        VerdictWords.ours(rulings).ifPresent(remarks::add);
        remarks.addAll(RemarkWords.of(results.remarks()));
        if (rulings.isEmpty() && !ranked.isEmpty()) {
            remarks.add(VerdictWords.unverified(results.candidate(), results.like()));
        }
        return new Conclusion(tone(results), headline, List.copyOf(remarks));
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
                + text.substring(1).replace(" %", "\u00a0%")
                + (text.endsWith(".") ? "" : ".");
    }
}
