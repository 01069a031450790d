package lockstep.diagnosis;

import java.util.Arrays;
import java.util.List;

/** One of the ways in which observed figures may be meant. */
record Interpretation(Counting counting, Reading reading) {

    /**
     * All that the figures leave open. One that puts a figure at an earlier place comes before one that puts it at a later
     * place, so that one training of a program goes through them all.
     */
    static List<Interpretation> of(ObservedLosses observed) {
        List<Reading> readings = observed.per() == ObservedLosses.Per.STEP
                ? List.of(Reading.SUM_OF_STEPS)
                : Arrays.asList(Reading.values());
        return observed.countings().stream()
                .sorted()
                .flatMap(counting -> readings.stream().map(reading -> new Interpretation(counting, reading)))
                .toList();
    }
}
