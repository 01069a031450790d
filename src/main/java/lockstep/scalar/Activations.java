package lockstep.scalar;

import lockstep.model.Activation;

/**
 * The activation functions, y = f(z), and their derivatives, for a layer at a time.
 *
 * <p>{@link Exp}, {@link Tanh} and {@link Sigmoid} give the same bits on every JDK and processor, as does {@link StrictMath};
 * {@link Math} does not.
 */
final class Activations {

    private Activations() {}

    /** {@code y[j] = f(z[j])} for every unit. */
    static void apply(Activation f, double[] z, double[] y) {
        switch (f) {
            case IDENTITY -> System.arraycopy(z, 0, y, 0, z.length);
            case SIGMOID -> {
                for (int j = 0; j < z.length; j++) {
                    y[j] = Sigmoid.of(z[j]);
                }
            }
            case TANH -> {
                for (int j = 0; j < z.length; j++) {
                    y[j] = Tanh.of(z[j]);
                }
            }
            case RELU -> {
                for (int j = 0; j < z.length; j++) {
                    y[j] = z[j] > 0.0 ? z[j] : 0.0;
                }
            }
        }
    }

    /** {@code delta[j] *= f'(z[j])} for every unit, where delta comes in as dLoss/dy and leaves as dLoss/dz. */
    static void multiplyByDerivative(Activation f, double[] z, double[] y, double[] delta) {
        switch (f) {
            case IDENTITY -> {}
            case SIGMOID -> { // f' = y (1 - y)
                for (int j = 0; j < z.length; j++) {
                    delta[j] *= y[j] * (1.0 - y[j]);
                }
            }
            case TANH -> { // f' = 1 - y^2
                for (int j = 0; j < z.length; j++) {
                    delta[j] *= 1.0 - y[j] * y[j];
                }
            }
            case RELU -> { // f' = 1 above 0, else 0: at 0 itself it has none, and DL4J takes 0
                for (int j = 0; j < z.length; j++) {
                    delta[j] = z[j] > 0.0 ? delta[j] : 0.0;
                }
            }
        }
    }
}
