package lockstep.diagnosis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.data.CsvTable;
import lockstep.data.DataException;
import lockstep.diagnosis.ObservedLosses.Per;
import lockstep.model.Run;

/** A column of losses in a CSV file written by somebody's program. */
public final class LossFile {

    private static final List<String> USUAL_NAMES = List.of("candidate_loss", "loss", "error");

    /** Some minutes' work for a single program of the smallest network. */
    private static final int MOST_STEPS = 1_000_000_000;

    private LossFile() {}

    /** A fault of the file, in a sentence that names it. */
    public static final class WrongException extends Exception {

        private static final long serialVersionUID = 1;

        WrongException(String message) {
            super(message);
        }
    }

    /**
     * Reads the losses. A column {@code step} (or {@code epoch}), counted from 0 or from 1, places each of them; without one the
     * rows are {@code every} apart, beginning with the first. If there is a column {@code optimizer}, only the run's rows count.
     *
     * @param column its name; if empty, a usual one
     */
    public static ObservedLosses read(Path file, Optional<String> column, Per per, int every, Run run)
            throws WrongException {
        CsvTable table;
        try {
            table = CsvTable.read(file);
        } catch (DataException e) {
            throw new WrongException(e.file() + (e.line() > 0 ? ":" + e.line() : "") + ": " + e.getMessage());
        }
        String losses = column(file, table.columns(), column);
        Optional<String> places = places(file, table.columns(), losses, per);
        List<String> figures = table.texts(losses);
        List<String> numbers = places.map(table::texts).orElse(List.of());
        Optional<List<String>> labels =
                Optional.of("optimizer").filter(table.columns()::contains).map(table::texts);
        int most = MOST_STEPS / (per == Per.STEP ? 1 : run.start().batches().perEpoch());
        List<String> texts = new ArrayList<>();
        List<Integer> at = new ArrayList<>();
        for (int row = 0; row < figures.size(); row++) {
            if (labels.isPresent() && !labels.get().get(row).equals(run.label())) {
                continue;
            }
            texts.add(figures.get(row));
            long place = places.isPresent() ? place(file, places.get(), numbers.get(row)) : (long) at.size() * every;
            if (place > most) {
                throw new WrongException(file + ": found a loss of " + (per == Per.STEP ? "step " : "epoch ") + place
                        + ", expected none beyond " + most + ": so far no program can be followed");
            }
            at.add((int) place);
        }
        if (texts.isEmpty()) {
            throw new WrongException(file + ": found no row whose optimizer is " + run.label() + ", expected some");
        }
        try {
            return ObservedLosses.written(
                    per,
                    at.stream().mapToInt(Integer::intValue).toArray(),
                    Counting.possible(at.get(0)), // the first of rows without numbers is 0
                    texts);
        } catch (NumberFormatException e) {
            throw new WrongException(file + ": found something else than numbers in column " + losses);
        } catch (IllegalArgumentException e) {
            throw new WrongException(file + ": " + e.getMessage());
        }
    }

    private static String column(Path file, List<String> columns, Optional<String> asked) throws WrongException {
        String name = named(file, columns, asked);
        if (CsvTable.isNumber(name)) {
            throw new WrongException(
                    file + ":1: found the number " + name + " where the name of a column belongs, expected"
                            + " a row of names above the figures: put a first line there, such as \"loss\"");
        }
        return name;
    }

    private static String named(Path file, List<String> columns, Optional<String> asked) throws WrongException {
        String known = String.join(", ", columns);
        if (asked.isPresent()) {
            if (!columns.contains(asked.get())) {
                throw new WrongException(file + ": found no column \"" + asked.get() + "\", expected one of " + known);
            }
            return asked.get();
        }
        if (columns.size() == 1) {
            return columns.get(0);
        }
        Optional<String> usual =
                USUAL_NAMES.stream().flatMap(name -> called(name, columns)).findFirst();
        if (usual.isEmpty() && columns.stream().allMatch(CsvTable::isNumber)) {
            return columns.get(0);
        }
        return usual.orElseThrow(() -> new WrongException(file + ": found the columns " + known
                + ", expected to be told which has the losses; for example --column " + columns.get(0)));
    }

    /** The column with the step or epoch of each loss, if there is one. */
    private static Optional<String> places(Path file, List<String> columns, String losses, Per per)
            throws WrongException {
        List<String> others =
                columns.stream().filter(name -> !name.equals(losses)).toList();
        Optional<String> places =
                called(per == Per.STEP ? "step" : "epoch", others).findFirst();
        Optional<String> ofOther =
                called(per == Per.STEP ? "epoch" : "step", others).findFirst();
        if (places.isEmpty() && ofOther.isPresent()) {
            throw new WrongException(file + ":1: found the column " + ofOther.get()
                    + (per == Per.STEP
                            ? ", but not --per epoch; add it if each loss is an epoch's, or else"
                            : " beside --per epoch; leave that out if each loss is a step's, or else")
                    + " take the column away");
        }
        return places;
    }

    /** The columns with a name, in lower or upper case. */
    private static Stream<String> called(String name, List<String> columns) {
        return columns.stream().filter(name::equalsIgnoreCase);
    }

    private static int place(Path file, String name, String text) throws WrongException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new WrongException(file + ": found \"" + text + "\" in column " + name + ", expected a whole number");
        }
    }
}
