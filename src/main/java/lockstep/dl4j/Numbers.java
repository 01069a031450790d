package lockstep.dl4j;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The numbers of a DL4J array, doubles or floats, to read and write without a detour. ND4J's own {@code getDouble} and {@code
 * putScalar} cost as much per number as a small network's whole gradient. Arrays are no views of others: their numbers begin
 * where their buffer begins.
 */
final class Numbers {

    private Numbers() {}

    /**
     * All numbers of an array, from the first on.
     *
     * @param room for as many floats, if it has these
     */
    static void read(INDArray from, double[] into, float[] room) {
        if (from.data().pointer() instanceof DoublePointer doubles) {
            doubles.get(into); // one copy of memory: an indexer looks at each index
        } else {
            ((FloatPointer) from.data().pointer()).get(room);
            for (int i = 0; i < into.length; i++) {
                into[i] = room[i];
            }
        }
    }

    /**
     * All of {@code from} goes to an array, rounded where that holds floats.
     *
     * @param room for as many floats, if it holds these
     */
    static void write(double[] from, INDArray into, float[] room) {
        if (into.data().pointer() instanceof DoublePointer doubles) {
            doubles.put(from);
        } else {
            for (int i = 0; i < from.length; i++) {
                room[i] = (float) from[i];
            }
            ((FloatPointer) into.data().pointer()).put(room);
        }
    }

    /** {@code n} numbers of an array, from its place {@code at} on, go to the place {@code to} and after. */
    static void read(INDArray from, long at, double[] into, int to, int n) {
        if (from.data().indexer() instanceof DoubleIndexer doubles) {
            doubles.get(at, into, to, n);
        } else {
            FloatIndexer floats = (FloatIndexer) from.data().indexer();
            for (int i = 0; i < n; i++) {
                into[to + i] = floats.get(at + i);
            }
        }
    }

    /** {@code n} numbers of {@code from}, from {@code at} on, go to the array's place {@code to} and after. */
    static void write(double[] from, int at, INDArray into, long to, int n) {
        if (into.data().indexer() instanceof DoubleIndexer doubles) {
            doubles.put(to, from, at, n);
        } else {
            FloatIndexer floats = (FloatIndexer) into.data().indexer();
            for (int i = 0; i < n; i++) {
                floats.put(to + i, (float) from[at + i]);
            }
        }
    }

    /** All numbers of a matrix, row by row, whatever its order, and even if it is a view of another. */
    static void readRows(INDArray from, double[] into) {
        int rows = (int) from.size(0);
        int columns = (int) from.size(1);
        long down = from.stride(0);
        long right = from.stride(1);
        if (from.data().indexer() instanceof DoubleIndexer doubles) {
            for (int k = 0, i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    into[k++] = doubles.get(i * down + j * right);
                }
            }
        } else if (from.data().indexer() instanceof FloatIndexer floats) {
            for (int k = 0, i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    into[k++] = floats.get(i * down + j * right);
                }
            }
        } else {
            System.arraycopy(from.castTo(DataType.DOUBLE).ravel().toDoubleVector(), 0, into, 0, rows * columns);
        }
    }
}
