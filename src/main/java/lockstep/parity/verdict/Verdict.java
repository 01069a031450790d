package lockstep.parity.verdict;

import java.util.List;
import java.util.Locale;
import lockstep.model.Precision;

/**
 * Whether two networks are the same function of the same examples.
 *
 * @param decisive the finding that decides: of the lowest rung that broke, or else of the rung that came closest to it
 * @param findings one per rung, from the lowest
 * @param steps how many steps were to be judged, locked and free alike
 * @param judgedSteps how many steps of the free run were judged, from the first on; the one that broke is among them
 */
public record Verdict(Kind kind, Finding decisive, List<Finding> findings, int steps, int judgedSteps) {

    public Verdict {
        findings = List.copyOf(findings);
    }

    /** One of a run that was judged to its last step. */
    public Verdict(Kind kind, Finding decisive, List<Finding> findings, int steps) {
        this(kind, decisive, findings, steps, steps);
    }

    /** Whether no step was left out. */
    public boolean judgedToTheLast() {
        return judgedSteps == steps;
    }

    /** The answers. */
    public enum Kind {
        /** Every rung held. */
        AGREE,
        /** A rung broke. */
        DISAGREE,
        /** Every step agrees, those of the free run too, each from the candidate's own weights; but the two loss curves part. */
        CHAOTIC,
        /** What could be judged agrees, and something could not: what both sides overflowed at, or losses alone that rounding may part. */
        UNDECIDED;

        /** The name in a CSV file and in a config: {@code agree}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * In a word: the {@linkplain Kind#key kind}, or {@code no answer}. A candidate that does not answer is not the one that a
     * config expects to disagree.
     */
    public String word() {
        return decisive.failed() ? "no answer" : kind.key();
    }

    /** The same with a sentence on what decided. */
    public Verdict withNote(String note) {
        Finding noted = decisive.withNote(note);
        List<Finding> others = findings.stream()
                .map(finding -> finding.equals(decisive) ? noted : finding)
                .toList();
        return new Verdict(kind, noted, others, steps, judgedSteps);
    }

    /**
     * The same, unless the precision is so coarse that not even a missing gradient or update would have been seen, in no step:
     * then nothing is decided.
     */
    public Verdict seenIn(Precision precision) {
        Sharpness sharpness = sharpness();
        if (precision == Precision.DOUBLE || kind == Kind.DISAGREE || kind == Kind.UNDECIDED || !sharpness.isBlind()) {
            return this;
        }
        String blind = "in " + precision.key() + ", rounding would have hidden any fault of this run's "
                + (sharpness.gradient() >= 1.0 ? "gradients" : "updates");
        return new Verdict(Kind.UNDECIDED, decisive.withNote(blind), findings, steps, judgedSteps);
    }

    /** How small a fault some step could have shown, locked or free. */
    public Sharpness sharpness() {
        return findings.stream().map(Finding::sharpness).reduce(Sharpness.NONE, Sharpness::sharpest);
    }

    /** What a rung found; nothing, if it was not climbed. */
    public Finding at(Rung rung) {
        return findings.stream()
                .filter(finding -> finding.rung() == rung)
                .findFirst()
                .orElseGet(() -> Finding.nothing(rung, "not climbed"));
    }
}
