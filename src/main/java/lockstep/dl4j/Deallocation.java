package lockstep.dl4j;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.nd4j.linalg.api.memory.Deallocatable;
import org.nd4j.linalg.api.memory.Deallocator;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Frees an array's native memory once the array is garbage, instead of ND4J's own service, which has two faults.
 *
 * <p>It frees too early. A native call gets addresses; an array that nobody needs after the call is garbage as soon as its last
 * address has been read, and if Java collects garbage then, its memory is gone while native code works on it ({@code
 * NativeOpExecutioner.exec} of a {@code BroadcastOp} does so with the op's dimensions). That kills the JVM, the sooner the more
 * another thread allocates. Here whoever works with arrays holds a lock, {@link #arraysInUse}, and nothing is freed until
 * everyone who held it when the garbage was found has let go.
 *
 * <p>And it draws a random number for each array, to pick a queue; each draw makes a new {@code SecureRandom}, which takes a
 * sixth of a small step.
 */
final class Deallocation extends DeallocatorService {

    private static final ReentrantReadWriteLock IN_USE = new ReentrantReadWriteLock();

    private final ReferenceQueue<Deallocatable> garbage = new ReferenceQueue<>();

    /** Keeps the references reachable, which keep nothing reachable themselves. */
    private final Set<Reference> arrays = ConcurrentHashMap.newKeySet();

    private static final class Reference extends PhantomReference<Deallocatable> {

        private final Deallocator deallocator;

        Reference(Deallocatable array, ReferenceQueue<Deallocatable> garbage) {
            super(array, garbage);
            this.deallocator = array.deallocator();
        }
    }

    private Deallocation() {
        Thread thread = new Thread(this::freeGarbage, "freeing ND4J's arrays");
        thread.setDaemon(true);
        thread.start();
    }

    /** Replaces ND4J's own, which keeps looking after the arrays that already exist. */
    static void install() {
        try {
            Field service = Nd4j.class.getDeclaredField("deallocatorService");
            service.setAccessible(true);
            service.set(null, new Deallocation());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("ND4J is not the release that Lockstep is built for", e);
        }
    }

    /** Hold it while ND4J works for the calling thread, but not for long, because garbage waits for it. */
    static Lock arraysInUse() {
        return IN_USE.readLock();
    }

    @Override
    public void pickObject(Deallocatable array) {
        arrays.add(new Reference(array, garbage));
    }

    private void freeGarbage() {
        List<Reference> found = new ArrayList<>();
        try {
            while (true) {
                found.add((Reference) garbage.remove());
                for (var next = garbage.poll(); next != null; next = garbage.poll()) {
                    found.add((Reference) next);
                }
                waitForAllInUse();
                for (Reference reference : found) {
                    arrays.remove(reference);
                    reference.deallocator.deallocate();
                }
                found.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever starts to use arrays now cannot have an address of this garbage, so nobody has to wait while it is freed. */
    @SuppressWarnings("LockNotBeforeTry") // there is nothing to do while it is held
    private static void waitForAllInUse() {
        IN_USE.writeLock().lock();
        IN_USE.writeLock().unlock();
    }
}
