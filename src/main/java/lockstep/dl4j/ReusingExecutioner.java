package lockstep.dl4j;

import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.TadPack;
import org.nd4j.linalg.cpu.nativecpu.ops.CpuOpContext;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;

/**
 * ND4J's own executioner of operations, except that it reuses the native context in which an operation starts and the description
 * of an array's rows or columns. In a step of a small network ND4J makes some fifteen of each and leaves them to the garbage
 * collector, which takes as long as all the arithmetic.
 *
 * <p>Nothing is computed here, and every operation is given the arguments that ND4J would give it.
 *
 * <p>Public, with a public constructor, because ND4J makes it, by name ({@link Backend}).
 */
public final class ReusingExecutioner extends NativeOpExecutioner {

    private final ThreadLocal<ReusedContext> contexts = ThreadLocal.withInitial(ReusedContext::new);

    private final Map<Part, TadPack> partsOfArrays = new ConcurrentHashMap<>();

    /** A context to be closed: this thread's own, unless that is in use, or used up. */
    @Override
    public CpuOpContext buildContext() {
        ReusedContext context = contexts.get();
        if (context.isUsedUp()) {
            context = new ReusedContext();
            contexts.set(context);
        }
        return context.take() ? context : new CpuOpContext();
    }

    /** The tensors along dimensions, as ND4J calls rows and columns. The result points into a cache on the native side. */
    @Override
    public TadPack tadShapeInfoAndOffsets(INDArray array, int[] dimensions) {
        Part part = new Part(LongBuffer.wrap(array.shapeInfoJava()), IntBuffer.wrap(dimensions.clone()));
        TadPack pack = partsOfArrays.get(part);
        if (pack == null) {
            pack = super.tadShapeInfoAndOffsets(array, dimensions);
            partsOfArrays.put(part, pack);
        }
        return pack;
    }

    /**
     * The key of a description. Buffers, because those are equal if their contents are.
     *
     * @param shape rank, lengths, strides, order and type
     */
    private record Part(LongBuffer shape, IntBuffer dimensions) {}
}
