package lockstep.parity;

import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import lockstep.model.Engines;
import lockstep.model.Run;
import lockstep.work.Progress;
import lockstep.work.Workers;

/** The parity check of several runs, several at a time. Which thread does which, and when, changes no number. */
public final class Verification {

    private final ParityCheck check;
    private final int threads;
    private final boolean divides;

    /** @param threads how many runs are judged at a time */
    public Verification(ParityCheck check, int threads) {
        this(check, threads, false);
    }

    /**
     * @param threads how many runs are judged at a time
     * @param divides whether a run may have two threads, if there are enough for all
     */
    public Verification(ParityCheck check, int threads, boolean divides) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; expected at least 1");
        }
        this.check = check;
        this.threads = threads;
        this.divides = divides;
    }

    /** How much a {@link Progress} is told of in the verification of so many runs. */
    public long work(int runs) {
        return (long) runs * check.work();
    }

    /**
     * Judges runs.
     *
     * @param scalar makes the scalar networks of each run
     * @param candidate makes what they are compared with; both are called on several threads, each engine is used by one
     * @param progress told of steps, by several threads but by one at a time
     * @return one per run, in their order
     * @throws VerificationInterrupted if progress threw a {@link CancellationException}, or the calling thread was
     *     interrupted (which it no longer is then); it has what was finished
     * @throws IllegalStateException if an engine threw something, which is the cause
     */
    public List<Parity> run(List<Run> runs, Engines.PerRun scalar, Engines candidate, Progress progress) {
        Workers workers = new Workers(threads);
        int each = divides ? threads / Math.max(1, runs.size()) : 1;
        Object turn = new Object();
        Progress inTurn = amount -> {
            synchronized (turn) {
                workers.throwIfCancelled();
                progress.advance(amount);
            }
        };
        // By the jobs themselves: what one has finished is kept even if the interrupt comes right behind.
        NavigableMap<Integer, Parity> judged = new ConcurrentSkipListMap<>();
        try {
            workers.run(
                    runs.size(),
                    number -> {
                        Parity parity = judge(runs.get(number), scalar, candidate, each, inTurn);
                        judged.put(number, parity);
                        return parity;
                    },
                    (number, parity) -> {});
        } catch (CancellationException e) {
            throw new VerificationInterrupted(List.copyOf(judged.values()), e);
        }
        return List.copyOf(judged.values());
    }

    private Parity judge(Run run, Engines.PerRun scalar, Engines candidate, int each, Progress progress) {
        try {
            return check.judge(run, scalar.of(run), candidate, each, progress);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalStateException("the verification of " + run.label() + " failed: " + e, e);
        }
    }
}
