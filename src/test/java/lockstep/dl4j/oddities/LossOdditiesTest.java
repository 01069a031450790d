package lockstep.dl4j.oddities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Without it the oddities page would say of DL4J's losses what somebody once saw. */
class LossOdditiesTest {

    private static final IActivation SIGMOID = new ActivationSigmoid();
    private static final IActivation SOFTMAX = new ActivationSoftmax();

    /** dLoss/dz of sigmoid with cross-entropy is y - t: nearly 1 for a target of 0, the surer the wrong answer is. */
    @Test
    void binaryXentsGradientVanishesWhereTheAnswerIsSurelyWrong() {
        ILossFunction loss = new LossBinaryXENT();
        assertThat(gradient(loss, SIGMOID, 11.0)).isCloseTo(0.99998, within(1e-5));
        assertThat(gradient(loss, SIGMOID, 12.0)).isCloseTo(0.6144, within(1e-4));
        assertThat(gradient(loss, SIGMOID, 20.0)).isCloseTo(2.06e-4, within(1e-6));
        assertThat(gradient(loss, SIGMOID, 40.0)).isZero();
    }

    /** -ln 1e-5. */
    @Test
    void binaryXentIsNoMoreThanElevenAndAHalf() {
        assertThat(score(new LossBinaryXENT(), SIGMOID, row(40.0), row(0.0))).isCloseTo(11.512925, within(1e-6));
    }

    /** The second term, (1 - t) ln(1 - y), is left out of the loss but not of the gradient. */
    @Test
    void binaryXentAfterSoftmaxHasAnotherLossThanItsGradient() {
        INDArray z = row(0.5, -0.25, 1.0);
        INDArray t = row(0.0, 1.0, 0.0);
        double loss = score(new LossBinaryXENT(), SOFTMAX, z, t);
        assertThat(loss).isCloseTo(score(new LossMCXENT(), SOFTMAX, z, t), within(1e-14));
        double slope = (score(new LossBinaryXENT(), SOFTMAX, row(0.5 + 1e-5, -0.25, 1.0), t)
                        - score(new LossBinaryXENT(), SOFTMAX, row(0.5 - 1e-5, -0.25, 1.0), t))
                / 2e-5;
        double gradient =
                new LossBinaryXENT().computeGradient(t, z.dup(), SOFTMAX, null).getDouble(0);
        assertThat(slope).isCloseTo(0.3204, within(1e-4));
        assertThat(gradient).isCloseTo(0.2821, within(1e-4));
    }

    /** dLoss/dz = y sum(t) - t, which is y - t only where the targets add up to 1. */
    @Test
    void mcxentsGradientIsRightOnlyForTargetsThatAddUpToOne() {
        INDArray z = row(0.0, 0.0);
        double gradient = new LossMCXENT()
                .computeGradient(row(1.0, 1.0), z.dup(), SOFTMAX, null)
                .getDouble(0);
        assertThat(gradient).isCloseTo(-0.5, within(1e-15));
        double slope = (score(new LossMCXENT(), SOFTMAX, row(1e-5, 0.0), row(1.0, 1.0))
                        - score(new LossMCXENT(), SOFTMAX, row(-1e-5, 0.0), row(1.0, 1.0)))
                / 2e-5;
        assertThat(slope).isCloseTo(0.0, within(1e-9));
    }

    @Test
    void sigmoidWithMcxentIsRefused() {
        assertThatThrownBy(() -> build(new LossMCXENT(), SIGMOID)).isInstanceOf(DL4JInvalidConfigException.class);
    }

    /** Both give answers below 0, whose logarithm is NaN; only one of them is on the list. */
    @Test
    void geluWithMcxentIsNot() {
        assertThatThrownBy(() -> build(new LossMCXENT(), new ActivationSwish()))
                .isInstanceOf(DL4JInvalidConfigException.class);
        assertThatCode(() -> build(new LossMCXENT(), new ActivationGELU())).doesNotThrowAnyException();
        assertThat(score(new LossMCXENT(), new ActivationGELU(), row(-1.0), row(1.0)))
                .isNaN();
    }

    @Test
    void scoreExamplesOfMaeIsNotDividedByTheOutputs() {
        IActivation identity = new ActivationIdentity();
        INDArray z = row(1.0, 1.0, 1.0, 1.0);
        INDArray t = row(0.0, 0.0, 0.0, 0.0);
        assertThat(score(new LossMAE(), identity, z, t)).isEqualTo(1.0);
        assertThat(new LossMAE().computeScoreArray(t, z.dup(), identity, null).getDouble(0))
                .isEqualTo(4.0);
        assertThat(new LossMSE().computeScoreArray(t, z.dup(), identity, null).getDouble(0))
                .isEqualTo(1.0);
    }

    private static double gradient(ILossFunction loss, IActivation activation, double z) {
        return loss.computeGradient(row(0.0), row(z), activation, null).getDouble(0);
    }

    private static double score(ILossFunction loss, IActivation activation, INDArray z, INDArray target) {
        return loss.computeScore(target, z.dup(), activation, null, true);
    }

    private static void build(ILossFunction loss, IActivation activation) {
        Nets.doubles().list().layer(Nets.output(loss, activation).build()).build();
    }

    private static INDArray row(double... values) {
        return Nd4j.create(values).reshape(1, values.length);
    }
}
