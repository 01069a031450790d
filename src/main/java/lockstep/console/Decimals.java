package lockstep.console;

import java.util.Locale;

/** Numbers as worked examples have them. */
final class Decimals {

    private Decimals() {}

    /** As a person would write it in a config; with six digits if there are more. */
    static String shortest(double number) {
        String text = Double.toString(number).replaceFirst("\\.0$", "");
        return text.length() <= 9 ? text : figure(number, 6);
    }

    /** Nine digits after the point, as worked examples have them. */
    static String figure(double number) {
        return figure(number, 9);
    }

    /** So many digits after the point; of small and of large numbers, the first few. */
    static String figure(double number, int digits) {
        double size = Math.abs(number);
        boolean plain = number == 0.0 || (size >= 1e-4 && size < 1e4);
        return String.format(Locale.ROOT, "%." + (plain ? digits + "f" : (digits - 3) + "e"), number + 0.0);
    }
}
