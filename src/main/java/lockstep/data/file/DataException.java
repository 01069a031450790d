package lockstep.data.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import lockstep.work.Sentence;

/** A file of examples that cannot be read: which file, and each mistake in it, with what was found and what was expected. */
public final class DataException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Path file;
    private final transient List<Mistake> mistakes;

    /**
     * One mistake.
     *
     * @param line of the file, counted from 1, or 0 for the whole file
     */
    public record Mistake(long line, String message) {

        public Mistake {
            message = Sentence.of(message);
        }
    }

    DataException(Path file, long line, String message) {
        this(file, List.of(new Mistake(line, message)));
    }

    /** @param mistakes in the order of the file; its message is the first one's */
    DataException(Path file, List<Mistake> mistakes) {
        super(mistakes.get(0).message());
        this.file = file;
        this.mistakes = List.copyOf(mistakes);
    }

    /** What a message says was found where no file is. */
    public static String missing(Path file) {
        return Files.isSymbolicLink(file) ? "a link that leads to no file, or in a circle" : "no such file";
    }

    public Path file() {
        return file;
    }

    /** Each mistake on a line of its own, after the file and, if it has one, its line. */
    public String inLines() {
        return mistakes.stream()
                .map(each -> file + (each.line() > 0 ? ":" + each.line() : "") + ": " + each.message())
                .collect(Collectors.joining("\n"));
    }

    /** At least one. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
