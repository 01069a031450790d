package lockstep.dl4j.oddities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Without it the oddities page would say of DL4J's activations what somebody once saw. */
class ActivationOdditiesTest {

    @Test
    void constantsAreFloatsInDoublePrecision() {
        IActivation leaky = new ActivationLReLU();
        assertThat(Nets.value(leaky, -1.0)).isEqualTo(-0.01);
        assertThat(Nets.derivative(leaky, -1.0)).isEqualTo(0.009999999776482582);
        IActivation hard = new ActivationHardSigmoid();
        assertThat(Nets.derivative(hard, 0.0)).isEqualTo(0.20000000298023224);
        assertThat(Nets.value(hard, 1.0)).isCloseTo(0.7 + 2.98023224e-9, within(1e-16));
        IActivation gelu = new ActivationGELU();
        double z = 1.0;
        assertThat(Nets.value(gelu, z)).isCloseTo(z / (1.0 + StrictMath.exp(-1.7020000219345093 * z)), within(1e-15));
        assertThat(Math.abs(Nets.value(gelu, z) - z / (1.0 + StrictMath.exp(-1.702 * z))))
                .isGreaterThan(1e-9);
    }

    /** alpha e^z is 0.5 e^-1 = 0.184; without alpha it is 0.368. */
    @Test
    void elusDerivativeIgnoresAlpha() {
        IActivation elu = new ActivationELU(0.5);
        assertThat(Nets.value(elu, -1.0)).isCloseTo(0.5 * (StrictMath.exp(-1.0) - 1.0), within(1e-15));
        assertThat(Nets.derivative(elu, -1.0)).isCloseTo(StrictMath.exp(-1.0), within(1e-15));
        assertThat(slope(elu, -1.0)).isCloseTo(0.5 * StrictMath.exp(-1.0), within(1e-9));
    }

    /** Published: 0.5 z (1 + tanh(sqrt(2 / pi) (z + 0.044715 z^3))). DL4J has (0.044715 z)^3, five hundred times less. */
    @Test
    void preciseGeluIsAnotherFunction() {
        IActivation gelu = new ActivationGELU(true);
        assertThat(published(2.0)).isCloseTo(1.9546, within(1e-4));
        assertThat(Nets.value(gelu, 2.0)).isCloseTo(1.9211, within(1e-4));
    }

    @Test
    void preciseGelusDerivativeIsNeitherItsOwnNorThePublished() {
        IActivation gelu = new ActivationGELU(true);
        double fromItsSlope = 0.0;
        double fromThePublished = 0.0;
        for (double z = -3.0; z <= 3.0; z += 0.125) {
            double derivative = Nets.derivative(gelu, z);
            fromItsSlope = Math.max(fromItsSlope, Math.abs(derivative - slope(gelu, z)));
            double published = (published(z + 1e-5) - published(z - 1e-5)) / 2e-5;
            fromThePublished = Math.max(fromThePublished, Math.abs(derivative - published));
        }
        assertThat(fromItsSlope).isBetween(5e-5, 5e-4); // the differences themselves are right to 1e-10
        assertThat(fromThePublished).isBetween(0.02, 0.1);
    }

    /** Where it is about z: DL4J's tanh is (p - 1) / (p + 1), p = e^(2z), in which z drowns. */
    @Test
    void tanhNearZeroIsZero() {
        assertThat(Nets.value(new ActivationTanH(), 1e-17)).isZero();
        assertThat(StrictMath.tanh(1e-17)).isEqualTo(1e-17);
    }

    /** ln(1 + e^z) computed as it stands: 1 + e^-40 is 1. */
    @Test
    void softplusOfALargeNegativeNumberIsZero() {
        assertThat(Nets.value(new ActivationSoftPlus(), -40.0)).isZero();
        assertThat(StrictMath.log1p(StrictMath.exp(-40.0))).isCloseTo(4.248354255291589e-18, within(1e-30));
    }

    /** e^z / e^z where e^z is infinite; right would be 1. */
    @Test
    void derivativesOfLargeNumbersAreNaN() {
        assertThat(Nets.derivative(new ActivationSoftPlus(), 709.0)).isEqualTo(1.0);
        assertThat(Nets.derivative(new ActivationSwish(), 354.0)).isEqualTo(1.0);
        assertThat(Nets.derivative(new ActivationGELU(), 208.0)).isEqualTo(1.0);
        assertThat(Nets.derivative(new ActivationSoftPlus(), 710.0)).isNaN();
        assertThat(Nets.derivative(new ActivationSwish(), 355.0)).isNaN();
        assertThat(Nets.derivative(new ActivationGELU(), 209.0)).isNaN();
    }

    /** e^z is infinite from ln(2^128) = 88.7 on. */
    @Test
    void inFloatsDerivativesAreNaNFarEarlier() {
        assertThat(inFloats(new ActivationSoftPlus(), 88.0)).isEqualTo(1.0);
        assertThat(inFloats(new ActivationSwish(), 44.0)).isEqualTo(1.0);
        assertThat(inFloats(new ActivationGELU(), 26.0)).isEqualTo(1.0);
        assertThat(inFloats(new ActivationSoftPlus(), 89.0)).isNaN();
        assertThat(inFloats(new ActivationSwish(), 45.0)).isNaN();
        assertThat(inFloats(new ActivationGELU(), 27.0)).isNaN();
    }

    private static double inFloats(IActivation f, double z) {
        INDArray sum = Nets.column(z).castTo(DataType.FLOAT);
        return f.backprop(sum, Nets.column(1.0).castTo(DataType.FLOAT))
                .getFirst()
                .getDouble(0);
    }

    /**
     * Softmax is the same for sums that are all moved alike: thirds. In rows of C's order the largest sum that is taken off is
     * never less than 0, and e^-800 / (e^-800 + e^-800 + e^-800) is 0 / 0.
     */
    @Test
    void softmaxOfABatchIsNaNWhereEverySumIsFarBelowZero() {
        double[][] sums = {{-800.0, -800.0, -800.0}, {1.0, 1.0, 1.0}};
        INDArray rows = new ActivationSoftmax().getActivation(Nd4j.create(sums), true);
        assertThat(rows.getRow(0).toDoubleVector()).containsOnly(Double.NaN);
        assertThat(rows.getDouble(1, 0)).isCloseTo(1.0 / 3.0, within(1e-15));

        INDArray columns =
                new ActivationSoftmax().getActivation(Nd4j.create(sums).dup('f'), true);
        assertThat(columns.getDouble(0, 0)).isCloseTo(1.0 / 3.0, within(1e-15));
        INDArray alone = new ActivationSoftmax().getActivation(Nd4j.create(new double[][] {sums[0]}), true);
        assertThat(alone.getDouble(0, 0)).isCloseTo(1.0 / 3.0, within(1e-15));
    }

    private static double published(double z) {
        return 0.5 * z * (1.0 + StrictMath.tanh(StrictMath.sqrt(2.0 / Math.PI) * (z + 0.044715 * z * z * z)));
    }

    /** A central difference: an error of about 1e-10. */
    private static double slope(IActivation f, double z) {
        double h = 1e-5;
        return (Nets.value(f, z + h) - Nets.value(f, z - h)) / (2.0 * h);
    }
}
