package lockstep.diagnosis;

import java.util.Arrays;
import java.util.List;

/** One possible meaning of the observed figures. */
record Interpretation(Counting counting, Reading reading) {

    /**
     * All possible meanings. One that puts a figure earlier comes before one that puts it later, so that a program is trained
     * once for all of them.
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
