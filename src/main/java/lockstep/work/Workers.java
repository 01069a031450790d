package lockstep.work;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Does numbered jobs on several threads, once. The jobs are begun in the order of their numbers. However many there are, only a
 * few of them and of their results are in memory at a time.
 */
public final class Workers {

    /** Jobs that may be done before the calling thread has taken the results of earlier ones; more would only take memory. */
    private static final int AHEAD = 256;

    private final int threads;
    private volatile boolean ended;

    /** Receives results, on the thread that called {@link #run}. */
    @FunctionalInterface
    public interface Finished<R> {
        void accept(int number, R result);
    }

    private record Done<R>(int number, R result) {}

    /** @param threads how many jobs are done at a time */
    public Workers(int threads) {
        this.threads = threads;
    }

    /**
     * Does the jobs, and returns or throws when no thread is working any more.
     *
     * @param count how many; their numbers begin at 0
     * @param job called on any thread; it is to end early if its thread is interrupted
     * @param finished receives each result as it comes
     * @throws CancellationException if a job or {@code finished} threw it, or the calling thread was interrupted (its flag is
     *     then cleared)
     * @throws IllegalStateException if a job threw anything else: that exception itself, or one with it as the cause
     */
    public <R> void run(int count, IntFunction<R> job, Finished<R> finished) {
        if (count == 0) {
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, count));
        boolean cancelled = false;
        try {
            var done = new ExecutorCompletionService<Done<R>>(pool);
            int begun = 0;
            for (int taken = 0; taken < count; taken++) {
                for (; begun < count && begun - taken < threads + AHEAD; begun++) {
                    int number = begun;
                    done.submit(() -> new Done<>(number, job.apply(number)));
                }
                Done<R> next = result(done.take());
                finished.accept(next.number, next.result);
            }
        } catch (InterruptedException e) {
            cancelled = true;
            CancellationException cancellation = new CancellationException("the calling thread was interrupted");
            cancellation.initCause(e);
            throw cancellation;
        } catch (CancellationException e) {
            cancelled = true;
            throw e;
        } finally {
            ended = true;
            end(pool, cancelled);
        }
    }

    /** The same, with all the results in the order of the jobs' numbers. */
    public <R> List<R> inOrder(int count, IntFunction<R> job) {
        NavigableMap<Integer, R> results = new TreeMap<>();
        run(count, job, results::put);
        return List.copyOf(results.values());
    }

    /**
     * Ends the job that calls it if the work has been given up. It serves jobs in which somebody else's code may have swallowed
     * the interrupt.
     *
     * @throws CancellationException if so
     */
    public void throwIfCancelled() {
        if (ended) {
            throw new CancellationException();
        }
    }

    private static <T> T result(Future<T> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancellationException cancellation) {
                throw cancellation;
            }
            throw e.getCause() instanceof IllegalStateException failure
                    ? failure
                    : new IllegalStateException(e.getCause());
        }
    }

    /**
     * Interrupts the jobs that are still running, and waits for them to end.
     *
     * @param cancelled whether somebody cancelled the work: an interrupt that comes during the wait then asks for the same
     *     thing, and is not left on the thread to stop what it does next
     */
    private static void end(ExecutorService pool, boolean cancelled) {
        pool.shutdownNow();
        boolean interrupted = false;
        boolean idle = false;
        while (!idle) {
            try {
                idle = pool.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true; // interrupting again would not speed it up
            }
        }
        if (cancelled) {
            Thread.interrupted();
        } else if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
