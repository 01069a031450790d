package lockstep.work;

/** Receives work as it is done, on the thread that asked for it: an implementation need not be thread-safe. */
@FunctionalInterface
public interface Progress {

    /** Shows nothing. */
    Progress NONE = amount -> {};

    /**
     * This much more is done: steps of a parity check, jobs of a race.
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

        /** Shows nothing. */
        Display NONE = (what, total) -> new Shown() {
            @Override
            public void advance(int amount) {}

            @Override
            public void close() {}
        };

        /**
         * Begins.
         *
         * @param what is done: {@code xor: racing, run}
         * @param total the sum of what {@link #advance} will receive
         */
        Shown show(String what, long total);
    }
}
