package lockstep.scalar;

import lockstep.scalar.math.Exp;
import lockstep.scalar.math.Sigmoid;
import lockstep.scalar.math.Tanh;

/** Activations with one formula everywhere. The derivative is written in y where that is shorter. */
enum SmoothActivation implements ActivationFunction {
    /** {@code y = z}, {@code f' = 1}. */
    IDENTITY {
        @Override
        public void apply(double[] z, double[] y) {
            System.arraycopy(z, 0, y, 0, z.length);
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {}
    },

    /** {@code y = 1 / (1 + e^-z)}, {@code f' = y (1 - y)}. */
    SIGMOID {
        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = Sigmoid.of(z[j]);
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                delta[j] *= y[j] * (1.0 - y[j]);
            }
        }
    },

    /** {@code y = tanh z}, {@code f' = 1 - y^2}. */
    TANH {
        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = Tanh.of(z[j]);
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                delta[j] *= 1.0 - y[j] * y[j];
            }
        }
    },

    /** {@code y = ln(1 + e^z)}, {@code f' = 1 / (1 + e^-z)}, which DL4J has as {@code e^z / (1 + e^z)}. */
    SOFTPLUS {
        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = StrictMath.log(1.0 + Exp.of(z[j]));
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                delta[j] *= z[j] < LARGEST_EXPONENT ? Sigmoid.of(z[j]) : Double.NaN;
            }
        }
    },

    /** {@code y = z / (1 + |z|)}, {@code f' = 1 / (1 + |z|)^2}. */
    SOFTSIGN {
        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = z[j] / (1.0 + Math.abs(z[j]));
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                double root = 1.0 + Math.abs(z[j]);
                delta[j] /= root * root;
            }
        }
    },

    /** {@code y = z^3}, {@code f' = 3 z^2}. */
    CUBE {
        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = z[j] * z[j] * z[j];
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                delta[j] *= 3.0 * z[j] * z[j];
            }
        }
    },

    /**
     * {@code y = z s} where {@code s = 1 / (1 + e^-z)}, {@code f' = s (1 + z (1 - s))}, which DL4J has as
     * {@code e (z + e + 1) / (e + 1)^2} where {@code e = e^z}.
     */
    SWISH {
        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = z[j] * Sigmoid.of(z[j]);
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                delta[j] *= swishDerivative(z[j]);
            }
        }
    },

    /** {@code y = z s} where {@code s = 1 / (1 + e^-cz)} and c = 1.702, {@code f' = s (1 + cz (1 - s))}. */
    GELU {
        /** DL4J's constant is a float. */
        private static final double C = 1.702f;

        @Override
        public void apply(double[] z, double[] y) {
            for (int j = 0; j < z.length; j++) {
                y[j] = z[j] * Sigmoid.of(C * z[j]);
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            for (int j = 0; j < z.length; j++) {
                delta[j] *= swishDerivative(C * z[j]);
            }
        }
    },

    /**
     * {@code y[j] = e^z[j] / (sum over k of e^z[k])}: the one function here in which every output depends on every z, so that
     * {@code dLoss/dz[j] = sum over k of dLoss/dy[k] dy[k]/dz[j] = y[j] (delta[j] - sum over k of delta[k] y[k])}.
     */
    SOFTMAX {
        @Override
        public void apply(double[] z, double[] y) {
            double largest = z[0]; // taken off every z, which changes no quotient and keeps e^z finite
            for (int j = 1; j < z.length; j++) {
                largest = Math.max(largest, z[j]);
            }
            double sum = 0.0;
            for (int j = 0; j < z.length; j++) {
                y[j] = Exp.of(z[j] - largest);
                sum += y[j];
            }
            for (int j = 0; j < z.length; j++) {
                y[j] /= sum;
            }
        }

        @Override
        public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
            double sum = 0.0;
            for (int k = 0; k < z.length; k++) {
                sum += delta[k] * y[k];
            }
            for (int j = 0; j < z.length; j++) {
                delta[j] = y[j] * (delta[j] - sum);
            }
        }
    };

    /** The logarithm of the largest double: from here on e^z is infinite, and DL4J's infinity over infinity not a number. */
    private static final double LARGEST_EXPONENT = 709.782712893384;

    /** {@code s (1 + z (1 - s))}, s being the sigmoid of z; not a number where DL4J's e^2z is infinite. */
    private static double swishDerivative(double z) {
        double s = Sigmoid.of(z);
        return z < 0.5 * LARGEST_EXPONENT ? s * (1.0 + z * (1.0 - s)) : Double.NaN;
    }
}
