package lockstep.upkeep;

import java.util.List;
import lockstep.model.PythonRandom;

/** Draws of one generator, so that a run depends on its seed alone. */
final class Draws {

    private final PythonRandom random;

    Draws(PythonRandom random) {
        this.random = random;
    }

    /** True with this probability. */
    boolean chance(double probability) {
        return random.random() < probability;
    }

    /** A whole number, both ends included. */
    int between(int low, int high) {
        return low + (int) (random.random() * (high - low + 1));
    }

    double uniform(double low, double high) {
        return random.uniform(low, high);
    }

    /** A number whose magnitude is as likely to be small as large: between {@code 10^low} and {@code 10^high}. */
    double magnitude(double low, double high) {
        return StrictMath.pow(10.0, random.uniform(low, high));
    }

    /** A multiple of 1/4 from -1 to 1: sums of such numbers are exact, and meet the kinks of functions exactly. */
    double quarter() {
        return between(-4, 4) / 4.0;
    }

    <T> T oneOf(List<T> values) {
        return values.get(between(0, values.size() - 1));
    }

    @SafeVarargs
    final <T> T oneOf(T... values) {
        return values[between(0, values.length - 1)];
    }
}
