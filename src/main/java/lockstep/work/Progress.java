package lockstep.work;

/** Told of work as it is done, by the thread that asked for it: an implementation need not be safe for several. */
@FunctionalInterface
public interface Progress {

    /** Nobody wants to know. */
    Progress NONE = amount -> {};

    /**
     * So much more is done: steps of a parity check, jobs of a race.
     *
     * @throws java.util.concurrent.CancellationException if the work is to end here
     */
    void advance(int amount);
}
