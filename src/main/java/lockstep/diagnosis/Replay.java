package lockstep.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lockstep.fault.Faults;
import lockstep.fault.FaultyNetwork;
import lockstep.fault.Rounding;
import lockstep.model.Batch;

/**
 * Compares programs with observed losses: each is trained along the course, and given up at the first figure that it does not
 * match.
 */
final class Replay {

    /** Before this step rounding has not grown yet; from here on it is measured before a program is given up. */
    private static final int CALM_STEPS = 30;

    /** If rounding may be this large a part of a loss, its figures no longer say anything. */
    private static final double LARGEST_ROUNDING = 1e-4;

    /**
     * Past a kink a program may be this many times as far away as the controls: there are few of them, and each takes only one
     * side of each kink.
     */
    private static final double KINK_MULTIPLE = 10.0;

    /** This many figures have to support a program with faults before rounding may excuse the others. */
    private static final int LEAST_EVIDENCE = Diagnosis.ENOUGH;

    private final Course course;
    private final ObservedLosses observed;
    private final List<Interpretation> interpretations;

    Replay(Course course, ObservedLosses observed) {
        this.course = course;
        this.observed = observed;
        this.interpretations = Interpretation.of(observed);
    }

    /**
     * How well a program explains the figures.
     *
     * @param figures how many of them, from the first, it matches or rounding may excuse
     * @param seen how many of these are not excused by rounding
     * @param meant the meanings of the figures under which the program matches them
     */
    record Match(int figures, int seen, List<Interpretation> meant) {

        /** Where the figures are counted from if the program matches them. */
        Set<Counting> countings() {
            return meant.stream().map(Interpretation::counting).collect(Collectors.toUnmodifiableSet());
        }

        /** Whether enough figures match without an excuse. */
        boolean isTold() {
            return seen >= Math.min(figures, LEAST_EVIDENCE);
        }
    }

    Match match(Faults faults) {
        Match match = follow(faults, false);
        boolean right = faults.size() == 0;
        boolean late = match.figures < observed.size()
                && (right
                        || match.figures >= LEAST_EVIDENCE
                        || observed.stepsUntil(match.figures, course.stepsPerEpoch()) > CALM_STEPS);
        return late ? follow(faults, true) : match;
    }

    boolean isWhole(Match match) {
        return match.figures == observed.size();
    }

    private Match follow(Faults faults, boolean measureRounding) {
        Track track = new Track(faults, measureRounding);
        List<Interpretation> open = interpretations;
        int seen = observed.size();
        for (int k = 0; k < observed.size(); k++) {
            List<Interpretation> left = new ArrayList<>(open.size());
            List<Interpretation> excused = new ArrayList<>(open.size());
            for (Interpretation each : open) {
                track.advance(observed.stepsUntil(k, each.counting(), course.stepsPerEpoch()));
                double figure = track.figure(each.reading());
                double rounding = measureRounding ? track.spread(each.reading()) : 0.0;
                boolean small = rounding <= LARGEST_ROUNDING * Math.abs(figure);
                if (k < seen && observed.matches(k, figure, small ? rounding : 0.0)) {
                    left.add(each);
                } else if (observed.matches(k, figure, KINK_MULTIPLE * rounding)) {
                    excused.add(each);
                }
            }
            if (left.isEmpty()) {
                seen = Math.min(seen, k);
                left = excused;
            }
            boolean told = seen >= Math.min(observed.size(), LEAST_EVIDENCE) || faults.size() == 0;
            if (left.isEmpty() || !told) {
                return new Match(k, seen, open);
            }
            open = left;
            if (!Double.isFinite(observed.values()[k])) {
                break; // both have overflowed, and stay so
            }
        }
        return new Match(observed.size(), seen, open);
    }

    /** One program in training, and two that are moved by rounding. */
    private final class Track {

        private final FaultyNetwork program;
        private final List<FaultyNetwork> controls;
        private final double[] weights = new double[course.run().network().weightCount()];
        private final double[] others = weights.clone();
        private final double[] distances = weights.clone();
        private int step;
        private double sum;
        private double weightedSum;
        private double widest;

        Track(Faults faults, boolean measureRounding) {
            this.program = course.begin(faults);
            this.controls = measureRounding
                    ? List.of(course.begin(faults, Rounding.up()), course.begin(faults, Rounding.down()))
                    : List.of();
        }

        /** Trains until this many steps are made; the figure is that of the last step, or of its epoch. */
        void advance(int until) {
            if (until == step) {
                return;
            }
            int first = until - steps();
            sum = 0.0;
            weightedSum = 0.0;
            for (; step < until; step++) {
                Batch batch = course.batch(step);
                double loss = controls.isEmpty() ? program.step(batch) : measuredStep(batch);
                if (step >= first) {
                    sum += loss;
                    weightedSum += loss * batch.size();
                }
            }
        }

        private double measuredStep(Batch batch) {
            program.readWeights(weights);
            Arrays.fill(distances, 0.0);
            for (FaultyNetwork control : controls) {
                control.readWeights(others);
                for (int i = 0; i < weights.length; i++) {
                    distances[i] = Math.max(distances[i], Math.abs(others[i] - weights[i]));
                }
            }
            double loss = program.step(batch);
            for (FaultyNetwork control : controls) {
                double other = control.step(batch);
                if (Double.isFinite(loss) || Double.isFinite(other)) {
                    widen(Math.abs(other - loss));
                }
            }
            if (Double.isFinite(loss)) {
                widen(byWeights());
            }
            return loss;
        }

        /**
         * How much the weights' distances can change the loss: the sum of {@code |dLoss/dw| * distance}. The controls' own losses
         * do not show it if they happen to be as far above their target as the program's is below.
         */
        private double byWeights() {
            program.readGradient(others);
            double change = 0.0;
            for (int i = 0; i < others.length; i++) {
                change += distances[i] == 0.0 ? 0.0 : Math.abs(others[i]) * distances[i];
            }
            return change;
        }

        /** A number that overflows on one side only is infinitely far off. */
        private void widen(double distance) {
            widest = Math.max(widest, Double.isFinite(distance) ? distance : Double.POSITIVE_INFINITY);
        }

        double figure(Reading reading) {
            return reading.figure(course.run(), steps(), sum, weightedSum);
        }

        /** The largest distance that rounding has put between the controls' figures and the program's. */
        double spread(Reading reading) {
            double ofEpoch = widest * steps();
            return reading.figure(
                    course.run(), steps(), ofEpoch, ofEpoch * course.batch(0).size());
        }

        private int steps() {
            return observed.per() == ObservedLosses.Per.STEP ? 1 : course.stepsPerEpoch();
        }
    }

    /** The losses of a program's first steps, as far as the figures go, but at most this many. */
    double[] losses(Faults faults, int most) {
        int steps = Math.min(most, observed.stepsUntil(observed.size() - 1, course.stepsPerEpoch()));
        double[] losses = new double[steps];
        FaultyNetwork program = course.begin(faults);
        Arrays.setAll(losses, step -> program.step(course.batch(step)));
        return losses;
    }
}
