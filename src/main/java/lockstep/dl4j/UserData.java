package lockstep.dl4j;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lockstep.model.Examples;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Examples as a user of DL4J has them, copied.
 *
 * @param batchSize how many make a batch; the last one may be smaller
 */
public record UserData(Examples examples, int batchSize) {

    /** All of a data set, as one batch. */
    public static UserData of(DataSet data) {
        return joined(List.of(data));
    }

    /**
     * All batches of an iterator, from its first on. It is reset before and afterwards, if it can be.
     *
     * @throws IllegalArgumentException if there are none, or they are of different sizes, no matrices, or have masks
     */
    public static UserData of(DataSetIterator batches) {
        if (batches.resetSupported()) {
            batches.reset();
        }
        List<DataSet> all = new ArrayList<>();
        batches.forEachRemaining(all::add);
        if (batches.resetSupported()) {
            batches.reset();
        }
        return joined(all);
    }

    /**
     * What DL4J's {@code DataSet.save} has written.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static UserData load(Path file) {
        Backend.useOneThread();
        org.nd4j.linalg.dataset.DataSet data = new org.nd4j.linalg.dataset.DataSet();
        try {
            data.load(file.toFile());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "found a file that DL4J cannot read (" + e + "), expected one that its DataSet.save has written");
        }
        return of(data);
    }

    private static UserData joined(List<? extends DataSet> batches) {
        if (batches.isEmpty()) {
            throw new IllegalArgumentException("the iterator has no batch; expected at least one");
        }
        int batchSize = batches.get(0).numExamples();
        int size = 0;
        for (int b = 0; b < batches.size(); b++) {
            DataSet batch = batches.get(b);
            check(batch);
            boolean last = b == batches.size() - 1;
            if (batch.numExamples() > batchSize || (batch.numExamples() < batchSize && !last)) {
                throw new IllegalArgumentException("batch " + (b + 1) + " has " + batch.numExamples()
                        + " examples; expected " + batchSize + ", as in the first; only the last one may be smaller");
            }
            size += batch.numExamples();
        }
        int inputs = (int) batches.get(0).getFeatures().size(1);
        int outputs = (int) batches.get(0).getLabels().size(1);
        double[] inputValues = new double[size * inputs];
        double[] targetValues = new double[size * outputs];
        int row = 0;
        for (DataSet batch : batches) {
            copy(batch.getFeatures(), inputValues, row * inputs);
            copy(batch.getLabels(), targetValues, row * outputs);
            row += batch.numExamples();
        }
        return new UserData(new Examples(size, inputs, outputs, inputValues, targetValues), batchSize);
    }

    private static void check(DataSet batch) {
        if (batch.getFeatures().rank() != 2 || batch.getLabels().rank() != 2) {
            throw new IllegalArgumentException(
                    "the features are of rank " + batch.getFeatures().rank() + " and the labels of rank "
                            + batch.getLabels().rank() + "; expected matrices, a row per example");
        }
        if (batch.hasMaskArrays()) {
            throw new IllegalArgumentException("the data has masks; expected none");
        }
    }

    private static void copy(INDArray matrix, double[] into, int at) {
        double[] values = new double[(int) matrix.length()];
        Numbers.readRows(matrix, values);
        System.arraycopy(values, 0, into, at, values.length);
    }
}
