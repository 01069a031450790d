package lockstep.yaml;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which of the known names a misspelt or clipped one, or one from elsewhere, was meant to be. */
public final class Nearest {

    private Nearest() {}

    /**
     * The name that has the same letters, or that other programs call so; failing that, the name that is the fewest slips of the pen away, unless those are more than a third of the letters (one slip is always
     * allowed, as long as more than half of the letters stay); failing that, a name that contains this one, as "learning_rate"
     * contains "rate".
     *
     * @param elsewhere names of other programs, in small letters and digits alone, and ours for the same thing
     */
    public static Optional<String> to(String found, Collection<String> known, Map<String, String> elsewhere) {
        String bare = letters(found);
        return known.stream()
                .filter(name -> letters(name).equals(bare))
                .findFirst()
                .or(() -> Optional.ofNullable(elsewhere.get(bare)).filter(known::contains))
                .or(() -> to(found, known));
    }

    /** A name as it is compared with those of other programs: {@code ReLU} and {@code re_lu} are {@code relu}. */
    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static Optional<String> to(String found, Collection<String> known) {
        String lower = found.toLowerCase(Locale.ROOT).replace('-', '_');
        Comparator<String> fewestSlips = Comparator.comparingInt(name -> slips(lower, name.toLowerCase(Locale.ROOT)));
        Comparator<String> sameBeginning = Comparator.comparing(name -> !name.regionMatches(true, 0, lower, 0, 1));
        return known.stream()
                .filter(name -> isNear(lower, name.toLowerCase(Locale.ROOT)))
                .min(fewestSlips.thenComparing(sameBeginning))
                .or(() -> known.stream()
                        .filter(name -> lower.length() > 2
                                && name.toLowerCase(Locale.ROOT).contains(lower))
                        .findFirst());
    }

    private static boolean isNear(String found, String name) {
        int slips = slips(found, name);
        return slips <= Math.max(1, name.length() / 3) && 2 * slips < Math.max(found.length(), name.length());
    }

    /** Letters left out, put in, replaced, or swapped with their neighbour (optimal string alignment). */
    private static int slips(String a, String b) {
        if (Math.abs(a.length() - b.length()) > b.length()) {
            return Math.abs(a.length() - b.length()); // too far anyway: the table stays small
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        Arrays.setAll(last, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
