package lockstep.model;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What others have published of a run, to be held against what comes out here.
 *
 * @param source who, where
 * @param epochs to the race's target, over the trials that reached it
 * @param restarted the same where a trial that failed is started again, and its epochs are charged to the next
 * @param losses of some epochs, counted from 0: of the epoch's steps added up, each before its update
 * @param outputs after some epochs: the answers to the examples, one example's after another
 */
public record Published(
        String source,
        Optional<Trials> epochs,
        Optional<Trials> restarted,
        SortedMap<Integer, BigDecimal> losses,
        SortedMap<Integer, List<BigDecimal>> outputs) {

    /**
     * What is printed of a number of trials.
     *
     * @param sd the standard deviation
     */
    public record Trials(
            BigDecimal mean, OptionalDouble sd, int trials, OptionalDouble minimum, OptionalDouble maximum) {}

    public Published {
        losses = Collections.unmodifiableSortedMap(new TreeMap<>(losses));
        outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
        if (epochs.isEmpty() && restarted.isEmpty() && losses.isEmpty() && outputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing was published; expected epochs, epochs_with_restarts, losses or outputs");
        }
    }

    /** Whether some of it is said of a race. */
    public boolean needsRace() {
        return epochs.isPresent() || restarted.isPresent();
    }

    /** How many epochs have to be trained for the losses and outputs. */
    public int trained() {
        int ofLosses = losses.isEmpty() ? 0 : losses.lastKey() + 1;
        return Math.max(ofLosses, outputs.isEmpty() ? 0 : outputs.lastKey());
    }
}
