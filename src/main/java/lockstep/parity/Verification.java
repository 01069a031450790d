package lockstep.parity;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.work.Progress;
import lockstep.work.Workers;
import org.jspecify.annotations.Nullable;

/** The parity check of several runs, several at a time. Which thread does which, and when, changes no number. */
public final class Verification {

    private final ParityCheck check;
    private final int threads;

    /** @param threads how many runs are judged at a time */
    public Verification(ParityCheck check, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; expected at least 1");
        }
        this.check = check;
        this.threads = threads;
    }

    /** How much a {@link Progress} is told of in the verification of so many runs. */
    public long work(int runs) {
        return (long) runs * check.work();
    }

    /**
     * Judges runs.
     *
     * @param scalar makes scalar networks
     * @param candidate makes what they are compared with; both are called on several threads, each engine is used by one
     * @param progress told of steps, by several threads but by one at a time
     * @return one per run, in their order
     * @throws VerificationInterrupted if progress threw a {@link CancellationException}, or the calling thread was
     *     interrupted (which it no longer is then); it has what was finished
     * @throws IllegalStateException if an engine threw something, which is the cause
     */
    public List<Parity> run(
            List<Run> runs,
            Function<NetworkSpec, ? extends Engine> scalar,
            Function<NetworkSpec, ? extends Engine> candidate,
            Progress progress) {
        return runEach(runs, run -> scalar, candidate, progress);
    }

    /**
     * The same with scalar networks of each run's own.
     *
     * @param scalar what makes a run's
     */
    public List<Parity> runEach(
            List<Run> runs,
            Function<Run, Function<NetworkSpec, ? extends Engine>> scalar,
            Function<NetworkSpec, ? extends Engine> candidate,
            Progress progress) {
        if (runs.isEmpty()) {
            return List.of();
        }
        @Nullable Parity[] parities = new Parity[runs.size()];
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, runs.size()));
        Shared shared = new Shared(progress);
        @Nullable Exception interruption = null;
        try {
            var finished = new ExecutorCompletionService<Integer>(pool);
            for (int r = 0; r < parities.length; r++) {
                int number = r;
                finished.submit(() -> {
                    Run run = runs.get(number);
                    parities[number] = judge(run, scalar.apply(run), candidate, shared);
                    return number;
                });
            }
            for (int count = 0; count < parities.length; count++) {
                await(finished.take());
            }
        } catch (CancellationException | InterruptedException e) {
            interruption = e;
        } finally {
            shared.stop(); // checks end at their next step, and free what they hold outside the heap
            Workers.end(pool, interruption != null);
        }
        List<Parity> done = Arrays.stream(parities).filter(Objects::nonNull).toList();
        if (interruption != null) {
            throw new VerificationInterrupted(done, interruption);
        }
        return done;
    }

    private Parity judge(
            Run run,
            Function<NetworkSpec, ? extends Engine> scalar,
            Function<NetworkSpec, ? extends Engine> candidate,
            Progress progress) {
        try {
            return check.judge(run, scalar, candidate, progress);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalStateException("the verification of " + run.label() + " failed: " + e, e);
        }
    }

    private static void await(Future<Integer> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof CancellationException cancelled) {
                throw cancelled;
            }
            throw cause instanceof IllegalStateException failed ? failed : new IllegalStateException(cause);
        }
    }

    /** Lets one check at a time tell of its progress, and ends all of them when one is told to end. */
    private static final class Shared implements Progress {

        private final Progress progress;
        private boolean stopped;

        Shared(Progress progress) {
            this.progress = progress;
        }

        @Override
        public synchronized void advance(int amount) {
            if (stopped) {
                throw new CancellationException();
            }
            progress.advance(amount);
        }

        synchronized void stop() {
            stopped = true;
        }
    }
}
