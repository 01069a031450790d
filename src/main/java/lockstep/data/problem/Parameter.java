package lockstep.data.problem;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * A number that a built-in problem takes: the {@code n} of n-bit parity.
 *
 * @param name as in a config
 * @param about one sentence on what it sets
 * @param whole whether it is a whole number
 * @param byDefault the default, or empty if a config has to give a value
 */
public record Parameter(String name, String about, boolean whole, double least, double most, OptionalDouble byDefault) {

    /** A whole number from {@code least} to {@code most}. */
    public static Parameter whole(String name, String about, long least, long most, OptionalDouble byDefault) {
        return new Parameter(name, about, true, least, most, byDefault);
    }

    /** A number from {@code least} to {@code most}, both allowed. */
    public static Parameter real(String name, String about, double least, double most, OptionalDouble byDefault) {
        return new Parameter(name, about, false, least, most, byDefault);
    }

    /**
     * Its value among a problem's arguments.
     *
     * @throws IllegalArgumentException if it is missing
     */
    public double in(Map<String, Double> arguments) {
        Double value = arguments.get(name);
        if (value == null) {
            throw new IllegalArgumentException("found no " + name + " in " + arguments + "; expected a number");
        }
        return value;
    }
}
