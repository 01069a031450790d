package lockstep.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import lockstep.parity.Verdict;
import lockstep.results.SavedResults;
import lockstep.results.SavedVerdict;
import lockstep.results.Standing;
import lockstep.words.Figures;
import lockstep.words.RaceRemarks;
import lockstep.words.VerdictWords;

/**
 * What a config's results come to.
 *
 * @param headline the answer in a sentence; a disagreement before all else
 * @param remarks what one has to know to take it the right way, a sentence or two each
 */
public record Conclusion(Tone tone, String headline, List<String> remarks) {

    private static final String OURS = "ours";

    public static Conclusion of(SavedResults results) {
        Optional<OutputsSection.Untrained> untrained = OutputsSection.untrained(results);
        if (untrained.isPresent()) {
            Tone tone = untrained.get().asExpected() ? Tone.GOOD : Tone.BAD;
            return new Conclusion(tone, sentence(results, untrained.get().headline()), List.of());
        }
        Optional<String> parity = parity(results);
        Optional<String> race = race(results);
        boolean disagreement = count(results, Verdict.Kind.DISAGREE) > 0;
        String headline;
        List<String> remarks = new ArrayList<>();
        if (disagreement || race.isEmpty()) {
            headline = sentence(results, parity.orElse("there are no results yet"));
            race.map(text -> sentence(results, text)
                            + " That is a race of networks that are not all what they should be.")
                    .ifPresent(remarks::add);
        } else {
            headline = sentence(
                    results, race.get() + parity.map(text -> "; " + text).orElse(""));
        }
        results.fact("faults")
                .ifPresent(faults -> remarks.add("The config plants faults in the scalar network: " + faults + "."));
        expectation(results).ifPresent(remarks::add);
        ours(results).ifPresent(remarks::add);
        remarks.addAll(RaceRemarks.of(results));
        if (results.verdicts().isEmpty() && !results.standings().isEmpty()) {
            remarks.add("None of these was verified against " + results.candidate() + ": lockstep run does both.");
        }
        return new Conclusion(tone(results), headline, List.copyOf(remarks));
    }

    /** The verdict that was expected is good news, whatever it is; a disagreement is never plain good. */
    private static Tone tone(SavedResults results) {
        if (results.verdicts().isEmpty()) {
            return Tone.PLAIN;
        }
        if (!unexpected(results).isEmpty()) {
            return Tone.BAD;
        }
        if (count(results, Verdict.Kind.DISAGREE) > 0) {
            return Tone.EXPECTED;
        }
        return count(results, Verdict.Kind.AGREE) == results.verdicts().size() ? Tone.GOOD : Tone.NOTE;
    }

    /** What came of the comparison: a sentence without its full stop. */
    private static Optional<String> parity(SavedResults results) {
        List<SavedVerdict> all = results.verdicts();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<SavedVerdict> disagreeing = with(results, Verdict.Kind.DISAGREE);
        if (!disagreeing.isEmpty()) {
            String others =
                    disagreeing.stream().skip(1).map(SavedVerdict::optimizer).collect(joining());
            return Optional.of(VerdictWords.disagreement(disagreeing.get(0), results.candidate())
                    + (others.isEmpty() ? "" : ". Also in disagreement: " + others));
        }
        List<SavedVerdict> chaotic = with(results, Verdict.Kind.CHAOTIC);
        if (!chaotic.isEmpty()) {
            return Optional.of(chaos(results, chaotic));
        }
        double share = all.stream()
                .mapToDouble(saved -> saved.verdict().decisive().share())
                .max()
                .orElseThrow();
        int steps = all.get(0).verdict().steps();
        return Optional.of(everyOptimizer(all) + " agrees with " + results.candidate() + " over " + Figures.whole(steps)
                + " " + Figures.plural(steps, "step") + ", using " + Figures.shareInWords(share) + " of the tolerance");
    }

    private static String chaos(SavedResults results, List<SavedVerdict> chaotic) {
        int first = chaotic.stream()
                .mapToInt(saved -> saved.verdict().decisive().step())
                .min()
                .orElseThrow();
        String who = chaotic.size() == results.verdicts().size()
                ? everyOptimizer(chaotic)
                : chaotic.stream().map(SavedVerdict::optimizer).collect(joining());
        boolean one =
                chaotic.size() == 1 || chaotic.size() == results.verdicts().size();
        String rest = chaotic.size() == results.verdicts().size()
                ? ""
                : "every optimizer agrees with " + results.candidate() + " step by step; ";
        return rest + who
                + (rest.isEmpty()
                        ? " agrees with " + results.candidate() + " step by step, but is"
                        : one ? " is" : " are")
                + " chaotic: run freely, rounding alone parts the losses from step " + Figures.whole(first) + " on";
    }

    private static String everyOptimizer(List<SavedVerdict> all) {
        return all.size() == 1 ? all.get(0).optimizer() : "every optimizer";
    }

