package lockstep.scalar;

import lockstep.scalar.math.Exp;

/** Activations with a kink or a jump, where there is no derivative: there DL4J's choice is ours. */
enum PiecewiseActivation implements ActivationFunction {
    /** {@code y = z} and {@code f' = 1} above 0, else both 0. */
    RELU {
        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = z[j] > 0.0 ? z[j] : 0.0;
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                delta[j] = z[j] > 0.0 ? delta[j] : 0.0;
            }
        }
    },

    /** {@code y = z} and {@code f' = 1} from 0 up; below {@code y = a z}, {@code f' = a}, where a = 0.01. */
    LEAKY_RELU {
        private static final double A = 0.01;

        /** DL4J rounds it to a float on the way back. */
        private static final double A_BACKWARD = 0.01f;

        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = z[j] < 0.0 ? A * z[j] : z[j];
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                delta[j] = z[j] < 0.0 ? A_BACKWARD * delta[j] : delta[j];
            }
        }
    },

    /** {@code y = z} and {@code f' = 1} from 0 up; below {@code y = e^z - 1}, {@code f' = e^z}. */
    ELU {
        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = z[j] >= 0.0 ? z[j] : Exp.of(z[j]) - 1.0;
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                if (z[j] < 0.0) {
                    delta[j] *= Exp.of(z[j]);
                }
            }
        }
    },

    /** {@code y = s z} and {@code f' = s} above 0; else {@code y = s a (e^z - 1)}, {@code f' = s a e^z}. */
    SELU {
        private static final double S = 1.0507009873554805;
        private static final double A = 1.6732632423543772;

        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = z[j] > 0.0 ? S * z[j] : S * (A * (Exp.of(z[j]) - 1.0));
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                delta[j] *= z[j] > 0.0 ? S : S * A * Exp.of(z[j]);
            }
        }
    },

    /** {@code y = z} and {@code f' = 1} from -1 to 1; below y = -1, above y = 1, and f' = 0. */
    HARD_TANH {
        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = Math.min(1.0, Math.max(-1.0, z[j]));
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                delta[j] = Math.abs(z[j]) <= 1.0 ? delta[j] : 0.0;
            }
        }
    },

    /** {@code y = c z + 0.5} and {@code f' = c} from -2.5 to 2.5, where c = 0.2; below y = 0, above y = 1, and f' = 0. */
    HARD_SIGMOID {
        /** DL4J's constant is a float. */
        private static final double C = 0.2f;

        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = Math.min(1.0, Math.max(0.0, C * z[j] + 0.5));
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                delta[j] = Math.abs(z[j]) <= 2.5 ? C * delta[j] : 0.0;
            }
        }
    },

    /** {@code y = 1} above 0, else 0; {@code f' = 0}, and there is none at 0 itself. */
    STEP {
        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = z[j] > 0.0 ? 1.0 : 0.0;
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                delta[j] = 0.0;
            }
        }
    }
}
