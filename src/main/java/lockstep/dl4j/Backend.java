package lockstep.dl4j;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** ND4J's native library, set up for a comparison: silent, on one thread, and with bounded memory. */
final class Backend {

    /**
     * A step of the smallest network leaves up to 100 kB of native memory to the collector, so at most some 200 MB wait for it. A
     * full collection takes as long as a few hundred such steps.
     */
    private static final int STEPS_BETWEEN_COLLECTIONS = 2_000;

    private static final AtomicInteger STEPS = new AtomicInteger();

    /** To an object that nothing else holds: it is gone as soon as Java has collected garbage, at least the young. */
    private static volatile WeakReference<Object> sinceCollection = new WeakReference<>(new Object());

    private static final @Nullable Throwable FAILURE;

    static {
        // Before the first logger is made. To read DL4J's messages, set these properties differently.
        setUnlessSet("org.nd4j.log.initialization", "false");
        setUnlessSet("org.slf4j.simpleLogger.log.org.nd4j", "error");
        setUnlessSet("org.slf4j.simpleLogger.log.org.deeplearning4j", "error");
        setUnlessSet("shapeinfoprovider", ShapeCache.class.getName());
        setUnlessSet("opexec", ReusingExecutioner.class.getName());
        Throwable failure = null;
        try {
            Nd4j.factory().blas().setMaxThreads(1); // OpenBLAS's threads, for the whole process
            Deallocation.install();
        } catch (LinkageError | RuntimeException e) {
            failure = e; // kept, because only the first to use a class whose initialization failed is told why
        }
        FAILURE = failure;
    }

    private Backend() {}

    /**
     * Makes ND4J work on the calling thread alone: on networks this small, more threads cost more than they gain. OpenMP keeps
     * the number per thread, so it is not enough to set it once.
     *
     * @throws LinkageError if ND4J's native library could not be loaded
     */
    static void useOneThread() {
        if (FAILURE != null) {
            throw new LinkageError("ND4J could not be initialized", FAILURE);
        }
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }

    /**
     * Counts a step of any network, and makes Java collect its garbage if it has not done so for too many. ND4J frees native
     * memory when the small Java objects that represent it are collected, and in a large heap those alone would not trigger a
     * collection.
     */
    static void countStep() {
        if (sinceCollection.refersTo(null)) {
            sinceCollection = new WeakReference<>(new Object());
            STEPS.set(0);
        } else if (STEPS.incrementAndGet() >= STEPS_BETWEEN_COLLECTIONS) {
            System.gc();
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
