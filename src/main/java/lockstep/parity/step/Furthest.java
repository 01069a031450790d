package lockstep.parity.step;

import lockstep.model.NetworkSpec;
import lockstep.model.Tolerance;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where two sides were furthest apart, up to the first comparison that is beyond what is allowed: that one is kept,
 * and nothing after it is looked at.
 */
public final class Furthest {

    private final Rung rung;
    private double share = -1.0;
    private int step = -1;
    private int layer;
    private String quantity = "";
    private int index = -1;
    private double scalar;
    private double candidate;

    /** Why nobody can say whether the place that is kept is right; empty where that is known, or an overflow. */
    private String unknown = "";

    public Furthest(Rung rung) {
        this.rung = rung;
    }

    /** A comparison of the whole network's numbers. */
    public void see(int atStep, String what, double a, double b, double allowed) {
        see(share(a, b, allowed), atStep, what, a, b);
    }

    /**
     * The same where examples stand at a kink.
     *
     * @param ofKinks the part of what is allowed that is no rounding: what is within it has used nothing
     */
    public void see(int atStep, String what, double a, double b, double allowed, double ofKinks) {
        see(beyondKinks(share(a, b, allowed), a, b, allowed, ofKinks), atStep, what, a, b);
    }

    /** One whose share is known. */
    public void see(double newShare, int atStep, String what, double a, double b) {
        if (!exceeded() && (newShare > share || Double.isNaN(newShare))) {
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
    public void see(NetworkSpec network, int atStep, String what, double[] a, double[] b, double[] allowed) {
        see(network, atStep, what, a, b, allowed, null);
    }

    /**
     * The same where examples stand at a kink.
     *
     * @param ofKinks the part of what is allowed that is no rounding: what is within it has used nothing; null for none
     */
    public void see(
            NetworkSpec network,
            int atStep,
            String what,
            double[] a,
            double[] b,
            double[] allowed,
            double @Nullable [] ofKinks) {
        if (exceeded()) {
            return;
        }
        int furthest = -1;
        int unbounded = -1;
        double most = share;
        for (int i = beyond(most, a, b, allowed, 0); i < a.length; i = beyond(most, a, b, allowed, i + 1)) {
            double newShare = share(a[i], b[i], allowed[i]);
            if (ofKinks != null) {
                newShare = beyondKinks(newShare, a[i], b[i], allowed[i], ofKinks[i]);
            }
            if (Double.isNaN(newShare)) {
                unbounded = i;
            } else if (newShare > most) {
                furthest = i;
                most = newShare;
            }
            if (newShare == Double.POSITIVE_INFINITY && !Double.isFinite(a[i]) && !Double.isFinite(b[i])) {
                furthest = i;
                break;
            }
        }
        if (unbounded >= 0 && !(most > 1.0)) {
            furthest = unbounded;
            most = Double.NaN;
        }
        if (furthest >= 0) {
            keep(network, most, atStep, what, furthest, a[furthest], b[furthest]);
        }
    }

    /**
     * {@link Tolerance#share(double, double, double)}, but NaN where it is the bound that overflowed: nobody can say then. Where the
     * scalar network has no number and the candidate has one, its bound is none either, and that excuses nothing.
     */
    public static double share(double a, double b, double allowed) {
        if (Double.isNaN(a) && Double.isFinite(b)) {
            return Double.POSITIVE_INFINITY;
        }
        boolean bothOverflowed = !Double.isFinite(a) && !Double.isFinite(b);
        return a == b || bothOverflowed || Double.isFinite(allowed) ? Tolerance.share(a, b, allowed) : Double.NaN;
    }

    /**
     * A weight's number of which nobody can say whether it is right.
     *
     * @param why a sentence for a person
     */
    void seeNobodyKnows(NetworkSpec network, int atStep, String what, int at, double a, double b, String why) {
        keep(network, Double.NaN, atStep, what, at, a, b);
        unknown = why;
    }

    private void keep(NetworkSpec network, double newShare, int atStep, String what, int at, double a, double b) {
        int inLayer = network.layerOf(at);
        String name = network.weightName(inLayer, at - network.offset(inLayer));
        keep(newShare, atStep, inLayer + 1, at, what + name, a, b);
    }

    /** The next number that is further apart than this share, or has no bound: found without a division, and mostly there is none. */
    private static int beyond(double share, double[] a, double[] b, double[] allowed, int from) {
        int i = from;
        while (i < a.length
                && share >= 0.0
                && Math.abs(a[i] - b[i]) <= share * allowed[i]
                && allowed[i] <= Double.MAX_VALUE) {
            i++;
        }
        return i;
    }

    private static double beyondKinks(double share, double a, double b, double allowed, double ofKinks) {
        double used = Math.abs(a - b) - ofKinks;
        return share > 1.0 || Double.isNaN(share) || ofKinks == 0.0
                ? share
                : used <= 0.0 ? 0.0 : Math.min(share, used / (allowed - ofKinks));
    }

    /** How far of what is allowed the two sides were apart at most; below 0 if nothing was compared. */
    public double share() {
        return share;
    }

    /** Whether some comparison was beyond what is allowed, or nobody can say what that is. */
    public boolean exceeded() {
        return share > 1.0 || Double.isNaN(share);
    }

    /** Whether nobody can say: neither side has a number, or the bound is none. */
    public boolean overflowed() {
        return exceeded() && (Double.isNaN(share) || !(Double.isFinite(scalar) || Double.isFinite(candidate)));
    }

    /** Where in the network's weights they were furthest apart; -1 if that was no weight's number. */
    public int index() {
        return index;
    }

    public Finding finding() {
        if (share < 0.0) {
            return Finding.nothing(rung, "");
        }
        return new Finding(rung, !exceeded(), share, step, layer, quantity, scalar, candidate, note());
    }

    private String note() {
        if (!unknown.isEmpty()) {
            return unknown;
        }
        if (overflowed()) {
            return Double.isNaN(share) ? Finding.BOUND_OVERFLOWED : Finding.BOTH_OVERFLOWED;
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
