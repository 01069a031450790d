package lockstep.model;

/**
 * The cost of large weights: terms of the loss that draw each weight {@code w} towards 0. They do not depend on the batch size.
 *
 * <p>The first two pass through the optimizer. Weight decay comes after it: the learning rate scales it, the optimizer's memory
 * does not know of it (Loshchilov, Hutter, "Decoupled weight decay regularization", 2019).
 *
 * @param l1 the factor of the sum of {@code |w|}
 * @param l2 the factor of half the sum of {@code w^2}
 * @param weightDecay the same factor, for the decay after the optimizer; not together with {@code l2}, because DL4J drops one of
 *     the two
 */
public record Penalty(double l1, double l2, double weightDecay) {

    /** Weights may be as large as they like. */
    public static final Penalty NONE = new Penalty(0.0, 0.0, 0.0);

    public Penalty {
        requireNotNegative("l1", l1);
        requireNotNegative("l2", l2);
        requireNotNegative("weight_decay", weightDecay);
        if (l2 > 0.0 && weightDecay > 0.0) {
            throw new IllegalArgumentException(
                    "l2 is " + l2 + " and weight_decay " + weightDecay + "; expected only one of them above 0");
        }
    }

    public boolean isNone() {
        return l1 == 0.0 && l2 == 0.0 && weightDecay == 0.0;
    }

    Penalty in(Precision precision) {
        return new Penalty(precision.round(l1), precision.round(l2), precision.round(weightDecay));
    }

    private static void requireNotNegative(String name, double value) {
        if (!(value >= 0.0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + "; expected a finite number, 0 or above");
        }
    }
}
