package lockstep.dl4j;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;

/** The perceptron's threshold as a DL4J activation, which DL4J does not have: its own op forward, a derivative of 0 backward. */
final class StepActivation extends BaseActivationFunction {

    private static final long serialVersionUID = 1L;

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return Nd4j.getExecutioner().exec(new Step(in, 0.0)); // in place
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        assertShape(in, epsilon);
        return new Pair<>(in.assign(0.0), null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StepActivation;
    }

    @Override
    public int hashCode() {
        return StepActivation.class.hashCode();
    }

    @Override
    public String toString() {
        return "step";
    }
}
