package lockstep.jobs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share of the jobs of a list: every {@code of}-th, so that fast and slow optimizers are shared evenly.
 *
 * @param number which share, from 1
 * @param of how many there are
 */
public record Slice(int number, int of) {

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})/([1-9][0-9]{0,8})");

    /** The share of a text, {@code 3/20}; empty if it is none. */
    public static Optional<Slice> read(String text) {
        Matcher found = TEXT.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        Slice slice = new Slice(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
        return Optional.of(slice).filter(read -> read.number <= read.of);
    }

    /** Whether a job is in it. */
    public boolean has(int job) {
        return job % of == number - 1;
    }

    /** How many of a list's jobs are in it. */
    public int share(int jobs) {
        return jobs / of + (number <= jobs % of ? 1 : 0);
    }

    @Override
    public String toString() {
        return number + "/" + of;
    }
}
