package lockstep.race.ranking;

/**
 * Where an optimizer stands in a race, by expected running time.
 *
 * @param ertEpochs all epochs spent, divided by the runs that converged; infinite if none did
 * @param ertLow the lower end of its bootstrap interval at 95 %, over the seeds; {@code ertHigh} the upper. Either may be infinite
 * @param low one more than the number of optimizers that are told apart from it and faster
 * @param high the number of optimizers, less those that are told apart from it and slower. Between the two it may stand
 */
public record Place(String optimizer, double ertEpochs, double ertLow, double ertHigh, int low, int high) {

    /** Whether others may have this place too. */
    public boolean shared() {
        return low < high;
    }

    /** {@code 2}, or {@code 1-4}. */
    @Override
    public String toString() {
        return shared() ? low + "-" + high : Integer.toString(low);
    }
}
