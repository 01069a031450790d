package lockstep.words;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.parity.verdict.Ruling;
import lockstep.parity.verdict.Verdict;

/** Verdicts beside those that a config expects, in words. */
public final class ExpectationWords {

    private ExpectationWords() {}

    /**
     * Which verdicts are not as expected, if any are.
     *
     * @param whose what expects them: {@code the config}, or its file
     */
    public static Optional<String> unexpected(List<Ruling> rulings, String whose) {
        String found = rulings.stream()
                .filter(Ruling::isUnexpected)
                .map(ruling -> ruling.optimizer() + " (" + ruling.verdict().word() + ")")
                .collect(Collectors.joining(", "));
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found + "; " + whose + " expects " + expected(rulings, " of every optimizer") + ".");
    }

    /** What the config expects and got, where it declares that. */
    public static String declared(List<Ruling> rulings, String reason) {
        return "The config expects " + expected(rulings, "") + ": "
                + reason.strip().replaceFirst("[.]$", "") + ".";
    }

    /** Whose verdicts nobody could have declared, if there are such. */
    public static Optional<String> excused(List<Ruling> rulings) {
        List<Ruling> excused = rulings.stream()
                .filter(ruling -> ruling.asExpected() == Ruling.AsExpected.EXCUSED)
                .toList();
        return excused.isEmpty()
                ? Optional.empty()
                : Optional.of("A search has found the settings with which " + VerdictWords.labels(excused)
                        + (excused.size() == 1 ? " is " : " are ")
                        + excused.stream()
                                .map(ruling -> ruling.verdict().word())
                                .distinct()
                                .collect(Collectors.joining(" or "))
                        + ", so nobody could have declared it.");
    }

    /** The line that declares what losses alone leave undecided; empty where nothing is that could not be declared. */
    public static Optional<String> line(List<Ruling> rulings) {
        List<Ruling> found = rulings.stream()
                .filter(Ruling::isUnexpected)
                .filter(ruling -> ruling.is(Verdict.Kind.UNDECIDED)
                        && !ruling.verdict().decisive().overflowed())
                .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int first = found.stream()
                .mapToInt(ruling -> ruling.verdict().decisive().step())
                .min()
                .orElseThrow();
        String some = found.size() == rulings.size() ? "" : ", optimizers: [" + VerdictWords.labels(found) + "]";
        return Optional.of(
                "expect: {verdict: undecided, reason: losses alone decide nothing from step " + first + some + "}");
    }

    /**
     * The verdict that a config expects, and of which optimizers.
     *
     * @param ofAll what is said where it is all of them
     */
    private static String expected(List<Ruling> rulings, String ofAll) {
        Verdict.Kind agree = Verdict.Kind.AGREE;
        List<Ruling> others =
                rulings.stream().filter(ruling -> ruling.expected() != agree).toList();
        if (others.isEmpty()) {
            return agree.key() + ofAll;
        }
        String verdict = others.get(0).expected().key();
        return others.size() == rulings.size()
                ? verdict + ofAll
                : verdict + " of " + VerdictWords.labels(others) + " and agree of the others";
    }
}
