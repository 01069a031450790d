package lockstep.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import lockstep.jobs.Worker;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * What a task gives back.
 *
 * @param lines the journal's lines of the jobs that were done
 * @param failure what the job threw that ended it, and its number before; empty if none did
 */
record Part(String lines, String failure) implements Serializable {

    /** The parcel that this executor opened last, and its worker: a race has one parcel, and many tasks. */
    private static long opened = -1;

    private static @Nullable Worker worker;

    /** Does jobs, on an executor. */
    static Part of(Broadcast<byte[]> parcel, Iterator<int[]> numbers) {
        StringBuilder lines = new StringBuilder();
        Worker here = worker(parcel);
        while (numbers.hasNext()) {
            for (int number : numbers.next()) {
                try {
                    lines.append(here.line(number));
                } catch (CancellationException e) {
                    throw e; // the task was killed: Spark runs it again, or nobody wants it
                } catch (RuntimeException e) {
                    return new Part(lines.toString(), number + ": " + e.getMessage());
                }
            }
        }
        return new Part(lines.toString(), "");
    }

    private static synchronized Worker worker(Broadcast<byte[]> parcel) {
        Worker here = worker;
        if (here == null || opened != parcel.id()) {
            here = new Worker(parcel.value());
            worker = here;
            opened = parcel.id();
        }
        return here;
    }
}
