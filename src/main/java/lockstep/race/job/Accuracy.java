package lockstep.race.job;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import lockstep.model.Examples;

/**
 * The share of answers that are right, where all targets are made of two values, so that they stand for classes.
 *
 * <p>If every target has a single high value among several outputs (one-hot), that output has to be the highest; if every
 * target has a single low value, that output has to be the lowest. In all other cases each output has to be on its target's
 * side of the middle between the two values. A tie is wrong, and so is an answer that is not a number.
 */
final class Accuracy {

    private enum Rule {
        HIGHEST,
        LOWEST,
        SIDES
    }

    private final Rule rule;
    private final double high;
    private final double middle;

    private Accuracy(Rule rule, double low, double high) {
        this.rule = rule;
        this.high = high;
        this.middle = low + 0.5 * (high - low);
    }

    /** The accuracy that suits the targets of both parts, if they are classes. */
    static Optional<Accuracy> of(Examples training, Examples test) {
        double[] values = DoubleStream.concat(
                        DoubleStream.of(training.targetValues()), DoubleStream.of(test.targetValues()))
                .map(target -> target + 0.0) // -0.0 is 0.0
                .distinct()
                .limit(3)
                .sorted()
                .toArray();
        if (values.length != 2) {
            return Optional.empty();
        }
        double low = values[0];
        double high = values[1];
        Rule rule = Rule.SIDES;
        if (each(training, high) && each(test, high)) {
            rule = Rule.HIGHEST;
        } else if (each(training, low) && each(test, low)) {
            rule = Rule.LOWEST;
        }
        return Optional.of(new Accuracy(rule, low, high));
    }

    /** Whether there are several outputs, and each target has this value just once. */
    private static boolean each(Examples examples, double value) {
        for (int row = 0; row < examples.size(); row++) {
            int from = row * examples.outputs();
            long count = Arrays.stream(examples.targetValues(), from, from + examples.outputs())
                    .filter(target -> target == value)
                    .count();
            if (count != 1) {
                return false;
            }
        }
        return examples.outputs() > 1;
    }

    /**
     * The share of right answers.
     *
     * @param answers one row of outputs per example
     */
    double of(Examples examples, double[] answers) {
        int right = 0;
        for (int row = 0; row < examples.size(); row++) {
            if (isRight(examples.targetValues(), answers, row * examples.outputs(), (row + 1) * examples.outputs())) {
                right++;
            }
        }
        return (double) right / examples.size();
    }

    private boolean isRight(double[] targets, double[] answers, int from, int to) {
        if (rule == Rule.SIDES) {
            for (int j = from; j < to; j++) {
                if (!(targets[j] == high ? answers[j] > middle : answers[j] < middle)) {
                    return false;
                }
            }
            return true;
        }
        int odd = from;
        while (targets[odd] == high != (rule == Rule.HIGHEST)) {
            odd++;
        }
        for (int j = from; j < to; j++) {
            boolean beyond = rule == Rule.HIGHEST ? answers[odd] > answers[j] : answers[odd] < answers[j];
            if (j != odd && !beyond) {
                return false;
            }
        }
        return true;
    }
}
