package lockstep.parity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lockstep.model.Precision;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Trace;
import lockstep.parity.verdict.Verdict;

/** Finds out whether a candidate that is judged as one in doubles keeps its numbers in a coarser precision: that is no fault. */
public final class KeptPrecision {

    private static final List<Precision> COARSER = List.of(Precision.BFLOAT16, Precision.FLOAT);

    /** Fewer losses may be short numbers by chance. */
    private static final int ENOUGH = 8;

    private KeptPrecision() {}

    /** The precision in which weights were kept, if what is read back is the nearest to what was loaded. */
    static Optional<Precision> ofWeights(double[] loaded, double[] kept) {
        return Arrays.equals(loaded, kept)
                ? Optional.empty()
                : COARSER.stream()
                        .filter(precision -> Arrays.equals(precision.rounded(loaded), kept))
                        .findFirst();
    }

    /** The precision of which all losses are, if there are enough and the scalar network's are not. */
    public static Optional<Precision> ofLosses(Trace trace) {
        return COARSER.stream()
                .filter(precision -> trace.steps() >= ENOUGH
                        && Arrays.equals(precision.rounded(trace.candidateLoss()), trace.candidateLoss())
                        && !Arrays.equals(precision.rounded(trace.scalarLoss()), trace.scalarLoss())
                        && Arrays.stream(trace.candidateLoss()).distinct().count() >= ENOUGH)
                .findFirst();
    }

    /**
     * What to tell a person.
     *
     * @param judged the verdict in that precision
     */
    static String sentence(Precision precision, Verdict judged) {
        String name = precision.key();
        String found = "the candidate keeps its numbers in " + name + ": add `precision: " + name
                + "` to the config, or --precision " + name;
        Finding decisive = judged.decisive();
        if (decisive.failed()) {
            return found;
        }
        return judged.kind() == Verdict.Kind.DISAGREE
                ? found + "; beyond what that rounds there is a fault too, at rung "
                        + decisive.rung().key() + (decisive.step() < 0 ? "" : ", step " + decisive.step()) + ": "
                        + decisive.quantity() + " is " + decisive.candidate() + " instead of " + decisive.scalar()
                : found + "; so judged, it is right (" + judged.kind().key() + ")";
    }
}
