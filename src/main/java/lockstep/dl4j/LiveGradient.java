package lockstep.dl4j;

import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's gradient as its updater knows it. DL4J's own {@code network.gradient()} is a new view of the same numbers at each
 * call, which its updater does not recognise: the results are the same, but it cuts the gradient up again for each layer.
 */
final class LiveGradient extends DefaultGradient {

    private static final long serialVersionUID = 1L;

    private final transient INDArray flat;

    /** The same numbers in the shape that {@code network.params()} has. */
    final transient INDArray vector;

    /**
     * @param network which has computed a gradient before
     */
    LiveGradient(MultiLayerNetwork network) {
        this.flat = network.getGradientsViewArray();
        this.vector = flat.reshape(flat.length());
        Gradient parts = network.gradient();
        parts.gradientForVariable()
                .forEach((name, part) -> setGradientFor(name, part, parts.flatteningOrderForVariable(name)));
    }

    /** Always the same object. */
    @Override
    public INDArray gradient() {
        return flat;
    }
}
