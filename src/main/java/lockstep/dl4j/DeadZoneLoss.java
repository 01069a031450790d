package lockstep.dl4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A loss of DL4J's that masks, by DL4J's own mask of outputs, those that are nearer to their targets than the zone is wide: they
 * count in the score, and have no gradient.
 */
final class DeadZoneLoss implements ILossFunction {

    private static final long serialVersionUID = 1L;

    private final ILossFunction dl4js;
    private final double zone;

    DeadZoneLoss(ILossFunction dl4js, double zone) {
        this.dl4js = dl4js;
        this.zone = zone;
    }

    @Override
    public double computeScore(INDArray labels, INDArray sums, IActivation activation, INDArray mask, boolean average) {
        return dl4js.computeScore(labels, sums, activation, mask, average);
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray sums, IActivation activation, INDArray mask) {
        return dl4js.computeScoreArray(labels, sums, activation, mask);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray sums, IActivation activation, INDArray mask) {
        INDArray distance = activation.getActivation(sums.dup(), true).subi(labels);
        INDArray outside = Transforms.abs(distance, false).gte(zone).castTo(labels.dataType());
        if (!(activation instanceof ActivationSoftmax)) {
            return dl4js.computeGradient(labels, sums, activation, outside);
        }
        if (dl4js instanceof LossMCXENT) { // it masks no outputs there
            return dl4js.computeGradient(labels, sums, activation, null).muli(outside);
        }
        // Masked sums would hide what softmax hands on to the others: the mask is for the answers, before softmax's
        // derivative.
        INDArray answers = activation.getActivation(sums.dup(), true);
        INDArray ofAnswers = dl4js.computeGradient(labels, answers, new ActivationIdentity(), outside);
        return activation.backprop(sums.dup(), ofAnswers).getFirst();
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray sums, IActivation activation, INDArray mask, boolean average) {
        return new Pair<>(
                computeScore(labels, sums, activation, mask, average), computeGradient(labels, sums, activation, mask));
    }

    @Override
    public String name() {
        return dl4js.name() + " outside " + zone;
    }
}
