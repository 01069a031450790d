package lockstep.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.config.Expectation;
import lockstep.config.ExperimentConfig;
import lockstep.console.TextTable;
import lockstep.parity.Parity;
import lockstep.parity.Verdict;
import lockstep.session.Results;

/** Verdicts beside those that a config expects, in words. */
public final class ExpectationText {

    private ExpectationText() {}

    /** What is not as the config expects, on lines of its own; the last of them may be one to copy into it. */
    public static List<String> unexpected(Results results) {
        if (!results.untrainedAsExpected()) {
            return TextTable.wrapped(
                    "NOT AS EXPECTED: "
                            + Sentences.untrained(results, results.untrained().orElseThrow()),
                    2);
        }
        List<Parity> unexpected = results.unexpected();
        if (unexpected.isEmpty()) {
            return List.of();
        }
        String found = unexpected.stream()
                .map(parity -> parity.run().label() + " (" + parity.verdict().word() + ")")
                .collect(Collectors.joining(", "));
        String sentence = "NOT AS EXPECTED: " + found + "; " + results.file() + " expects "
                + expected(results.config(), " of every optimizer") + ".";
        if (results.brief()) {
            return TextTable.wrapped(
                    sentence + " Nothing was raced. `lockstep verify` looks closer; `lockstep race --unverified` races"
                            + " all the same.",
                    2);
        }
        List<Parity> chaotic = unexpected.stream()
                .filter(parity -> parity.verdict().kind() == Verdict.Kind.CHAOTIC)
                .toList();
        if (results.config().expectation().isPresent()) {
            return TextTable.wrapped(sentence + " If that is how it has to be, change or remove its `expect`.", 2);
        }
        if (chaotic.isEmpty()) {
            return TextTable.wrapped(sentence, 2);
        }
        List<String> lines = new ArrayList<>(
                TextTable.wrapped(sentence + " Chaos is no fault, but it has to be declared: add this line.", 2));
        int first = chaotic.stream()
                .mapToInt(parity -> parity.verdict().decisive().step())
                .min()
                .orElseThrow();
        String some = chaotic.size() == results.config().runs().size()
                ? ""
                : ", optimizers: ["
                        + chaotic.stream().map(parity -> parity.run().label()).collect(Collectors.joining(", ")) + "]";
        lines.add("  expect: {verdict: chaotic, reason: rounding alone parts the runs from step " + first + some + "}");
        return lines;
    }

    /**
     * The verdict that a config expects, and of which optimizers.
     *
     * @param ofAll what is said where it is all of them
     */
    public static String expected(ExperimentConfig config, String ofAll) {
        Optional<Expectation> expectation = config.expectation();
        List<String> named = expectation.map(Expectation::optimizers).orElse(List.of());
        String verdict = expectation
                .map(Expectation::verdict)
                .orElse(Expectation.Verdict.AGREE)
                .key();
        return named.isEmpty()
                ? verdict + ofAll
                : verdict + " of " + String.join(", ", named) + " and agree of the others";
    }
}
