package lockstep.dl4j;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The numbers of a DL4J array, doubles or floats, to read and write without a detour. ND4J's own {@code getDouble} and {@code
 * putScalar} cost as much per number as a small network's whole gradient. Arrays are no views of others: their numbers begin
 * where their buffer begins.
 */
final class Numbers implements Layout.Source {

    /** So many floats are on their way at a time. */
    private static final int ROOM = 1024;

    private final DoublePointer doubles;
    private final FloatPointer floats;
    private final float[] room;

    /** @param array whose numbers are wanted for as long as it is not closed */
    Numbers(INDArray array) {
        Pointer numbers = array.data().pointer();
        // Pointers of our own, which nobody else moves. Those of null are none.
        this.doubles = new DoublePointer(numbers instanceof DoublePointer ? numbers : null);
        this.floats = new FloatPointer(numbers instanceof FloatPointer ? numbers : null);
        this.room = new float[floats.isNull() ? 0 : (int) Math.min(ROOM, array.length())];
    }

    /** {@code n} numbers of the array, from its place {@code at} on, go to the place {@code to} and after. */
    @Override
    public void read(long at, double[] into, int to, int n) {
        if (floats.isNull()) {
            doubles.position(at).get(into, to, n); // one copy of memory: an indexer looks at each index
            return;
        }
        for (int from = 0; from < n; from += room.length) {
            int some = Math.min(room.length, n - from);
            floats.position(at + from).get(room, 0, some);
            for (int i = 0; i < some; i++) {
                into[to + from + i] = room[i];
            }
        }
    }

    /** {@code n} numbers of {@code from}, from {@code at} on, go to the array's place {@code to} and after, rounded where it holds floats. */
    void write(double[] from, int at, long to, int n) {
        if (floats.isNull()) {
            doubles.position(to).put(from, at, n);
            return;
        }
        for (int done = 0; done < n; done += room.length) {
            int some = Math.min(room.length, n - done);
            for (int i = 0; i < some; i++) {
                room[i] = (float) from[at + done + i];
            }
            floats.position(to + done).put(room, 0, some);
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
