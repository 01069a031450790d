package lockstep.config;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.model.PythonRandom;

/** The values of a hyper-parameter that may be tried: one, a few, or any in a range. */
public sealed interface SearchValues {

    /** Three digits: nobody tunes finer, and a rate with seventeen cannot be read or typed by hand. */
    MathContext DIGITS = new MathContext(3);

    /** All of them, or empty if they are drawn. */
    Optional<List<Double>> all();

    /** One of them, at random. */
    double draw(PythonRandom random);

    /** Some of them, the lowest and the highest included, for the optimizer to check. */
    List<Double> samples();

    /** The only value. */
    record Fixed(double value) implements SearchValues {
        @Override
        public Optional<List<Double>> all() {
            return Optional.of(List.of(value));
        }

        @Override
        public double draw(PythonRandom random) {
            return value;
        }

        @Override
        public List<Double> samples() {
            return List.of(value);
        }
    }

    /** Each of a list. */
    record Grid(List<Double> values) implements SearchValues {
        public Grid {
            values = List.copyOf(values);
        }

        @Override
        public Optional<List<Double>> all() {
            return Optional.of(values);
        }

        @Override
        public double draw(PythonRandom random) {
            return values.get((int) (values.size() * random.random()));
        }

        @Override
        public List<Double> samples() {
            return values;
        }
    }

    /** {@code count} values that grow by a constant factor, rounded to three digits; the ends are exact. */
    record LogGrid(double from, double to, int count) implements SearchValues {

        /** {@code from (to / from)^(i / (count - 1))}. */
        private List<Double> values() {
            return IntStream.range(0, count).mapToObj(this::value).toList();
        }

        private double value(int i) {
            if (i == 0) {
                return from;
            }
            return i == count - 1 ? to : rounded(from * StrictMath.pow(to / from, i / (count - 1.0)));
        }

        @Override
        public Optional<List<Double>> all() {
            return Optional.of(values());
        }

        @Override
        public double draw(PythonRandom random) {
            return value((int) (count * random.random()));
        }

        @Override
        public List<Double> samples() {
            return List.of(from, to);
        }
    }

    /** Any number between two, all equally likely. */
    record Uniform(double from, double to) implements SearchValues {
        @Override
        public Optional<List<Double>> all() {
            return Optional.empty();
        }

        @Override
        public double draw(PythonRandom random) {
            return within(rounded(random.uniform(from, to)), from, to);
        }

        @Override
        public List<Double> samples() {
            return List.of(from, to);
        }
    }

    /** Any number between two positive ones, every power of ten equally likely. */
    record LogUniform(double from, double to) implements SearchValues {
        @Override
        public Optional<List<Double>> all() {
            return Optional.empty();
        }

        @Override
        public double draw(PythonRandom random) {
            return within(rounded(from * StrictMath.pow(to / from, random.random())), from, to);
        }

        @Override
        public List<Double> samples() {
            return List.of(from, to);
        }
    }

    private static double rounded(double x) {
        return new BigDecimal(x).round(DIGITS).doubleValue();
    }

    /** Rounding may go a little too far. */
    private static double within(double x, double from, double to) {
        return Math.max(from, Math.min(to, x));
    }
}
