package lockstep.words;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers as a person reads them at a glance; the CSV files have all their digits. */
public final class Figures {

    /** A digit, the nought after it if there is nothing else, and a power of ten. */
    private static final Pattern EXPONENT = Pattern.compile("(\\d)(?:\\.0)?[eE]\\+?(-?)0*(\\d+)");

    private Figures() {}

    /**
     * A share of the tolerance. It is rounded away from the limit, so that what is beyond it never reads {@code 100 %}, nor what
     * is within it.
     */
    public static String share(double share) {
        if (!Double.isFinite(share)) {
            return "infinite";
        }
        double percent = 100.0 * share;
        if (share >= 10.0) {
            return share < 1e4 ? format("%.0f x", share) : format("%.1e x", share);
        }
        if (share > 1.0) {
            return rounded(percent, RoundingMode.UP) + " %";
        }
        if (share == 0.0) {
            return "0 %";
        }
        return percent < 0.01 ? "< 0.01 %" : rounded(percent, RoundingMode.DOWN) + " %";
    }

    /** A success rate; all and none are said only of all and none. */
    public static String rate(int converged, int seeds) {
        if (converged == 0 || converged == seeds) {
            return converged == 0 ? "0 %" : "100 %";
        }
        double percent = 100.0 * converged / seeds;
        return format("%.1f %%", Math.min(99.9, Math.max(0.1, percent)));
    }

    /** An end of the interval of a success rate. */
    public static String percent(double rate) {
        return format("%.1f", 100.0 * rate);
    }

    /** Epochs to the target; what is beyond the budget of a run is not known better. */
    public static String epochs(double epochs, int budget) {
        return Double.isInfinite(epochs) ? ">" + count(budget) : count(epochs);
    }

    /** An expected running time. */
    public static String ert(double epochs) {
        return Double.isInfinite(epochs) ? "never" : count(epochs);
    }

    /** A whole number in a sentence: {@code 2,000}. */
    public static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Names in a sentence: {@code a}, {@code a and b}, {@code a, b and c}. */
    public static String listed(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** What a number of things is called: {@code step}, or {@code steps} if it is not one. */
    public static String plural(double number, String thing) {
        return number == 1.0 ? thing : thing + "s";
    }

    /** A share of the tolerance in a sentence: {@code less than 0.01 %}, {@code none}. */
    public static String shareInWords(double share) {
        if (share == 0.0) {
            return "none";
        }
        String figure = share(share);
        return figure.startsWith("< ") ? "less than " + figure.substring(2) : "at most " + figure;
    }

    /** A mean or a standard deviation of epochs. */
    public static String mean(double epochs) {
        return count(epochs);
    }

    /** A text whose numbers are as people write them: {@code 1e-8} for {@code 1.0E-8}, {@code 1.9e8} for {@code 1.9e+08}. */
    public static String asWritten(String text) {
        return EXPONENT.matcher(text).replaceAll("$1e$2$3");
    }

    /** With three digits: {@code 0.0316}, {@code 1.23e-5}. */
    public static String significant(double number) {
        if (!Double.isFinite(number)) {
            return "–";
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(3)).stripTrailingZeros();
        boolean plain = number == 0.0 || (Math.abs(number) >= 1e-4 && Math.abs(number) < 1e5);
        return plain
                ? rounded.toPlainString()
                : format("%.2e", number).replace("e-0", "e-").replace("e+0", "e");
    }

    /** With as many digits after the point as another number was printed with. */
    public static String asPrinted(String printed, double number) {
        return Double.isFinite(number)
                ? new BigDecimal(number)
                        .setScale(new BigDecimal(printed).scale(), RoundingMode.HALF_EVEN)
                        .toPlainString()
                : Double.toString(number);
    }

    private static String count(double number) {
        if (number >= 1e9) {
            return format("%.1e", number);
        }
        if (number >= 1e6) {
            return format("%.1fM", number / 1e6).replace(".0M", "M");
        }
        if (number >= 1e5) {
            return format("%.0fk", number / 1e3);
        }
        boolean whole = number == Math.rint(number) || number >= 1e4;
        return format(whole ? "%.0f" : "%.1f", number);
    }

    /** With two digits after the point below 1, one below 10. */
    private static String rounded(double number, RoundingMode mode) {
        int digits = number < 1.0 ? 2 : number < 10.0 ? 1 : 0;
        return new BigDecimal(number).setScale(digits, mode).toPlainString();
    }

    private static String format(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }
}
