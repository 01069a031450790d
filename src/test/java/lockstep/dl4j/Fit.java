package lockstep.dl4j;

import java.util.concurrent.locks.Lock;

/** DL4J's own {@code fit()} in a test: ND4J frees arrays that native code still uses ({@link Deallocation}), which killed a run of the tests. */
public final class Fit {

    private Fit() {}

    /** Runs it, and frees nothing meanwhile. */
    public static void safely(Runnable fit) {
        Backend.useOneThread(); // with it comes who frees arrays
        Lock inUse = Deallocation.arraysInUse();
        inUse.lock();
        try {
            fit.run();
        } finally {
            inUse.unlock();
        }
    }
}
