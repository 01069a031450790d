package lockstep.parity;

import java.util.Arrays;
import lockstep.model.Tolerance;
import lockstep.parity.step.Furthest;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Trace;

/** The losses of both sides in the free run, step by step, and what networks that round differently make of their difference. */
final class LossCurves {

    /** In controls' distances. They make up to 64 roundings at the start, a candidate some dozens in every step. */
    static final double CONTROL_MULTIPLE = 4.0;

    private final Tolerance tolerance;
    private double[] scalar = new double[1000];
    private double[] candidate = new double[1000];
    private double[] spread = {};
    private int made;

    /** By how much of the tolerance the candidate is away, at most, from the control that it is nearest to. */
    private double nearest = Double.POSITIVE_INFINITY;

    LossCurves(Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    void add(double scalarLoss, double candidateLoss) {
        if (made == scalar.length) {
            scalar = Arrays.copyOf(scalar, 2 * made);
            candidate = Arrays.copyOf(candidate, 2 * made);
        }
        scalar[made] = scalarLoss;
        candidate[made] = candidateLoss;
        made++;
    }

    int steps() {
        return made;
    }

    /** Where the curves part, or come nearest to it. */
    Finding finding() {
        Furthest furthest = new Furthest(Rung.FREE);
        for (int step = 0; step < made; step++) {
            furthest.see(tolerance.share(scalar[step], candidate[step]), step, "loss", scalar[step], candidate[step]);
        }
        return furthest.finding();
    }

    /** Trains this many controls, all steps of each. */
    void ask(Controls controls, int count) {
        spread = unknown();
        double[] furthest = new double[1];
        for (int c = 0; c < count; c++) {
            furthest[0] = 0.0;
            controls.train(c, made, (step, loss) -> {
                double distance = Math.abs(loss - scalar[step]);
                if (distance < Double.POSITIVE_INFINITY && !(distance <= spread[step])) { // else it explains nothing
                    spread[step] = distance;
                }
                furthest[0] = Math.max(furthest[0], tolerance.share(loss, candidate[step]));
            });
            nearest = Math.min(nearest, furthest[0]);
        }
    }

    private double[] unknown() {
        double[] none = new double[made];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    /** Whether the candidate's losses are, at every step, those of one of the controls. */
    boolean isAControl() {
        return nearest <= 1.0;
    }

    /** The same, as a finding that holds. */
    Finding asAControl(Finding parted) {
        String note = "the two loss curves part at step " + parted.step()
                + "; the candidate's is that of a scalar network that rounds differently";
        return new Finding(
                Rung.FREE,
                true,
                nearest,
                parted.step(),
                0,
                parted.quantity(),
                parted.scalar(),
                parted.candidate(),
                note);
    }

    /** Whether the controls are, at the step where the curves part, as far apart. */
    boolean isExplained(Finding parted) {
        return Math.abs(parted.scalar() - parted.candidate()) <= CONTROL_MULTIPLE * spread[parted.step()];
    }

    /** Forgets a step and all after it. */
    void cut(int step) {
        made = step;
    }

    /** Forgets the last step if its losses are no numbers. */
    void cutOverflow() {
        if (!Double.isFinite(scalar[made - 1]) && !Double.isFinite(candidate[made - 1])) {
            made--;
        }
    }

    /** @param perEpoch how many steps make an epoch */
    Trace trace(int perEpoch) {
        double[] spreads = spread.length == 0 ? unknown() : spread;
        return new Trace(
                perEpoch, Arrays.copyOf(scalar, made), Arrays.copyOf(candidate, made), Arrays.copyOf(spreads, made));
    }
}
