package lockstep.loops;

import java.util.function.Supplier;

/**
 * Finds out whether there are vectors: {@code VectorLoops} stands on a module of the JDK that is still incubating. It is there in
 * a JVM that was started with {@code --add-modules jdk.incubator.vector}, which prints a warning at every start; or where we may
 * load it as the JDK loads its own agents' modules, silently, for which our jar asks in its manifest ({@code Add-Exports:
 * java.base/jdk.internal.module}). Everywhere else there are {@link PlainLoops}.
 */
final class Vectors {

    private static final String MODULE = "jdk.incubator.vector";

    /** Found out when the first network needs it: the module's classes take a tenth of a second. */
    static final Supplier<Loops> LOOPS = find();

    private Vectors() {}

    private static Supplier<Loops> find() {
        // Without the compiler for long runs (C2) a vector is an object, and each operation on it a call.
        String mode = System.getProperty("java.vm.info", "");
        if (!mode.startsWith("mixed mode") || mode.contains("emulated-client")) {
            return PlainLoops::new;
        }
        try {
            if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
                Class.forName("jdk.internal.module.Modules")
                        .getMethod("loadModule", String.class)
                        .invoke(null, MODULE);
            }
            Loops vectors = Class.forName("lockstep.loops.VectorLoops")
                    .asSubclass(Loops.class)
                    .getDeclaredConstructor()
                    .newInstance();
            return () -> vectors; // they have no room of their own
        } catch (ReflectiveOperationException | LinkageError e) {
            return PlainLoops::new;
        }
    }
}
