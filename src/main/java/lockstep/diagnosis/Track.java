package lockstep.diagnosis;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import lockstep.diagnosis.Reading.Span;
import lockstep.fault.Faults;
import lockstep.fault.Quantity;
import lockstep.fault.network.FaultyNetwork;
import lockstep.fault.network.Rounding;
import lockstep.model.Batch;

/** One program in training, and two that are moved by rounding; what it prints after some steps. */
@SuppressWarnings("EnumOrdinal") // an index into arrays that are never stored
final class Track {

    private static final Quantity[] QUANTITIES = Quantity.values();

    private final Course course;
    private final ObservedLosses.Per per;
    private final Batch all;
    private final FaultyNetwork program;
    private final List<FaultyNetwork> controls;
    private final double[] weights;
    private final double[] others;
    private final double[] distances;

    private final double[] sum = new double[QUANTITIES.length];
    private final double[] weightedSum = new double[QUANTITIES.length];
    private final double[] last = new double[QUANTITIES.length];
    private final double[] before = new double[QUANTITIES.length];
    private final double[] after = new double[QUANTITIES.length];

    private Set<Quantity> needed;
    private boolean beforeNeeded;
    private boolean afterKnown;
    private int step;
    private double widest;

    /** @param meanings those that the figures may have */
    Track(
            Course course,
            ObservedLosses.Per per,
            List<Interpretation> meanings,
            Faults faults,
            boolean measureRounding) {
        this.course = course;
        this.per = per;
        this.all = course.run().examples().asBatch();
        this.program = course.begin(faults);
        this.controls = measureRounding
                ? List.of(course.begin(faults, Rounding.up()), course.begin(faults, Rounding.down()))
                : List.of();
        int n = measureRounding ? course.run().network().weightCount() : 0;
        this.weights = new double[n];
        this.others = new double[n];
        this.distances = new double[n];
        this.needed = EnumSet.of(Quantity.LOSS);
        needOnly(meanings);
    }

    /** Measures from here on only what these meanings need. */
    void needOnly(List<Interpretation> meanings) {
        needed = EnumSet.of(Quantity.LOSS);
        beforeNeeded = false;
        for (Interpretation each : meanings) {
            needed.add(each.reading().quantity());
            beforeNeeded |= each.reading().span() == Span.ALL_BEFORE;
        }
    }

    /** Trains until this many steps are begun; the figure is that of the last step, or of its epoch. */
    void advance(int until) {
        if (until == step) {
            return;
        }
        int first = until - steps();
        Arrays.fill(sum, 0.0);
        Arrays.fill(weightedSum, 0.0);
        afterKnown = false;
        for (; step < until; step++) {
            if (step == first && beforeNeeded) {
                ofAll(before);
            }
            Batch batch = course.batch(step);
            double loss = controls.isEmpty() ? program.begin(batch) : measuredStep(batch);
            if (step >= first) {
                measure(batch, loss, last);
                for (Quantity quantity : needed) {
                    int q = quantity.ordinal();
                    sum[q] += last[q];
                    weightedSum[q] += last[q] * batch.size();
                }
            }
        }
    }

    private void ofAll(double[] into) {
        double loss = program.loss(all);
        measure(all, loss, into);
    }

    private void measure(Batch batch, double loss, double[] into) {
        for (Quantity quantity : needed) {
            into[quantity.ordinal()] = switch (quantity) {
                case LOSS -> loss;
                case DATA_LOSS -> loss - program.penalty();
                case ABSOLUTE_ERROR, SQUARED_ERROR, ACCURACY -> program.mean(quantity, batch);
            };
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

    /** The quantity over the span of a reading. */
    double value(Reading reading) {
        int q = reading.quantity().ordinal();
        double ofAll = 0.0;
        if (reading.span() == Span.ALL_BEFORE) {
            ofAll = before[q];
        } else if (reading.span() == Span.ALL_AFTER) {
            if (!afterKnown) {
                ofAll(after);
                afterKnown = true;
            }
            ofAll = after[q];
        }
        return reading.value(course.run(), steps(), sum[q], weightedSum[q], last[q], ofAll);
    }

    /**
     * The largest distance that rounding has put between the controls' figures and the program's: the loss's, and for other
     * quantities in proportion.
     */
    double spread(Reading reading, double figure) {
        if (widest == 0.0) {
            return 0.0;
        }
        if (!reading.isPlain()) {
            double loss = Math.abs(last[Quantity.LOSS.ordinal()]);
            return loss == 0.0 ? widest : widest / loss * Math.abs(figure) * steps();
        }
        double ofEpoch = widest * steps();
        return reading.value(
                course.run(), steps(), ofEpoch, ofEpoch * course.batch(0).size(), widest, widest);
    }

    private int steps() {
        return per == ObservedLosses.Per.STEP ? 1 : course.stepsPerEpoch();
    }
}
