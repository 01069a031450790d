package lockstep.parity;

import lockstep.model.NetworkSpec;
import lockstep.model.Tolerance;

/**
 * Remembers where two sides were furthest apart, up to the first comparison that is beyond what is allowed: that one is kept,
 * and nothing after it is looked at.
 */
final class Furthest {

    private final Rung rung;
    private double share = -1.0;
    private int step = -1;
    private int layer;
    private String quantity = "";
    private int index = -1;
    private double scalar;
    private double candidate;

    Furthest(Rung rung) {
        this.rung = rung;
    }

    /** A comparison of the whole network's numbers. */
    void see(double newShare, int atStep, String what, double a, double b) {
        if (!exceeded() && newShare > share) {
            keep(newShare, atStep, 0, -1, what, a, b);
        }
    }

    /**
     * A comparison of one number per weight, layer by layer.
     *
     * @param what goes before the weight's name: {@code "gradient of "}
     * @param allowed how far the numbers of each layer may be apart
     */
    void see(NetworkSpec network, int atStep, String what, double[] a, double[] b, double[] allowed) {
        if (exceeded()) {
            return;
        }
        for (int l = 0; l < allowed.length; l++) {
            int from = network.offset(l);
            int to = network.offset(l + 1);
            for (int i = from; i < to; i++) {
                double newShare = Tolerance.share(a[i], b[i], allowed[l]);
                if (newShare > share) {
                    keep(newShare, atStep, l + 1, i, what + network.weightName(l, i - from), a[i], b[i]);
                }
            }
        }
    }

    /** Whether some comparison was beyond what is allowed. */
    boolean exceeded() {
        return share > 1.0;
    }

    /** Where in the network's weights they were furthest apart; -1 if that was no weight's number. */
    int index() {
        return index;
    }

    Finding finding() {
        if (share < 0.0) {
            return Finding.nothing(rung, "");
        }
        return new Finding(rung, !exceeded(), share, step, layer, quantity, scalar, candidate, note());
    }

    private String note() {
        boolean scalarLost = !Double.isFinite(scalar);
        boolean candidateLost = !Double.isFinite(candidate);
        if (scalarLost && candidateLost) {
            return Finding.BOTH_OVERFLOWED;
        }
        return scalarLost ? "the scalar network overflowed" : candidateLost ? "the candidate overflowed" : "";
    }

    private void keep(double newShare, int atStep, int atLayer, int atIndex, String what, double a, double b) {
        this.share = newShare;
        this.step = atStep;
        this.layer = atLayer;
        this.index = atIndex;
        this.quantity = what;
        this.scalar = a;
        this.candidate = b;
    }
}
