package lockstep.work;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Does numbered jobs on several threads. Only the jobs at hand and a few results are in memory at a time, however many there
 * are.
 */
public final class Workers<R> {

    /** Results that wait for the calling thread; more would only take memory. */
    private static final int WAITING = 256;

    private final int threads;
    private final IntFunction<R> job;
    private final AtomicInteger next = new AtomicInteger();
    private final BlockingQueue<Done<R>> finished = new ArrayBlockingQueue<>(WAITING);

    /** What came of a job: a result, or what it threw. */
    private record Done<R>(
            int number, @Nullable R result, @Nullable Throwable failure) {}

    /** Told of results, on the thread that called {@link #run}. */
    public interface Finished<R> {
        void accept(int number, R result);
    }

    /** @param job called on any thread, with the numbers from 0 on */
    public Workers(int threads, IntFunction<R> job) {
        this.threads = threads;
        this.job = job;
    }

    /**
     * Does the jobs with the numbers below {@code count}, and returns when no thread is working any more.
     *
     * @throws InterruptedException if the calling thread was interrupted
     * @throws IllegalStateException if a job threw something: that itself, or with it as the cause
     * @throws CancellationException if {@code consumer} threw it
     */
    public void run(int count, Finished<R> consumer) throws InterruptedException {
        if (count == 0) {
            return;
        }
        int workers = Math.min(threads, count);
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        boolean cancelled = false;
        try {
            for (int w = 0; w < workers; w++) {
                pool.execute(() -> work(count));
            }
            for (int c = 0; c < count; c++) {
                Done<R> done = finished.take();
                if (done.result == null) {
                    throw done.failure instanceof IllegalStateException failure
                            ? failure
                            : new IllegalStateException(done.failure);
                }
                consumer.accept(done.number, done.result);
            }
        } catch (CancellationException | InterruptedException e) {
            cancelled = true;
            throw e;
        } finally {
            end(pool, cancelled);
        }
    }

    private void work(int count) {
        try {
            for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                finished.put(done(number));
            }
        } catch (CancellationException | InterruptedException e) {
            // The calling thread has ended the work: nobody waits for what is left of it.
        }
    }

    private Done<R> done(int number) {
        try {
            return new Done<>(number, job.apply(number), null);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            return new Done<>(number, null, e);
        }
    }

    /**
     * Stops jobs that are still running, which they notice within a step or an epoch, and waits until none is.
     *
     * @param cancelled whether the caller ends because it was asked to, and throws: an interrupt that comes during the wait
     *     then asks for no more than that, and is not left on the thread to break off what it does next
     */
    public static void end(ExecutorService pool, boolean cancelled) {
        pool.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true; // once more does not make it faster
            }
        }
        if (cancelled) {
            Thread.interrupted();
        } else if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
