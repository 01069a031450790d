package lockstep.results;

import java.util.List;
import java.util.Optional;

/**
 * The first line of a journal: all that its jobs depend on besides their numbers.
 *
 * @param build which build of the program does them
 * @param jobs a digest of config, examples and weights to start from
 * @param shard which part of the jobs they are, {@code 3/20}; empty for all
 */
public record JournalTitle(String build, String jobs, String shard) {

    private static final String BEGIN = "lockstep journal ";

    /** The title of a line; empty if it is none. */
    static Optional<JournalTitle> read(String line) {
        List<String> parts =
                line.startsWith(BEGIN) ? List.of(line.substring(BEGIN.length()).split(" ", -1)) : List.of();
        return parts.size() == 2 || parts.size() == 3
                ? Optional.of(new JournalTitle(parts.get(0), parts.get(1), parts.size() == 3 ? parts.get(2) : ""))
                : Optional.empty();
    }

    String text() {
        return BEGIN + build + " " + jobs + (shard.isEmpty() ? "" : " " + shard);
    }
}
