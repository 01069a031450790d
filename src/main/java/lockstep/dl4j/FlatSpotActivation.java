package lockstep.dl4j;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An activation of DL4J's that passes back a share of what comes in, beside its own derivative's: Fahlman's flat spot. */
final class FlatSpotActivation extends BaseActivationFunction {

    private static final long serialVersionUID = 1L;

    private final IActivation dl4js;
    private final double share;

    FlatSpotActivation(IActivation dl4js, double share) {
        this.dl4js = dl4js;
        this.share = share;
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return dl4js.getActivation(in, training);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        INDArray more = epsilon.mul(share); // before DL4J writes over epsilon
        INDArray slope = dl4js.backprop(in, epsilon).getFirst();
        return new Pair<>(slope.addi(more), null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FlatSpotActivation that
                && dl4js.equals(that.dl4js)
                && Double.compare(share, that.share) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(dl4js, share);
    }

    @Override
    public String toString() {
        return dl4js + " + " + share;
    }
}
