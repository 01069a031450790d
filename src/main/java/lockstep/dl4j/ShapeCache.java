package lockstep.dl4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.shape.options.ArrayOptionsHelper;
import org.nd4j.linalg.api.shape.options.ArrayType;
import org.nd4j.linalg.cpu.nativecpu.DirectShapeInfoProvider;

/**
 * ND4J's own cache of array shapes, without its one gap: in 1.0.0-M2.1 the method below is inherited from a class without a
 * cache, so most new arrays get a native buffer for their shape, which takes a third of the time of a small step.
 *
 * <p>Public, with a public constructor, because ND4J makes it, by name ({@link Backend}).
 */
public final class ShapeCache extends DirectShapeInfoProvider {

    @Override
    public Pair<DataBuffer, long[]> createShapeInformation(
            long[] shape, long[] stride, long elementWiseStride, char order, DataType type, boolean empty) {
        long options = ArrayOptionsHelper.setOptionBit(0L, type);
        if (empty) {
            options = ArrayOptionsHelper.setOptionBit(options, ArrayType.EMPTY);
        }
        return createShapeInformation(shape, stride, elementWiseStride, order, options);
    }
}
