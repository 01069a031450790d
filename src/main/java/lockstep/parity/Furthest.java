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
    void see(int atStep, String what, double a, double b, double allowed) {
        see(share(a, b, allowed), atStep, what, a, b);
    }

    /** One whose share is known. */
    void see(double newShare, int atStep, String what, double a, double b) {
        if (!exceeded() && newShare > share) {
            keep(newShare, atStep, 0, -1, what, a, b);
        }
    }

    /**
     * A comparison of one number per weight. Where both sides have a number that is not finite, that one is kept: what else is
     * there then may be so or otherwise by the order of the terms.
     *
     * @param what goes before the weight's name: {@code "gradient of "}
     * @param allowed how far each number may be apart
     */
    void see(NetworkSpec network, int atStep, String what, double[] a, double[] b, double[] allowed) {
        if (exceeded()) {
            return;
        }
        int furthest = -1;
        double most = share;
        for (int i = 0; i < a.length; i++) {
            double newShare = share(a[i], b[i], allowed[i]);
            if (newShare > most) {
                furthest = i;
                most = newShare;
            }
            if (newShare == Double.POSITIVE_INFINITY && !Double.isFinite(a[i]) && !Double.isFinite(b[i])) {
                furthest = i;
                break;
            }
        }
        if (furthest >= 0) {
            int layer = network.layerOf(furthest);
            String name = network.weightName(layer, furthest - network.offset(layer));
            keep(most, atStep, layer + 1, furthest, what + name, a[furthest], b[furthest]);
        }
    }

    /** A bound that is no number, or infinite, excuses nothing. */
    static double share(double a, double b, double allowed) {
        return Tolerance.share(a, b, Double.isFinite(allowed) ? allowed : 0.0);
    }

    /** Whether some comparison was beyond what is allowed. */
    boolean exceeded() {
        return share > 1.0;
    }

    /** Whether that was a number that neither side has. */
    boolean overflowed() {
        return exceeded() && !Double.isFinite(scalar) && !Double.isFinite(candidate);
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
        if (overflowed()) {
            return Finding.BOTH_OVERFLOWED;
        }
        if (!Double.isFinite(scalar)) {
            return "the scalar network overflowed";
        }
        if (Double.isNaN(candidate)) {
            return "the candidate's is no number: 0 / 0, or something overflowed";
        }
        return Double.isInfinite(candidate) ? "the candidate overflowed" : "";
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
