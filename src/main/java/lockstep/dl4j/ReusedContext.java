package lockstep.dl4j;

import org.bytedeco.javacpp.BooleanPointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.ExecutionMode;
import org.nd4j.linalg.cpu.nativecpu.ops.CpuOpContext;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.OpaqueContext;

/**
 * The native context of one operation after another: once closed it is as a new one, and can be taken again. A new one has no
 * arrays and no arguments; ND4J hands over only those that an operation has, so what was left of the one before would be its own.
 */
final class ReusedContext extends CpuOpContext {

    /** Operations with more arguments than this have memory of their own for them. */
    private static final int ROOM = 16;

    private final NativeOps nativeOps = NativeOpsHolder.getInstance().getDeviceNativeOps();
    private final OpaqueContext context = (OpaqueContext) contextPointer();

    // Where the native side reads the arguments; it copies them.
    private final LongPointer integers = new LongPointer(ROOM);
    private final DoublePointer reals = new DoublePointer(ROOM);
    private final BooleanPointer flags = new BooleanPointer(ROOM);

    private boolean taken;
    private boolean usedUp;

    /** Whether it is now the caller's, to be closed; false if it is somebody's already. */
    boolean take() {
        boolean free = !taken;
        taken = true;
        return free;
    }

    /** Whether something was set that cannot be taken back. */
    boolean isUsedUp() {
        return usedUp;
    }

    @Override
    public void close() {
        purge(); // of its arrays
        if (!fastpath_i.isEmpty()) {
            fastpath_i.clear();
            nativeOps.setGraphContextIArguments(context, integers, 0);
        }
        if (!fastpath_t.isEmpty()) {
            fastpath_t.clear();
            nativeOps.setGraphContextTArguments(context, reals, 0);
        }
        if (!fastpath_b.isEmpty()) {
            fastpath_b.clear();
            nativeOps.setGraphContextBArguments(context, flags, 0);
        }
        taken = false;
    }

    @Override
    public void setIArguments(long... arguments) {
        if (arguments.length > ROOM) {
            super.setIArguments(arguments);
        } else if (arguments.length > 0) {
            fastpath_i.clear();
            for (long argument : arguments) {
                fastpath_i.add(argument);
            }
            integers.put(arguments, 0, arguments.length);
            nativeOps.setGraphContextIArguments(context, integers, arguments.length);
        }
    }

    @Override
    public void setTArguments(double... arguments) {
        if (arguments.length > ROOM) {
            super.setTArguments(arguments);
        } else if (arguments.length > 0) {
            fastpath_t.clear();
            for (double argument : arguments) {
                fastpath_t.add(argument);
            }
            reals.put(arguments, 0, arguments.length);
            nativeOps.setGraphContextTArguments(context, reals, arguments.length);
        }
    }

    @Override
    public void setBArguments(boolean... arguments) {
        if (arguments.length > ROOM) {
            super.setBArguments(arguments);
        } else if (arguments.length > 0) {
            fastpath_b.clear();
            for (boolean argument : arguments) {
                fastpath_b.add(argument);
            }
            flags.put(arguments, 0, arguments.length);
            nativeOps.setGraphContextBArguments(context, flags, arguments.length);
        }
    }

    @Override
    public void setDArguments(DataType... arguments) {
        usedUp |= arguments.length > 0;
        super.setDArguments(arguments);
    }

    @Override
    public void allowHelpers(boolean allowed) {
        usedUp = true;
        super.allowHelpers(allowed);
    }

    @Override
    public void shapeFunctionOverride(boolean override) {
        usedUp = true;
        super.shapeFunctionOverride(override);
    }

    @Override
    public void setExecutionMode(ExecutionMode mode) {
        usedUp = true;
        super.setExecutionMode(mode);
    }
}
