package lockstep.upkeep;

import java.util.SortedMap;
import java.util.TreeMap;
import lockstep.model.Schedule;
import lockstep.model.Schedule.By;

/** Schedules of every sort, short enough that a run of a few dozen steps sees all of one. */
final class RandomSchedules {

    private RandomSchedules() {}

    static Schedule draw(Draws draws) {
        if (draws.chance(0.3)) {
            return new Schedule.Ramp(draws.between(1, 20), draws.chance(0.2) ? Schedule.CONSTANT : base(draws));
        }
        return base(draws);
    }

    private static Schedule base(Draws draws) {
        By by = draws.oneOf(By.values());
        return switch (draws.between(0, 6)) {
            case 0 -> new Schedule.Step(draws.uniform(0.1, 1.2), draws.between(1, 10), by);
            case 1 -> new Schedule.Exponential(draws.uniform(0.7, 1.05), by);
            case 2 -> new Schedule.Inverse(draws.uniform(0.0, 1.0), draws.uniform(-0.5, 2.0), by);
            case 3 -> new Schedule.Poly(draws.uniform(-2.0, 2.0), draws.between(1, 40), by);
            case 4 -> new Schedule.Sigmoid(draws.uniform(-1.0, 1.0), draws.between(0, 20), by);
            case 5 -> new Schedule.Table(factors(draws), by);
            default -> {
                int length = draws.between(1, 20);
                yield new Schedule.Cycle(
                        draws.uniform(0.5, 5.0), length, draws.between(0, length), draws.uniform(0.1, 1.1), by);
            }
        };
    }

    private static SortedMap<Integer, Double> factors(Draws draws) {
        SortedMap<Integer, Double> factors = new TreeMap<>();
        for (int k = draws.between(1, 4); k > 0; k--) {
            factors.put(draws.between(0, 25), draws.chance(0.1) ? 0.0 : draws.magnitude(-1.0, 0.5));
        }
        return factors;
    }
}
