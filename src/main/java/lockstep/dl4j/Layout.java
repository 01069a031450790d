package lockstep.dl4j;

import lockstep.model.NetworkSpec;

/**
 * Where DL4J keeps each weight. Both sides have one flat array, layer after layer. Ours has a row per input, then the bias
 * row, each with a column per unit; DL4J's has all the inputs of unit 0, then all those of unit 1, and so on, then the
 * biases. So a layer's weights are turned:
 *
 * <pre>
 *   ours[i * units + j]  =  dl4js[j * inputs + i]
 * </pre>
 */
final class Layout {

    /** So many units' weights are turned at a time: of each input, whole lines of the processor's memory. */
    private static final int UNITS = 8;

    /** Numbers in DL4J's order. */
    @FunctionalInterface
    interface Source {

        /** {@code n} of them, from {@code at} on, go to the place {@code to} and after. */
        void read(long at, double[] into, int to, int n);
    }

    private final NetworkSpec spec;

    /** The weights of some units on their way, in DL4J's order. */
    private final double[] some;

    Layout(NetworkSpec spec) {
        this.spec = spec;
        int widest = 0;
        for (int layer = 0; layer < spec.layers().size(); layer++) {
            widest = Math.max(widest, spec.inputsOf(layer) * Math.min(UNITS, units(layer)));
        }
        this.some = new double[widest];
    }

    /** Copies a parameter or gradient vector of DL4J's out, in our order. */
    void read(Numbers from, double[] into) {
        read(from, into, 1.0);
    }

    /**
     * Copies a gradient out that DL4J has as the sum over a batch, as the mean: DL4J divides it on the way to the updater, where
     * nobody can see it. Here the same is done to the copy.
     */
    void readMean(Numbers sum, double[] into, int examples) {
        boolean exact = Integer.bitCount(examples) == 1; // then the product is the quotient, several times as fast
        read(sum, into, exact ? 1.0 / examples : 1.0);
        for (int k = 0; !exact && k < into.length; k++) {
            into[k] /= examples;
        }
        spec.precision().round(into);
    }

    /** @param share what each number is multiplied by */
    private void read(Source from, double[] into, double share) {
        for (int layer = 0; layer < spec.layers().size(); layer++) {
            int inputs = spec.inputsOf(layer);
            int at = spec.offset(layer);
            for (int unit = 0; unit < units(layer); unit += UNITS) {
                int count = Math.min(UNITS, units(layer) - unit);
                from.read(at + unit * inputs, some, 0, count * inputs);
                turn(count, inputs, share, into, at + unit, units(layer));
            }
            int biases = spec.biasOffset(layer);
            from.read(biases, into, biases, spec.offset(layer + 1) - biases);
            for (int k = biases; k < spec.offset(layer + 1); k++) {
                into[k] *= share;
            }
        }
    }

    /** The same of numbers that were copied already. */
    void read(double[] from, double[] into) {
        read((at, room, to, n) -> System.arraycopy(from, (int) at, room, to, n), into, 1.0);
    }

    /** Copies our weights into DL4J's parameter vector. */
    void write(double[] from, Numbers into) {
        for (int layer = 0; layer < spec.layers().size(); layer++) {
            int inputs = spec.inputsOf(layer);
            int at = spec.offset(layer);
            for (int unit = 0; unit < units(layer); unit += UNITS) {
                int count = Math.min(UNITS, units(layer) - unit);
                for (int i = 0; i < inputs; i++) {
                    int in = at + i * units(layer) + unit;
                    if (count == UNITS) {
                        some[i] = from[in];
                        some[i + inputs] = from[in + 1];
                        some[i + 2 * inputs] = from[in + 2];
                        some[i + 3 * inputs] = from[in + 3];
                        some[i + 4 * inputs] = from[in + 4];
                        some[i + 5 * inputs] = from[in + 5];
                        some[i + 6 * inputs] = from[in + 6];
                        some[i + 7 * inputs] = from[in + 7];
                        continue;
                    }
                    for (int j = 0; j < count; j++) {
                        some[i + j * inputs] = from[in + j];
                    }
                }
                into.write(some, 0, at + unit * inputs, count * inputs);
            }
            int biases = spec.biasOffset(layer);
            into.write(from, biases, biases, spec.offset(layer + 1) - biases);
        }
    }

    /**
     * The weights of some units, from DL4J's order into ours.
     *
     * @param into takes those of the first input from the place {@code out} on
     */
    private void turn(int count, int inputs, double share, double[] into, int out, int units) {
        for (int i = 0; i < inputs; i++) {
            int at = out + i * units;
            if (count == UNITS) { // of eight the compiler makes better code without a loop
                into[at] = some[i] * share;
                into[at + 1] = some[i + inputs] * share;
                into[at + 2] = some[i + 2 * inputs] * share;
                into[at + 3] = some[i + 3 * inputs] * share;
                into[at + 4] = some[i + 4 * inputs] * share;
                into[at + 5] = some[i + 5 * inputs] * share;
                into[at + 6] = some[i + 6 * inputs] * share;
                into[at + 7] = some[i + 7 * inputs] * share;
                continue;
            }
            for (int j = 0; j < count; j++) {
                into[at + j] = some[i + j * inputs] * share;
            }
        }
    }

    private int units(int layer) {
        return spec.layers().get(layer).units();
    }
}
