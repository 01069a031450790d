package lockstep.model;

import java.util.Locale;

/**
 * The numbers in which a candidate computes and keeps everything. The scalar network computes in doubles whatever the candidate
 * does: it is the truth that such a candidate rounds.
 */
public enum Precision {
    /** IEEE 754's binary64: 53 significant bits. */
    DOUBLE(0x1p-53, Double.MIN_NORMAL, Tolerance.DEFAULT),
    /** IEEE 754's binary32, single precision: 24 significant bits. */
    FLOAT(0x1p-24, Float.MIN_NORMAL, new Tolerance(1e-6, 1e-4)),
    /** The upper half of a binary32: 8 significant bits, and its range. */
    BFLOAT16(0x1p-8, Float.MIN_NORMAL, new Tolerance(1e-2, 5e-2));

    private final double unit;
    private final double tiny;
    private final Tolerance tolerance;

    Precision(double unit, double tiny, Tolerance tolerance) {
        this.unit = unit;
        this.tiny = tiny;
        this.tolerance = tolerance;
    }

    /** The name in a config: {@code float}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The unit roundoff: how far a number may be rounded, at most, relative to itself. */
    public double unit() {
        return unit;
    }

    /** The smallest normal number: what is below may be rounded to 0. */
    public double tiny() {
        return tiny;
    }

    /** The largest number: what is above is infinite. */
    public double largest() {
        return this == DOUBLE ? Double.MAX_VALUE : Float.MAX_VALUE;
    }

    /** How many times as coarse as doubles it is. */
    public double roundings() {
        return unit / DOUBLE.unit;
    }

    /** What two loss curves may differ by where nobody says otherwise: about the unit to the power 0.56, and 0.75 near 0. */
    public Tolerance tolerance() {
        return tolerance;
    }

    /** The nearest number of this precision; of two the even one. A {@code BFLOAT16} is rounded from a float, as libraries do it. */
    public double round(double x) {
        return switch (this) {
            case DOUBLE -> x;
            case FLOAT -> (float) x;
            case BFLOAT16 -> bfloat16((float) x);
        };
    }

    private static float bfloat16(float x) {
        if (!Float.isFinite(x)) {
            return x;
        }
        int bits = Float.floatToRawIntBits(x);
        int toEven = 0x7fff + (bits >>> 16 & 1);
        return Float.intBitsToFloat(bits + toEven & 0xffff0000);
    }

    /** Rounds all of them in place. */
    public void round(double[] numbers) {
        if (this == FLOAT) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) numbers[i];
            }
        } else if (this == BFLOAT16) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = round(numbers[i]);
            }
        }
    }

    /** The same numbers, rounded. */
    public double[] rounded(double[] numbers) {
        double[] rounded = numbers.clone();
        round(rounded);
        return rounded;
    }
}
