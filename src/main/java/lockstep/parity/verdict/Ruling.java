package lockstep.parity.verdict;

import java.util.Locale;

/**
 * The verdict on one optimizer, beside the one that its config expects: a row of {@code verdicts.csv}.
 *
 * @param optimizer its label in the config
 * @param kind {@code adam}
 * @param twin what the candidate calls the optimizer; {@link #OURS} where the rule is our own on both sides
 * @param expected the verdict that the config expects
 * @param asExpected whether that is the one it got
 */
public record Ruling(
        String optimizer, String kind, String twin, Verdict verdict, Verdict.Kind expected, AsExpected asExpected) {

    /** What stands for a twin where DL4J has no such updater. */
    public static final String OURS = "ours";

    /** Whether a verdict is the one that its config expects. */
    public enum AsExpected {
        YES,
        NO,
        /** It is not, but nobody could have declared it: a search has found the setting. */
        EXCUSED;

        /** The name in a CSV file. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the verdict is another than the config expects, and nothing excuses it. */
    public boolean isUnexpected() {
        return asExpected == AsExpected.NO;
    }

    /** Whether the verdict is evidence for the gradients only, because the rule is our own on both sides. */
    public boolean isOurs() {
        return twin.equals(OURS);
    }

    /** Whether it got this verdict. */
    public boolean is(Verdict.Kind other) {
        return verdict.kind() == other;
    }
}
