package lockstep.config.form;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lockstep.model.Penalty;
import lockstep.yaml.Fields;
import lockstep.yaml.Key;
import lockstep.yaml.RealNumber;
import lockstep.yaml.Yaml;

/**
 * The keys of a penalty, on weights ({@code l1, l2, weight_decay}) or on biases ({@code l1_bias, ...}), in a layer or for all
 * layers.
 *
 * @param <R> the record that the mapping with these keys stands for
 */
final class PenaltyKeys<R> {

    private final Key<R, Optional<Double>> l1;
    private final Key<R, Optional<Double>> l2;
    private final Key<R, Optional<Double>> weightDecay;

    /**
     * @param suffix of the keys: empty or {@code _bias}
     * @param ofWhat weights or biases
     */
    PenaltyKeys(String suffix, String ofWhat, Function<R, Written> of) {
        this.l1 = key(
                "l1" + suffix,
                "adds this times the sum of the " + ofWhat + "' magnitudes to the loss",
                of,
                Written::l1);
        this.l2 = key(
                "l2" + suffix,
                "adds half of this times the sum of the " + ofWhat + "' squares to the loss",
                of,
                Written::l2);
        this.weightDecay = key(
                "weight_decay" + suffix,
                "each step shrinks the " + ofWhat
                        + " by this times the learning rate, after the optimizer; adds to the loss, though to no gradient, what l2 would",
                of,
                Written::weightDecay);
    }

    private static <R> Key<R, Optional<Double>> key(
            String name, String about, Function<R, Written> of, Function<Written, Optional<Double>> number) {
        return Key.maybe(name, about, RealNumber.NOT_NEGATIVE, of.andThen(number));
    }

    /** A penalty as a mapping writes it; missing parts come from elsewhere. */
    record Written(Optional<Double> l1, Optional<Double> l2, Optional<Double> weightDecay) {

        static final Written NOTHING = new Written(Optional.empty(), Optional.empty(), Optional.empty());

        /** The penalty spelled out, without the parts that are 0. */
        static Written of(Penalty penalty) {
            return new Written(above0(penalty.l1()), above0(penalty.l2()), above0(penalty.weightDecay()));
        }

        private static Optional<Double> above0(double value) {
            return value > 0.0 ? Optional.of(value) : Optional.empty();
        }

        /** This penalty, with its missing parts from others. */
        Written or(Written others) {
            return new Written(l1.or(others::l1), l2.or(others::l2), weightDecay.or(others::weightDecay));
        }

        /** Whether it has both l2 and weight decay; DL4J takes only one of them. */
        boolean clashes() {
            return l2.orElse(0.0) > 0.0 && weightDecay.orElse(0.0) > 0.0;
        }

        boolean isAbove0() {
            return l1.orElse(0.0) + l2.orElse(0.0) + weightDecay.orElse(0.0) > 0.0;
        }

        Penalty penalty() {
            return new Penalty(l1.orElse(0.0), l2.orElse(0.0), weightDecay.orElse(0.0));
        }
    }

    List<Key<R, Optional<Double>>> keys() {
        return List.of(l1, l2, weightDecay);
    }

    /** The penalty in the mapping, as far as it could be read. */
    Written read(Fields.Found found) {
        return new Written(number(l1, found), number(l2, found), number(weightDecay, found));
    }

    private static <R> Optional<Double> number(Key<R, Optional<Double>> key, Fields.Found found) {
        return found.maybe(key).flatMap(value -> value);
    }

    /** Whether one mapping has at most one of l2 and weight decay; if it has both, that is reported. */
    boolean fit(Fields.Found found) {
        if (!read(found).clashes()) {
            return true;
        }
        found.report(weightDecay, clash());
        return false;
    }

    /** The message where l2 and weight decay come together. */
    String clash() {
        return "found both " + weightDecay.name() + " and " + l2.name()
                + ", expected only one of them above 0: DL4J drops one of the two";
    }

    /** The first of the keys that the text of a mapping has. */
    Optional<Yaml> firstIn(Yaml mapping) {
        return keys().stream()
                .flatMap(key -> mapping.value(key.name()).stream())
                .findFirst();
    }

    /** The text of the weight decay, or else of l2, in a mapping. */
    Optional<Yaml> clashingIn(Yaml mapping) {
        return mapping.value(weightDecay.name()).or(() -> mapping.value(l2.name()));
    }
}
