package lockstep.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lockstep.scalar.math.Exp;
import lockstep.scalar.math.Sigmoid;
import lockstep.scalar.math.Tanh;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it an activation could be wrong in its last digits for some arguments, and DL4J's would be blamed for it. */
class ElementaryFunctionsTest {

    private static final long SEED = 20_260_101;

    /** Half a unit is the least that rounding costs. Beyond it comes the rounding of a part that is small beside the whole. */
    private static final double EXP_LIMIT = 0.52;

    private static final double TANH_LIMIT = 0.52;

    private static final double SIGMOID_LIMIT = 0.54;

    /** Results below 2^-1022 are rounded a second time. */
    private static final double SUBNORMAL_LIMIT = 0.77;

    @Test
    void expIsTheNearestDoubleOrItsNeighbour() {
        DoubleStream arguments = DoubleStream.concat(
                sizes(700.0), DoubleStream.concat(joins(Math.log(2) / 256, 300), around(0.0, 1.0, -708.0, 709.0)));
        assertWithin(EXP_LIMIT, Exp::of, Exact::exp, arguments);
    }

    @Test
    void expAmongTheSubnormalNumbers() {
        DoubleStream arguments = new Random(SEED).doubles(2000, -745.2, -708.0);
        assertWithin(SUBNORMAL_LIMIT, Exp::of, Exact::exp, arguments);
    }

    @Test
    void tanhIsTheNearestDoubleOrItsNeighbour() {
        DoubleStream arguments = DoubleStream.concat(
                sizes(22.0), DoubleStream.concat(joins(1.0 / 128, 300), around(0.0, 0.125, 1.0, 19.0625, 20.0)));
        assertWithin(TANH_LIMIT, Tanh::of, Exact::tanh, arguments);
    }

    @Test
    void sigmoidIsTheNearestDoubleOrItsNeighbour() {
        DoubleStream arguments = DoubleStream.concat(
                sizes(700.0), DoubleStream.concat(joins(1.0 / 32, 300), around(0.0, 1.0, 37.0, 40.0, -40.0)));
        assertWithin(SIGMOID_LIMIT, Sigmoid::of, Exact::sigmoid, arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0,       1.0,      0.0,       0.5",
        "-0.0,      1.0,      -0.0,      0.5",
        "4.9E-324,  1.0,      4.9E-324,  0.5",
        "-4.9E-324, 1.0,      -4.9E-324, 0.5",
        "1.0E-300,  1.0,      1.0E-300,  0.5",
        "-1.0E-20,  1.0,      -1.0E-20,  0.5",
        "1.0E300,   Infinity, 1.0,       1.0",
        "-1.0E300,  0.0,      -1.0,      0.0",
        "Infinity,  Infinity, 1.0,       1.0",
        "-Infinity, 0.0,      -1.0,      0.0",
        "NaN,       NaN,      NaN,       NaN",
    })
    void atTheEnds(double x, double exp, double tanh, double sigmoid) {
        // equals() of Double tells -0.0 from 0.0 and knows NaN.
        assertThat(Double.valueOf(Exp.of(x))).as("exp").isEqualTo(Double.valueOf(exp));
        assertThat(Double.valueOf(Tanh.of(x))).as("tanh").isEqualTo(Double.valueOf(tanh));
        assertThat(Double.valueOf(Sigmoid.of(x))).as("sigmoid").isEqualTo(Double.valueOf(sigmoid));
    }

    /** The last argument with a finite result, the first without; the last with one above 0, the first without. */
    @Test
    void whereExpOverflowsAndVanishes() {
        assertThat(Exp.of(0x1.62e42fefa39efp9)).isCloseTo(Double.MAX_VALUE, withinPercentage(1e-10));
        assertThat(Exp.of(Math.nextUp(0x1.62e42fefa39efp9))).isInfinite();
        assertThat(Exp.of(-0x1.74910d52d3051p9)).isEqualTo(Double.MIN_VALUE);
        assertThat(Exp.of(Math.nextDown(-0x1.74910d52d3051p9))).isZero();
    }

    @Test
    void tanhIsOddToTheLastBit() {
        sizes(22.0).forEach(z -> assertThat(Tanh.of(-z)).isEqualTo(-Tanh.of(z)));
    }

    /** Both signs, as many of each size from 1e-12 on as of any other, and as many again spread evenly. */
    private static DoubleStream sizes(double largest) {
        Random random = new Random(SEED);
        DoubleStream logarithmic =
                random.doubles(4000, -12.0, Math.log10(largest)).map(exponent -> StrictMath.pow(10.0, exponent));
        DoubleStream even = new Random(SEED + 1).doubles(4000, 0.0, Math.min(largest, 8.0));
        return DoubleStream.concat(logarithmic, even).flatMap(x -> DoubleStream.of(x, -x));
    }

    /** Around the odd multiples of half a step: there two entries of a table meet, and the rest is largest. */
    private static DoubleStream joins(double half, int count) {
        return IntStream.range(-count, count)
                .mapToDouble(j -> (2 * j + 1) * half)
                .flatMap(ElementaryFunctionsTest::around);
    }

    private static DoubleStream around(double... arguments) {
        return DoubleStream.of(arguments)
                .flatMap(x -> DoubleStream.of(x - 1e-9, Math.nextDown(x), x, Math.nextUp(x), x + 1e-9));
    }

    private static void assertWithin(
            double limit, DoubleUnaryOperator function, DoubleFunction<BigDecimal> exact, DoubleStream arguments) {
        double[] worst = {0.0, Double.NaN};
        arguments.forEach(x -> {
            double error = Exact.ulps(function.applyAsDouble(x), exact.apply(x));
            if (error > worst[0]) {
                worst[0] = error;
                worst[1] = x;
            }
        });
        assertThat(worst[0])
                .as("units in the last place, at %s (seed %s)", worst[1], SEED)
                .isLessThan(limit);
    }
}
