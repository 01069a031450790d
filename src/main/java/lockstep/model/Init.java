package lockstep.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Where the weights of a layer start. Every draw is one of CPython's {@code random} module, made weight by weight: for each
 * input, for each unit; then for the bias of each unit, if the init draws biases.
 */
public sealed interface Init {

    /**
     * Fills a layer's weights: one row per input, then the bias row, if any, of {@code units} each.
     *
     * @param into the network's weights
     * @param at where the layer's begin
     * @param inputs how many numbers come into the layer, the bias not among them
     */
    void fill(PythonRandom random, double[] into, int at, int inputs, int units, boolean bias);

    /** Each weight, and each bias too, drawn as {@code low + (high - low) * random()}, as bpnn.py draws its weights. */
    record Uniform(double low, double high) implements Init {

        public Uniform {
            if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
                throw new IllegalArgumentException(
                        "uniform is [" + low + ", " + high + "]; expected two finite numbers, the lower first");
            }
        }

        @Override
        public void fill(PythonRandom random, double[] into, int at, int inputs, int units, boolean bias) {
            draw(() -> random.uniform(low, high), into, at, (inputs + (bias ? 1 : 0)) * units);
        }
    }

    /**
     * Each weight drawn as {@code normalvariate(0, deviation)}; biases are 0.
     *
     * @param deviation the standard deviation
     */
    record Normal(double deviation) implements Init {

        public Normal {
            if (!Double.isFinite(deviation) || deviation < 0.0) {
                throw new IllegalArgumentException("normal is " + deviation + "; expected a finite number, 0 or above");
            }
        }

        @Override
        public void fill(PythonRandom random, double[] into, int at, int inputs, int units, boolean bias) {
            draw(() -> random.normal(0.0, deviation), into, at, inputs * units);
        }
    }

    /** Every weight the same; biases are 0. All units of a hidden layer then stay the same for ever. */
    record Constant(double value) implements Init {

        public Constant {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("constant is " + value + "; expected a finite number");
            }
        }

        @Override
        public void fill(PythonRandom random, double[] into, int at, int inputs, int units, boolean bias) {
            draw(() -> value, into, at, inputs * units);
        }
    }

    /**
     * The rules that depend on the widths of the layer, {@code in} inputs and {@code out} units: a normal distribution with mean
     * 0 and the given variance, or a uniform one between plus and minus the given bound. Biases are 0. The rules are DL4J's;
     * where the literature means something else by a name, the comment says so.
     */
    enum Scheme implements Init {
        /** Variance {@code 2 / (in + out)}. Glorot, Bengio (2010). */
        XAVIER {
            @Override
            DoubleSupplier draws(PythonRandom random, double in, double out) {
                return normal(random, 2.0 / (in + out));
            }
        },
        /** Bound {@code sqrt(6 / (in + out))}. Glorot, Bengio (2010). */
        XAVIER_UNIFORM {
            @Override
            DoubleSupplier draws(PythonRandom random, double in, double out) {
                return uniform(random, Math.sqrt(6.0 / (in + out)));
            }
        },
        /** Variance {@code 2 / in}; DL4J calls it RELU. He et al. (2015). */
        HE {
            @Override
            DoubleSupplier draws(PythonRandom random, double in, double out) {
                return normal(random, 2.0 / in);
            }
        },
        /** Bound {@code sqrt(6 / in)}; DL4J calls it RELU_UNIFORM. He et al. (2015). */
        HE_UNIFORM {
            @Override
            DoubleSupplier draws(PythonRandom random, double in, double out) {
                return uniform(random, Math.sqrt(6.0 / in));
            }
        },
        /** Variance {@code 1 / in}. LeCun et al. (1998). */
        LECUN_NORMAL {
            @Override
            DoubleSupplier draws(PythonRandom random, double in, double out) {
                return normal(random, 1.0 / in);
            }
        },
        /**
         * Bound {@code 3 / sqrt(in)}, a variance of {@code 3 / in}, as in DL4J. LeCun et al. (1998), and every other library,
         * have {@code sqrt(3 / in)}, a variance of {@code 1 / in}.
         */
        LECUN_UNIFORM {
            @Override
            DoubleSupplier draws(PythonRandom random, double in, double out) {
                return uniform(random, 3.0 / Math.sqrt(in));
            }
        };

        abstract DoubleSupplier draws(PythonRandom random, double in, double out);

        @Override
        public void fill(PythonRandom random, double[] into, int at, int inputs, int units, boolean bias) {
            draw(draws(random, inputs, units), into, at, inputs * units);
        }

        /** The name in a config: {@code xavier}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static DoubleSupplier normal(PythonRandom random, double variance) {
            double deviation = Math.sqrt(variance);
            return () -> random.normal(0.0, deviation);
        }

        private static DoubleSupplier uniform(PythonRandom random, double bound) {
            return () -> random.uniform(-bound, bound);
        }
    }

    /**
     * Weights given one by one; nothing is drawn.
     *
     * @param rows one row per input, then the bias row, if any; one column per unit
     * @param file where they were read, if they were; two that are equal may have been read elsewhere
     */
    record Values(double[][] rows, Optional<Path> file) implements Init {

        public Values {
            rows = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
        }

        /** Weights that stand nowhere else. */
        public Values(double[][] rows) {
            this(rows, Optional.empty());
        }

        @Override
        public void fill(PythonRandom random, double[] into, int at, int inputs, int units, boolean bias) {
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(rows[i], 0, into, at + i * units, units);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Values values && Arrays.deepEquals(rows, values.rows);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(rows);
        }
    }

    private static void draw(DoubleSupplier draws, double[] into, int at, int count) {
        for (int i = at; i < at + count; i++) {
            into[i] = draws.getAsDouble();
        }
    }
}
