package lockstep.parity;

import java.util.List;
import java.util.Locale;

/**
 * Whether two networks are the same function of the same examples.
 *
 * @param decisive the finding that decides: of the lowest rung that broke, or else of the rung that came closest to it
 * @param findings one per rung, from the lowest
 * @param steps how many steps were judged, locked and free alike
 */
public record Verdict(Kind kind, Finding decisive, List<Finding> findings, int steps) {

    public Verdict {
        findings = List.copyOf(findings);
    }

    /** The three answers. */
    public enum Kind {
        /** Every rung held. */
        AGREE,
        /** A rung broke. */
        DISAGREE,
        /**
         * The locked steps agree and the free runs part, but so do scalar networks from themselves when their weights are
         * moved by one unit in the last place: rounding is all that it takes.
         */
        CHAOTIC;

        /** The name in a CSV file and in a config: {@code agree}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * In a word: the {@linkplain Kind#key kind}, or {@code no answer}. A candidate that does not answer is not the one that a config
     * expects to disagree.
     */
    public String word() {
        return decisive.failed() ? "no answer" : kind.key();
    }

    /** What a rung found. */
    public Finding at(Rung rung) {
        return findings.stream()
                .filter(finding -> finding.rung() == rung)
                .findFirst()
                .orElseThrow();
    }
}
