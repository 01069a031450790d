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

    /** Progress that somebody sees until the work is over. */
    interface Shown extends Progress, AutoCloseable {
        @Override
        void close();
    }

    /** Shows the progress of work that comes. */
    @FunctionalInterface
    interface Display {

        /**
         * Begins.
         *
         * @param what is done: {@code xor: racing, run}
         * @param total what {@link #advance} will have been told in the end
         */
        Shown show(String what, long total);
    }
}
