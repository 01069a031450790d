package lockstep.dl4j;

import java.util.Arrays;
import lockstep.model.Batch;
import lockstep.model.Examples;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch as DL4J takes it: two matrices with a row per example. They are made once per batch size, and refilled only if the rows
 * have changed, so training on all examples at once copies them once.
 */
final class BatchArrays implements AutoCloseable {

    final INDArray inputs;
    final INDArray targets;
    private final int[] rows;
    private @Nullable Examples filledFrom;

    BatchArrays(DataType type, int size, int inputs, int outputs) {
        this.inputs = Nd4j.createUninitialized(type, size, inputs);
        this.targets = Nd4j.createUninitialized(type, size, outputs);
        this.rows = new int[size];
    }

    void fill(Batch batch) {
        Examples examples = batch.examples();
        int from = batch.from();
        // The rows themselves are compared: a shuffle changes them in place, and the batch stays the same object.
        boolean sameRows = Arrays.equals(batch.order(), from, from + rows.length, rows, 0, rows.length);
        if (examples.equals(filledFrom) && sameRows) {
            return;
        }
        System.arraycopy(batch.order(), from, rows, 0, rows.length);
        filledFrom = examples;
        copy(examples.inputValues(), examples.inputs(), inputs);
        copy(examples.targetValues(), examples.outputs(), targets);
    }

    private void copy(double[] values, int width, INDArray array) {
        var into = new Numbers(array);
        for (int e = 0; e < rows.length; e++) {
            into.write(values, rows[e] * width, (long) e * width, width);
        }
    }

    @Override
    public void close() {
        inputs.close();
        targets.close();
    }
}
