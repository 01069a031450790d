package lockstep.config;

import java.util.List;
import java.util.Locale;

/**
 * The verdict that a config declares, if it is not plain agreement. A declared verdict that does not come true is a failure too.
 *
 * @param reason why, for readers of the report
 * @param optimizers the labels of those that get it; the others have to agree. Empty for all
 */
public record Expectation(Verdict verdict, String reason, List<String> optimizers) {

    public Expectation {
        optimizers = List.copyOf(optimizers);
    }

    /** One for every optimizer. */
    public Expectation(Verdict verdict, String reason) {
        this(verdict, reason, List.of());
    }

    /** The verdict expected for an optimizer. */
    public Verdict of(String label) {
        return optimizers.isEmpty() || optimizers.contains(label) ? verdict : Verdict.AGREE;
    }

    /** The verdicts by name. */
    public enum Verdict {
        AGREE,
        DISAGREE,
        CHAOTIC,
        UNDECIDED;

        /** The name in a config: {@code chaotic}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
