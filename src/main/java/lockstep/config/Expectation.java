package lockstep.config;

import java.util.Locale;

/**
 * The verdict that a config declares, where it is not plain agreement. A declared verdict that does not come true is a
 * failure too.
 *
 * @param reason why, for whoever reads the report
 */
public record Expectation(Verdict verdict, String reason) {

    /** The verdicts by name. */
    public enum Verdict {
        AGREE,
        DISAGREE,
        CHAOTIC;

        /** The name in a config: {@code chaotic}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
