package lockstep.dl4j;

import lockstep.model.Batch;
import lockstep.model.NetworkSpec;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The network of {@link Dl4jNetwork}, trained by DL4J's own {@code fit()}. Here, because only this package can configure it. */
public final class PlainFit {

    private final MultiLayerNetwork network;
    private final boolean tuned;
    private final Dl4jArrays[] batches;
    private int next;

    private record Dl4jArrays(INDArray inputs, INDArray targets) {}

    /**
     * @param tuned whether ND4J is set up as Lockstep does it; otherwise it is as it comes, on as many threads as its
     *     environment says
     */
    public PlainFit(NetworkSpec spec, Batch[] batches, double[] weights, boolean tuned) {
        this.tuned = tuned;
        if (tuned) {
            Backend.useOneThread();
        }
        this.network = new MultiLayerNetwork(Configurations.of(spec));
        network.init();
        new Layout(spec).write(weights, new Numbers(network.params()));
        this.batches = new Dl4jArrays[batches.length];
        for (int b = 0; b < batches.length; b++) {
            BatchArrays arrays = new BatchArrays(DataType.DOUBLE, batches[b].size(), spec.inputs(), spec.outputs());
            arrays.fill(batches[b]);
            this.batches[b] = new Dl4jArrays(arrays.inputs, arrays.targets);
        }
    }

    /** One batch. */
    public void step() {
        Dl4jArrays arrays = batches[next];
        next = (next + 1) % batches.length;
        if (!tuned) {
            network.fit(arrays.inputs, arrays.targets);
            return;
        }
        Deallocation.arraysInUse().lock();
        try {
            network.fit(arrays.inputs, arrays.targets);
        } finally {
            Deallocation.arraysInUse().unlock();
        }
    }
}
