package lockstep.optim;

/** What the optimizers demand of their hyper-parameters. The messages name them as a config does. */
final class Require {

    private Require() {}

    static void positive(String name, double value) {
        check(value > 0.0 && Double.isFinite(value), name, value, "a finite number above 0");
    }

    static void notNegative(String name, double value) {
        check(value >= 0.0 && Double.isFinite(value), name, value, "a finite number, 0 or above");
    }

    static void fraction(String name, double value) {
        check(value >= 0.0 && value < 1.0, name, value, "a number from 0 to below 1");
    }

    private static void check(boolean holds, String name, double value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + "; expected " + expected);
        }
    }
}