    /** Who won: a sentence without its full stop. */
    private static Optional<String> race(SavedResults results) {
        List<Standing> ranked = Standing.ranked(results.standings());
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        Standing best = ranked.get(0);
        String on = " on " + results.name();
        if (!best.reached()) {
            String budget = results.budget() == 0
                    ? ""
                    : " in " + Figures.whole(results.budget()) + " " + Figures.plural(results.budget(), "epoch");
            return Optional.of("no optimizer reached the target" + on + budget);
        }
        String starts = best.converged() == best.seeds()
                ? (best.seeds() == 1 ? "from its one start" : "all " + Figures.whole(best.seeds()) + " starts")
                : Figures.whole(best.converged()) + " of " + Figures.whole(best.seeds()) + " starts";
        String time = Double.isInfinite(best.median())
                ? "an expected " + Figures.ert(best.ert()) + " epochs with restarts, " + starts
                : Figures.epochs(best.median(), 0) + " " + Figures.plural(best.median(), "epoch") + " in the median "
                        + interval(best, results.budget()) + ", " + starts;
        String who = ranked.stream()
                .filter(standing -> standing.rank() == 1)
                .map(Standing::optimizer)
                .distinct()
                .collect(joining());
        boolean several = ranked.size() > 1 && ranked.get(1).rank() == 1;
        String verb = ranked.size() == 1 ? " converges" : several ? " converge fastest" : " converges fastest";
        List<String> asFast = RaceRemarks.asFast(results);
        String claim = asFast.isEmpty()
                ? verb + on
                : (several ? " rank" : " ranks") + " first" + on + ", though " + Figures.listed(asFast)
                        + " cannot be told apart from " + (several ? "them" : "it");
        return Optional.of(who + claim + ": " + time);
    }

    /** The interval of the median, on one line: {@code [175, 195]}. */
    static String interval(Standing standing, int budget) {
        return "[" + epochs(standing.medianLow(), budget) + ",\u00a0" + epochs(standing.medianHigh(), budget) + "]";
    }

    /** Epochs; what was not reached is beyond the budget. */
    static String epochs(double epochs, int budget) {
        return Double.isInfinite(epochs) && budget == 0 ? "not reached" : Figures.epochs(epochs, budget);
    }

    private static Optional<String> expectation(SavedResults results) {
        Optional<String> expected = results.fact("expect");
        List<SavedVerdict> unexpected = unexpected(results);
        if (!unexpected.isEmpty()) {
            String found = unexpected.stream()
                    .map(saved -> saved.optimizer() + " (" + saved.verdict().word() + ")")
                    .collect(joining());
            return Optional.of("Not as expected: " + found + ". The config expects " + expected.orElse("agree")
                    + named(results)
                            .map(labels -> " of " + labels + " and agree of the others")
                            .orElse(" of every optimizer")
                    + ".");
        }
        List<String> excused = excused(results);
        if (!excused.isEmpty()) {
            return Optional.of("A search has found the settings with which " + String.join(", ", excused)
                    + (excused.size() == 1 ? " is" : " are") + " chaotic, so nobody could have declared it.");
        }
        return expected.filter(verdict -> !results.verdicts().isEmpty())
                .map(verdict -> "The config expects " + verdict
                        + named(results).map(labels -> " of " + labels).orElse("")
                        + results.fact("expect_reason")
                                .map(reason -> ": " + reason.strip().replaceFirst("[.]$", ""))
                                .orElse("")
                        + ".");
    }

    private static List<SavedVerdict> unexpected(SavedResults results) {
        String expected = results.fact("expect").orElse(Verdict.Kind.AGREE.key());
        Optional<List<String>> named = results.fact("expect_optimizers").map(labels -> List.of(labels.split(" ")));
        List<String> excused = excused(results);
        return results.verdicts().stream()
                .filter(saved -> {
                    boolean meant = named.map(labels -> labels.contains(saved.optimizer()))
                            .orElse(true);
                    return !saved.verdict().word().equals(meant ? expected : Verdict.Kind.AGREE.key());
                })
                .filter(saved -> !excused.contains(saved.optimizer()))
                .toList();
    }

    /** Chaotic at a setting that a search has found: nobody chose it, so nobody could have declared it. */
    private static List<String> excused(SavedResults results) {
        if (results.fact("expect").isPresent()) {
            return List.of();
        }
        List<String> searched = results.rows("settings.csv").stream()
                .map(row -> row.text("optimizer"))
                .distinct()
                .toList();
        return with(results, Verdict.Kind.CHAOTIC).stream()
                .map(SavedVerdict::optimizer)
                .filter(searched::contains)
                .toList();
    }

    /** The optimizers that the expectation is about, where it is not about all. */
    private static Optional<String> named(SavedResults results) {
        return results.fact("expect_optimizers").map(labels -> labels.replace(" ", ", "));
    }

    private static Optional<String> ours(SavedResults results) {
        String kinds = results.verdicts().stream()
                .filter(saved -> saved.twin().equals(OURS))
                .map(SavedVerdict::kind)
                .distinct()
                .collect(Collectors.joining(" or "));
        return kinds.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "DL4J has no updater " + kinds + ": the rule is Lockstep’s own on both sides, so that verdict"
                                + " is independent evidence for the gradients only.");
    }

    private static List<SavedVerdict> with(SavedResults results, Verdict.Kind kind) {
        return results.verdicts().stream().filter(saved -> saved.is(kind)).toList();
    }

    private static int count(SavedResults results, Verdict.Kind kind) {
        return with(results, kind).size();
    }

    private static Collector<CharSequence, ?, String> joining() {
        return Collectors.joining(", ");
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
