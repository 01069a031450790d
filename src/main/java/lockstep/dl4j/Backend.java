package lockstep.dl4j;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** ND4J's native library, as a comparison wants it: silent, and on one thread. */
final class Backend {

    static {
        // Must come before the first logger. Whoever wants to read what DL4J says can set these properties otherwise.
        setUnlessSet("org.nd4j.log.initialization", "false");
        setUnlessSet("org.slf4j.simpleLogger.log.org.nd4j", "error");
        setUnlessSet("org.slf4j.simpleLogger.log.org.deeplearning4j", "error");
        // One thread for OpenBLAS; the number holds for the whole process.
        Nd4j.getBlasWrapper().level3();
        Nd4j.factory().blas().setMaxThreads(1);
    }

    private Backend() {}

    /**
     * Readies ND4J for the calling thread. On networks this small its threads cost more than they bring, and OpenMP keeps
     * their number thread by thread, so every thread that is to use ND4J has to call this.
     */
    static void useOneThread() {
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
