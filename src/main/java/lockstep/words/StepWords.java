package lockstep.words;

import java.util.List;
import lockstep.model.Tolerance;
import lockstep.parity.step.WrittenStep;
import lockstep.parity.verdict.Finding;

/** A step that is written out, in words. */
public final class StepWords {

    private StepWords() {}

    /** Whether its figures are DL4J's too, and if not, which differs first. */
    public static String comparison(List<WrittenStep.Figure> figures, Tolerance tolerance) {
        return figures.stream()
                .filter(figure -> figure.share(tolerance) > 1.0)
                .findFirst()
                .map(first -> first.overflowed() ? overflow(first) : difference(first, figures, tolerance))
                .orElseGet(() -> agreement(figures, tolerance));
    }

    private static String agreement(List<WrittenStep.Figure> figures, Tolerance tolerance) {
        double share = figures.stream()
                .mapToDouble(figure -> figure.share(tolerance))
                .max()
                .orElse(0.0);
        return "All " + figures.size() + " figures are DL4J's too: " + Figures.shareInWords(share)
                + " of the tolerance is used.";
    }

    /** Of figures that are lost on both sides nobody knows whether they differ. */
    private static String difference(WrittenStep.Figure first, List<WrittenStep.Figure> figures, Tolerance tolerance) {
        long apart = figures.stream()
                .filter(figure -> figure.share(tolerance) > 1.0 && !figure.overflowed())
                .count();
        return apart + " of " + figures.size() + " figures are not DL4J's. The first is " + inWords(first) + ".";
    }

    private static String overflow(WrittenStep.Figure first) {
        return Finding.BOTH_OVERFLOWED + ". The first such figure is " + inWords(first)
                + ". `lockstep verify` names the step in which it began.";
    }

    private static String inWords(WrittenStep.Figure figure) {
        String where = figure.from().isEmpty() ? figure.unit() : figure.from() + " -> " + figure.unit();
        return "the " + figure.quantity() + (where.isEmpty() ? "" : " of " + where) + ": " + figure.scalar()
                + ", DL4J's " + figure.candidate();
    }
}
