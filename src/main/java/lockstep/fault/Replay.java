package lockstep.fault;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import lockstep.model.Batch;

/**
 * Holds programs against observed losses: each is trained along the course, and given up at the first figure that it does not
 * have.
 */
final class Replay {

    /** Before this step rounding has not grown yet; from it on it is measured before a program is given up. */
    private static final int CALM_STEPS = 30;

    /** As in the judge's free run: a nudge is one rounding, a step has dozens of them. */
    private static final double CONTROL_MULTIPLE = 1000.0;

    /** Where rounding may be so large a part of a loss, its figures say nothing any more. */
    private static final double LARGEST_ROUNDING = 1e-4;

    /** So many figures have to speak for a faulty program before rounding may excuse those that do not. */
    private static final int LEAST_EVIDENCE = 10;

    private final Course course;
    private final ObservedLosses observed;

    Replay(Course course, ObservedLosses observed) {
        this.course = course;
        this.observed = observed;
    }

    /**
     * How well a program explains the figures.
     *
     * @param figures how many of them, from the first, it has or rounding may excuse
     * @param seen how many of these are not excused by rounding
     * @param readings how the figures of epochs may be read
     */
    record Match(int figures, int seen, Set<Reading> readings) {}

    Match match(Faults faults) {
        Match match = follow(faults, false);
        boolean late = match.figures < observed.size()
                && observed.stepsUntil(match.figures, course.stepsPerEpoch()) > CALM_STEPS;
        return late ? follow(faults, true) : match;
    }

    boolean isWhole(Match match) {
        return match.figures == observed.size();
    }

    private Match follow(Faults faults, boolean measureRounding) {
        Track track = new Track(faults, measureRounding);
        Set<Reading> readings = observed.per() == ObservedLosses.Per.STEP
                ? EnumSet.of(Reading.SUM_OF_STEPS)
                : EnumSet.allOf(Reading.class);
        for (int k = 0; k < observed.size(); k++) {
            track.advance(k);
            Set<Reading> left = EnumSet.noneOf(Reading.class);
            boolean blurred = false;
            for (Reading reading : readings) {
                double rounding = measureRounding ? CONTROL_MULTIPLE * track.spread(reading) : 0.0;
                blurred |= rounding > LARGEST_ROUNDING * Math.abs(track.figure(reading));
                if (observed.matches(k, track.figure(reading), blurred ? 0.0 : rounding)) {
                    left.add(reading);
                }
            }
            if (left.isEmpty()) {
                boolean excused = blurred && k >= (faults.size() == 0 ? 1 : LEAST_EVIDENCE);
                return new Match(excused ? observed.size() : k, k, readings);
            }
            readings = left;
            if (track.overflowed()) {
                return new Match(observed.size(), k + 1, readings);
            }
        }
        return new Match(observed.size(), observed.size(), readings);
    }

    /** One program on its way, and two whose weights started one rounding away. */
    private final class Track {

        private final FaultyNetwork program;
        private final FaultyNetwork[] controls;
        private int step;
        private double sum;
        private double weightedSum;
        private double widest;

        Track(Faults faults, boolean measureRounding) {
            this.program = course.begin(faults);
            this.controls = measureRounding
                    ? new FaultyNetwork[] {course.beginNudged(faults, true), course.beginNudged(faults, false)}
                    : new FaultyNetwork[0];
        }

        /** Trains up to figure {@code k}. */
        void advance(int k) {
            int until = observed.stepsUntil(k, course.stepsPerEpoch());
            int first = until - steps();
            sum = 0.0;
            weightedSum = 0.0;
            for (; step < until; step++) {
                Batch batch = course.batch(step);
                double loss = program.step(batch);
                for (FaultyNetwork control : controls) {
                    double distance = Math.abs(control.step(batch) - loss);
                    widest = Double.isFinite(distance) ? Math.max(widest, distance) : widest;
                }
                if (step >= first) {
                    sum += loss;
                    weightedSum += loss * batch.size();
                }
            }
        }

        double figure(Reading reading) {
            return reading.figure(course.run(), steps(), sum, weightedSum);
        }

        /** How far rounding has taken the controls' figures from the program's, at most. */
        double spread(Reading reading) {
            double ofEpoch = widest * steps();
            return reading.figure(
                    course.run(), steps(), ofEpoch, ofEpoch * course.batch(0).size());
        }

        boolean overflowed() {
            return !Double.isFinite(sum);
        }

        private int steps() {
            return observed.per() == ObservedLosses.Per.STEP ? 1 : course.stepsPerEpoch();
        }
    }

    /** The losses of a program's first steps, as far as the figures go, but no more than so many. */
    double[] losses(Faults faults, int most) {
        int steps = Math.min(most, observed.stepsUntil(observed.size() - 1, course.stepsPerEpoch()));
        double[] losses = new double[steps];
        FaultyNetwork program = course.begin(faults);
        Arrays.setAll(losses, step -> program.step(course.batch(step)));
        return losses;
    }
}
