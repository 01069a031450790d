package lockstep.dl4j;

import java.util.Arrays;
import lockstep.model.Batch;
import lockstep.model.Examples;
import lockstep.model.NetworkSpec;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J in its default precision, as far as a gradient: weights, inputs and targets are floats already. */
final class FloatNetwork {

    private final NetworkSpec spec;
    private final MultiLayerNetwork network;
    private final Layout layout;

    FloatNetwork(NetworkSpec spec) {
        MultiLayerConfiguration configuration = Configurations.of(spec);
        configuration.setDataType(DataType.FLOAT);
        configuration.getConfs().forEach(layer -> {
            layer.setDataType(DataType.FLOAT);
            layer.getLayer().setDataType(DataType.FLOAT);
        });
        this.spec = spec;
        this.network = new MultiLayerNetwork(configuration);
        this.layout = new Layout(spec);
        network.init();
    }

    /** The loss at these weights. */
    double gradient(double[] weights, Batch batch, double[] gradient) {
        INDArray parameters = Nd4j.create(new double[weights.length]);
        layout.write(weights, parameters);
        network.setParams(parameters.castTo(DataType.FLOAT));
        Examples examples = batch.examples();
        network.setInput(rows(examples.inputValues(), examples.inputs(), batch));
        network.setLabels(rows(examples.targetValues(), examples.outputs(), batch));
        network.computeGradientAndScore();
        INDArray sum = network.gradient().gradient();
        layout.read(sum.reshape(sum.length()).castTo(DataType.DOUBLE), gradient);
        if (Configurations.divideByBatchSize(spec.reduction())) {
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] = (float) gradient[k] / batch.size();
            }
        }
        return network.score();
    }

    private static INDArray rows(double[] values, int width, Batch batch) {
        double[][] rows = new double[batch.size()][];
        for (int e = 0; e < rows.length; e++) {
            rows[e] = Arrays.copyOfRange(values, batch.row(e) * width, (batch.row(e) + 1) * width);
        }
        return Nd4j.create(rows).castTo(DataType.FLOAT);
    }
}
