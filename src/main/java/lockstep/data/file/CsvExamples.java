package lockstep.data.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import lockstep.model.Examples;
import lockstep.work.Progress;

/** The columns of a CSV file, and the examples in some of them. */
public final class CsvExamples {

    private final CsvHead head;

    private CsvExamples(CsvHead head) {
        this.head = head;
    }

    /**
     * Which columns are what, by their places in {@link #columns}.
     *
     * @param inputs those of the inputs, which hold numbers
     * @param targets those of the targets, which hold numbers; none if there is a class column
     * @param classes a column of text: each class becomes an output that is 1 for its examples and 0 for the others; the classes
     *     are sorted as text (by UTF-16 code unit, as {@link String#compareTo} does), not by first appearance
     */
    public record Roles(List<Integer> inputs, List<Integer> targets, OptionalInt classes) {}

    /**
     * The file, of which the first rows are read.
     *
     * @param named whether its first row names the columns; if not, they are called by their numbers, from 1
     * @throws DataException if there is no such file, or it does not begin like CSV
     */
    public static CsvExamples of(Path file, boolean named) throws DataException {
        return new CsvExamples(CsvHead.of(DataFile.of(file, "a CSV file"), named));
    }

    /**
     * The same, its first row taken for names unless it looks like an example.
     *
     * @throws DataException if there is no such file, or it does not begin like CSV
     */
    public static CsvExamples withItsHeader(Path file) throws DataException {
        CsvExamples named = of(file, true);
        return named.head.likeExample() ? of(file, false) : named;
    }

    /** Whether its first row names the columns. */
    public boolean isNamed() {
        return head.named();
    }

    /** The examples of a file of ours, beside a class. */
    public static Examples ofOwn(Class<?> owner, String name, boolean named, Roles roles, Selection selection) {
        try {
            DataFile file = DataFile.ofResource(owner, name);
            return new CsvExamples(CsvHead.of(file, named)).read(roles, selection, Progress.Display.NONE);
        } catch (DataException e) {
            throw new IllegalStateException("our own " + name + " is damaged", e);
        }
    }

    /**
     * The numbers of a file without a header, row by row.
     *
     * @throws DataException if there is no such file, or it has something else in it
     */
    public static double[][] rows(Path file) throws DataException {
        CsvExamples csv = of(file, false);
        int width = csv.columns().size();
        Roles all = new Roles(IntStream.range(0, width).boxed().toList(), List.of(), OptionalInt.empty());
        Examples read = csv.read(all, Selection.ALL, Progress.Display.NONE);
        double[][] rows = new double[read.size()][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(read.inputValues(), row * width, (row + 1) * width));
        return rows;
    }

    /** The names of the columns, in the order of the file. */
    public List<String> columns() {
        return head.columns();
    }

    /**
     * Says that the first row is not one of names, if it looks like an example.
     *
     * @throws DataException if so
     */
    public void checkHeader() throws DataException {
        if (head.named() && head.likeExample()) {
            List<String> some =
                    head.columns().subList(0, Math.min(3, head.columns().size()));
            throw new DataException(
                    head.file().path(),
                    1,
                    "found " + String.join(", ", some) + (head.columns().size() > 3 ? ", ..." : "")
                            + " where the names of the columns belong: the file seems to have no header; then add"
                            + " `header: false` to the data, and call the columns by their numbers, 1 to "
                            + head.columns().size() + "; if these are names, add `header: true`");
        }
    }

    /**
     * Reads the examples, as a stream and in hardly more memory than they take.
     *
     * @throws DataException with the first mistakes in these columns, if there are any
     * @throws IllegalArgumentException if the selection is of more than there are
     */
    public Examples read(Roles roles, Selection selection, Progress.Display display) throws DataException {
        head.check();
        String what = "reading " + head.file().path().getFileName() + ", MB";
        try (Progress.Shown progress = display.show(what, head.file().megabytes())) {
            return new CsvNumbers(head, roles, selection).read(progress);
        }
    }
}
