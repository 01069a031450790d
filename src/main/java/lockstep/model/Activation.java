package lockstep.model;

import java.util.Locale;

/**
 * The activation functions by name. Each side computes a function for itself; this is the result that both have to reach. {@code
 * z} is a unit's weighted sum, {@code y} its output. Where DL4J 1.0.0-M2.1 differs from the textbook, DL4J's form is meant,
 * because the comparison is with DL4J.
 */
public enum Activation {
    /** {@code y = z}. */
    IDENTITY,
    /** {@code y = 1 / (1 + e^-z)}. */
    SIGMOID,
    /** {@code y = tanh z}. DL4J's own tanh is wrong by up to 3e-16 around 0; ours is the textbook's. */
    TANH,
    /** {@code y = z} above 0, else 0. It has no derivative at 0; 0 is taken there. */
    RELU,
    /**
     * {@code y = z} from 0 up, {@code 0.01 z} below. In the derivative, and only there, DL4J has 0.01 rounded to a float,
     * 0.009999999776; the textbook has the same 0.01 in both.
     */
    LEAKY_RELU,
    /** {@code y = z} from 0 up, {@code e^z - 1} below (alpha = 1, the only one for which DL4J's derivative is right). */
    ELU,
    /** ELU with {@code alpha = 1.673}, scaled by 1.051. At 0 the derivative from below is taken, 1.758. */
    SELU,
    /** {@code y = ln(1 + e^z)}, computed as it stands: below -37 it is 0, where the textbook's {@code log1p} is e^z; from 710 on it is infinite and its derivative NaN. */
    SOFTPLUS,
    /** {@code y = z / (1 + |z|)}. */
    SOFTSIGN,
    /** {@code y = z}, but no less than -1 and no more than 1. The derivative is 1 at both ends. */
    HARD_TANH,
    /**
     * {@code y = 0.2 z + 0.5}, but no less than 0 and no more than 1. DL4J has 0.2 rounded to a float, 0.200000003, in value
     * and derivative; the textbook 0.2. (PyTorch's hard sigmoid is another: {@code z / 6 + 0.5}.)
     */
    HARD_SIGMOID,
    /** {@code y = z^3}. */
    CUBE,
    /** {@code y = z / (1 + e^-z)}: also called SiLU. From 355 on the derivative is NaN; the textbook's is 1. */
    SWISH,
    /**
     * {@code y = z / (1 + e^(-1.702 z))}, the quick form of GELU, with 1.702 rounded to a float, 1.7020000219. The textbook's
     * GELU is {@code z * P(Z <= z)} of the normal distribution, from which this differs by up to 0.02. From 209 on the
     * derivative is NaN.
     */
    GELU,
    /** {@code y[j] = e^z[j] / (sum over the layer of e^z)}. */
    SOFTMAX,
    /**
     * {@code y = 1} above 0, else 0: the perceptron's threshold. Its derivative is 0 everywhere, so neither its layer nor any
     * layer before it learns.
     */
    STEP;

    /** The name in a config: {@code tanh}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
