package lockstep.data.problem;

import java.util.Map;
import java.util.OptionalDouble;
import lockstep.model.Examples;

/** All patterns of n bits, counted upwards with the first bit the highest, so two bits are XOR in bpnn.py's order. */
final class BitParity {

    private static final Parameter BITS =
            Parameter.whole("n", "the number of bits: 2^n examples", 1, 16, OptionalDouble.of(4));

    private BitParity() {}

    static Problem problem() {
        return new Problem(
                "parity",
                "whether an odd number of n bits is 1: any bit changes the answer",
                Coding.after(BITS),
                BitParity::examples);
    }

    private static Examples examples(Map<String, Double> arguments) {
        int bits = (int) BITS.in(arguments);
        Coding coding = Coding.of(arguments);
        double[][] inputs = new double[1 << bits][bits];
        double[][] targets = new double[inputs.length][1];
        for (int pattern = 0; pattern < inputs.length; pattern++) {
            for (int bit = 0; bit < bits; bit++) {
                inputs[pattern][bit] = pattern >> (bits - 1 - bit) & 1;
            }
            targets[pattern][0] = coding.of(Integer.bitCount(pattern) % 2 == 1);
        }
        return Examples.of(inputs, targets);
    }
}
