package lockstep.words;

import lockstep.model.Tolerance;
import lockstep.parity.verdict.Outputs;

/** The answers of networks that nothing trains, in words. */
public final class OutputsWords {

    private OutputsWords() {}

    /** How both sides answer; it begins with a small letter. */
    public static String untrained(Outputs outputs, Tolerance tolerance, String candidate) {
        int examples = outputs.examples().size();
        String targets = outputs.right() == examples
                ? "every output is that of its target"
                : (examples - outputs.right()) + " of " + examples + " answers are wrong (farther than " + Outputs.NEAR
                        + " from the target)";
        if (!outputs.failure().isEmpty()) {
            return "of the scalar network, " + targets + "; of " + candidate + " there are no outputs: "
                    + outputs.failure();
        }
        if (outputs.candidate().isEmpty()) {
            return targets + "; " + candidate + " does not tell its own.";
        }
        double share = outputs.share(tolerance);
        return targets
                + (share > 1.0
                        ? ", but " + candidate + " has others (" + Figures.share(share) + " of the tolerance)."
                        : ", and " + candidate + " has the same.");
    }
}
