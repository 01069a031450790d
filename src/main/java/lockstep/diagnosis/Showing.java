package lockstep.diagnosis;

import java.util.Arrays;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;

/**
 * What losses show that nothing explains.
 *
 * @param factor for {@link Kind#SLOWER} and {@link Kind#FASTER}, how many times as many steps they take for as much; for {@link
 *     Kind#WRONG_FROM_THE_FIRST}, the first figure divided by the right program's
 * @param place the step or epoch of the first figure that a right program does not have
 */
public record Showing(Kind kind, double factor, int place) {

    /** What strikes the eye. */
    public enum Kind {
        /** All figures are the same. */
        NEVER_MOVES,
        /** The first figure is not a right program's, under any reading: the forward pass, the start, or the loss. */
        WRONG_FROM_THE_FIRST,
        /** It gets worse where the right program gets better. */
        CLIMBS,
        /** It gets as far as the right program, but later. */
        SLOWER,
        /** It gets further. */
        FASTER,
        /** Nothing of the kind. */
        PARTS
    }

    /** A difference of less than this much is no speed. */
    private static final double CLEARLY = 1.5;

    static Showing of(Course course, ObservedLosses observed, Replay.Match right) {
        int place = observed.at()[Math.min(right.figures(), observed.size() - 1)];
        double[] seen = observed.values();
        double[] ours = figures(course, observed);
        if (seen.length > 1 && Arrays.stream(seen).distinct().count() == 1) {
            return new Showing(Kind.NEVER_MOVES, 1.0, place);
        }
        if (right.figures() == 0) {
            return new Showing(Kind.WRONG_FROM_THE_FIRST, seen[0] / ours[0], place);
        }
        int window = Math.max(1, seen.length / 4);
        double start = mean(seen, 0, window);
        double end = mean(seen, seen.length - window, seen.length);
        double rightEnd = mean(ours, ours.length - window, ours.length);
        if (seen.length < 2 * window || !Double.isFinite(end + rightEnd)) {
            return new Showing(Kind.PARTS, 1.0, place);
        }
        if (end > start && rightEnd < mean(ours, 0, window)) {
            return new Showing(Kind.CLIMBS, 1.0, place);
        }
        double slower = (double) seen.length / reached(ours, window, end);
        double faster = (double) seen.length / reached(seen, window, rightEnd);
        if (end > rightEnd && slower > CLEARLY) {
            return new Showing(Kind.SLOWER, slower, place);
        }
        return end < rightEnd && faster > CLEARLY
                ? new Showing(Kind.FASTER, faster, place)
                : new Showing(Kind.PARTS, 1.0, place);
    }

    /** How many figures it takes to get down to a loss, by means over a window. */
    private static int reached(double[] figures, int window, double loss) {
        for (int to = window; to < figures.length; to++) {
            if (mean(figures, to - window, to) <= loss) {
                return to;
            }
        }
        return figures.length;
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElseThrow();
    }

    /** What a right program would have printed: the losses of the steps, or their means over the epochs. */
    private static double[] figures(Course course, ObservedLosses observed) {
        double[] figures = new double[observed.size()];
        FaultyNetwork program = course.begin(Faults.NONE);
        int steps = observed.per() == ObservedLosses.Per.STEP ? 1 : course.stepsPerEpoch();
        int step = 0;
        for (int k = 0; k < figures.length; k++) {
            int until = observed.stepsUntil(k, course.stepsPerEpoch());
            for (; step < until; step++) {
                double loss = program.step(course.batch(step));
                figures[k] += step >= until - steps ? loss / steps : 0.0;
            }
        }
        return figures;
    }
}
