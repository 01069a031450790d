package lockstep.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lockstep.diagnosis.ObservedLosses.Per;
import lockstep.diagnosis.Reading.Span;
import lockstep.fault.Quantity;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;

/** One possible meaning of the observed figures. */
record Interpretation(Counting counting, Reading reading) {

    /** Fewer figures may fit a far-fetched reading by chance. */
    private static final int LEAST_FOR_FAR_FETCHED = 5;

    /**
     * All possible meanings but for the constant. One that puts a figure earlier comes before one that puts it later, so that a
     * program is trained once for all of them.
     */
    static List<Interpretation> of(Run run, ObservedLosses observed) {
        List<Reading> readings = new ArrayList<>();
        for (Quantity quantity : quantities(run, observed)) {
            for (Span span : spans(quantity, observed.per())) {
                readings.add(new Reading(quantity, span, false, Factor.ONE));
                if (quantity != Quantity.ABSOLUTE_ERROR && quantity != Quantity.ACCURACY) {
                    readings.add(new Reading(quantity, span, true, Factor.ONE));
                }
            }
        }
        if (!farFetched(observed)) {
            readings.removeIf(reading -> !reading.isPlain());
        }
        return observed.countings().stream()
                .sorted()
                .flatMap(counting -> readings.stream().map(reading -> new Interpretation(counting, reading)))
                .toList();
    }

    /** Whether there are figures enough for readings other than the plain ones. */
    static boolean farFetched(ObservedLosses observed) {
        return observed.size() >= LEAST_FOR_FAR_FETCHED;
    }

    private static List<Quantity> quantities(Run run, ObservedLosses observed) {
        NetworkSpec network = run.network();
        boolean penalized = network.layers().stream().anyMatch(LayerSpec::isPenalized);
        List<Quantity> quantities = new ArrayList<>(List.of(Quantity.LOSS));
        if (penalized) {
            quantities.add(Quantity.DATA_LOSS);
        }
        if (!Set.of(Loss.ABSOLUTE_ERROR, Loss.MEAN_ABSOLUTE_ERROR).contains(network.loss())) {
            quantities.add(Quantity.ABSOLUTE_ERROR);
        }
        if (!Set.of(Loss.HALF_SQUARED_ERROR, Loss.SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR)
                .contains(network.loss())) {
            quantities.add(Quantity.SQUARED_ERROR);
        }
        if (observed.mayBeShares(run.examples().size())) {
            quantities.add(Quantity.ACCURACY);
        }
        return quantities;
    }

    private static List<Span> spans(Quantity quantity, Per per) {
        if (per == Per.STEP) {
            return List.of(Span.LAST_STEP, Span.ALL_AFTER, Span.ALL_BEFORE);
        }
        return quantity == Quantity.LOSS || quantity == Quantity.DATA_LOSS
                ? List.of(Span.values())
                : List.of(Span.MEAN_OF_STEPS, Span.MEAN_OF_EXAMPLES, Span.LAST_STEP, Span.ALL_AFTER, Span.ALL_BEFORE);
    }

    Interpretation times(Factor factor) {
        return new Interpretation(counting, reading.times(factor));
    }
}
