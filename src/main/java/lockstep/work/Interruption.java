package lockstep.work;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The wish to end early (Ctrl-C), from another thread. It interrupts work that can be ended, and nothing else: an interrupt
 * while a file is written would cut the file short.
 */
public final class Interruption {

    private boolean requested;
    private @Nullable Thread working;

    public synchronized boolean requested() {
        return requested;
    }

    /** Ends the work at hand, and any that would begin later. */
    public synchronized void request() {
        requested = true;
        if (working != null) {
            working.interrupt();
        }
    }

    /**
     * Does work that ends early when its thread is interrupted.
     *
     * @throws CancellationException if the wish was there before
     */
    public <T> T during(Supplier<T> work) {
        begin();
        try {
            return work.get();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        if (requested) {
            throw new CancellationException();
        }
        working = Thread.currentThread();
    }

    private synchronized void end() {
        working = null;
        Thread.interrupted(); // one that came too late for the work must not reach what follows it
    }
}
