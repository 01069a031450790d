package lockstep.words;

import lockstep.page.Tone;
import lockstep.parity.Finding;
import lockstep.parity.Verdict;
import lockstep.results.SavedVerdict;
import lockstep.results.ShortestDecimal;

/** A verdict in words. Both values stand there with all their digits: often only the last ones differ. */
public final class VerdictWords {

    private VerdictWords() {}

    /** Where two sides part, and how: a sentence without its full stop. */
    public static String disagreement(SavedVerdict saved, String candidate) {
        Finding finding = saved.verdict().decisive();
        String head = saved.optimizer() + " disagrees with " + candidate + " at " + place(finding) + ": ";
        if (finding.failed()) {
            return head + finding.note().strip();
        }
        return head + "the scalar network has " + ShortestDecimal.of(finding.scalar()) + ", " + candidate + " "
                + ShortestDecimal.of(finding.candidate()) + ", " + apart(finding.share())
                + (finding.note().isEmpty() ? "" : "; " + finding.note().strip());
    }

    /** {@code step 3, rung locked, layer 1, update[3]}. */
    public static String place(Finding finding) {
        return (finding.step() < 0 ? "" : "step " + Figures.whole(finding.step()) + ", ")
                + "rung " + finding.rung().key()
                + (finding.layer() == 0 ? "" : ", layer " + finding.layer())
                + (finding.failed() || !finding.judged() ? "" : ", " + finding.quantity());
    }

    public static Tone tone(Verdict.Kind kind) {
        return switch (kind) {
            case AGREE -> Tone.GOOD;
            case CHAOTIC -> Tone.NOTE;
            case DISAGREE -> Tone.BAD;
        };
    }

    private static String apart(double share) {
        String figure = Figures.share(share);
        if (!Double.isFinite(share)) {
            return "beyond any tolerance";
        }
        return figure.endsWith(" x")
                ? figure.replace(" x", " times what rounding may do")
                : figure + " of what rounding may do";
    }
}
