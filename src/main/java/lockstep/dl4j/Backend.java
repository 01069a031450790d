package lockstep.dl4j;

import java.util.concurrent.atomic.AtomicLong;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** ND4J's native library, as a comparison wants it: silent, on one thread, and of bounded memory. */
final class Backend {

    /**
     * A step of the smallest network leaves up to 100 kB of native memory to the collector, so that some 200 MB wait for it at
     * most. A collection takes as long as a few dozen such steps.
     */
    private static final long STEPS_BETWEEN_COLLECTIONS = 2_000;

    private static final AtomicLong STEPS = new AtomicLong();

    static {
        // Before the first logger is made. Whoever wants to read what DL4J has to say sets these properties otherwise.
        setUnlessSet("org.nd4j.log.initialization", "false");
        setUnlessSet("org.slf4j.simpleLogger.log.org.nd4j", "error");
        setUnlessSet("org.slf4j.simpleLogger.log.org.deeplearning4j", "error");
        setUnlessSet("shapeinfoprovider", ShapeCache.class.getName());
        Nd4j.factory().blas().setMaxThreads(1); // OpenBLAS's threads, for the whole process
    }

    private Backend() {}

    /**
     * Has ND4J work on the calling thread alone: on networks this small, more threads cost more than they bring. OpenMP keeps
     * the number thread by thread, so it is not enough to say so once.
     */
    static void useOneThread() {
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }

    /**
     * Counts a step, of whichever network, and has Java collect its garbage now and then. ND4J frees native memory when the
     * small Java objects that stand for it are collected, and those alone would not fill a heap in a million steps.
     */
    static void countStep() {
        if (STEPS.incrementAndGet() % STEPS_BETWEEN_COLLECTIONS == 0) {
            System.gc();
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
