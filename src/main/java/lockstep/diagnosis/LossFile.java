package lockstep.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.data.file.CsvTable;
import lockstep.data.file.DataException;
import lockstep.diagnosis.ObservedLosses.Per;
import lockstep.model.Run;
import lockstep.work.Sentence;

/** A column of losses in a CSV file written by somebody's program. */
public final class LossFile {

    private static final List<String> USUAL_NAMES = List.of("candidate_loss", "loss", "error", "score");

    /** Some minutes' work for a single program of the smallest network. */
    private static final int MOST_STEPS = 1_000_000_000;

    /** The smallest number in double precision has 1,074 places. */
    private static final int MOST_CHARACTERS = 2000;

    private LossFile() {}

    /** A fault of the file, in a sentence that names it. */
    public static final class WrongException extends Exception {

        private static final long serialVersionUID = 1;

        WrongException(String message) {
            super(Sentence.of(message));
        }
    }

    /**
     * Reads the losses. A column {@code step}, {@code iteration} or {@code batch} (or {@code epoch}), counted from 0 or from 1,
     * places each of them; without one the rows are {@code every} apart, beginning with the first. If there is a column {@code optimizer}, only the run's rows count.
     *
     * @param column its name; if empty, a usual one
     */
    public static ObservedLosses read(Path file, Optional<String> column, Per per, int every, Run run)
            throws WrongException {
        CsvTable table;
        try {
            table = CsvTable.read(file);
        } catch (DataException e) {
            throw new WrongException(e.inLines());
        }
        String losses = column(file, table.columns(), column);
        List<String> others =
                table.columns().stream().filter(name -> !name.equals(losses)).toList();
        LossPlaces places =
                LossPlaces.of(file, table, others, per, run.start().batches().perEpoch());
        List<String> figures = table.texts(losses);
        Optional<List<String>> labels =
                Optional.of("optimizer").filter(table.columns()::contains).map(table::texts);
        int most = MOST_STEPS / (per == Per.STEP ? 1 : run.start().batches().perEpoch());
        List<Integer> rows = IntStream.range(0, figures.size())
                .filter(row -> labels.isEmpty() || labels.get().get(row).equals(run.label()))
                .boxed()
                .toList();
        if (rows.isEmpty()) {
            throw new WrongException(file + ": found no row whose optimizer is " + run.label() + ", expected some");
        }
        List<String> texts = new ArrayList<>();
        int[] at = places.at(rows, every);
        for (int k = 0; k < at.length; k++) {
            int row = rows.get(k);
            String text = figures.get(row);
            if (!isFigure(text) && !text.matches(ObservedLosses.NOT_FINITE)) {
                throw new WrongException(at(file, figures.size(), row) + ": found "
                        + (text.isEmpty() ? "nothing" : "\"" + text + "\"") + " in column " + losses
                        + ", expected a number");
            }
            texts.add(text);
            if (at[k] > most) {
                throw new WrongException(at(file, figures.size(), row) + ": found a loss of "
                        + (per == Per.STEP ? "step " : "epoch ") + at[k] + ", expected none beyond " + most
                        + ": so far no program can be followed");
            }
            if (k > 0 && at[k] <= at[k - 1]) {
                throw new WrongException(at(file, figures.size(), row) + ": found a loss of "
                        + (per == Per.STEP ? "step " : "epoch ") + at[k] + " after one of " + at[k - 1]
                        + ", expected numbers that rise");
            }
        }
        return ObservedLosses.written(
                per,
                at,
                Counting.possible(places.isKnown() ? at[0] : 0), // the first of rows without numbers is 0
                texts);
    }

    /** Whether a text is a number as a program may have written it: an exact one has fewer digits, and fewer in its exponent. */
    private static boolean isFigure(String text) {
        return text.length() <= MOST_CHARACTERS && CsvTable.isNumber(text) && !text.matches(".*[eE][-+]?[0-9]{9,}");
    }

    /** The file, and the line of a row where its rows are its lines. */
    static String at(Path file, int rows, int row) {
        try {
            List<String> lines = Files.readAllLines(file);
            int[] full = IntStream.range(0, lines.size())
                    .filter(line -> !lines.get(line).isBlank())
                    .toArray();
            return full.length == rows + 1 ? file + ":" + (full[row + 1] + 1) : file.toString();
        } catch (IOException e) {
            return file.toString();
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

    /** The columns with a name, in lower or upper case. */
    private static Stream<String> called(String name, List<String> columns) {
        return columns.stream().filter(name::equalsIgnoreCase);
    }
}
