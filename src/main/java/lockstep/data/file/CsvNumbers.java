package lockstep.data.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lockstep.model.Examples;
import lockstep.work.Progress;
import lockstep.work.Workers;
import org.jspecify.annotations.Nullable;

/** Cells of a CSV file that become the numbers of examples as they come. */
final class CsvNumbers {

    /** More outputs than any data set of images has; more "classes" than these name the rows. */
    private static final int MOST_CLASSES = 1000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final char NO_UTF_8 = '\uFFFD';

    private static final int UNUSED = -1;
    private static final int CLASS = -2;

    private final CsvHead head;
    private final Selection selection;
    private final int header; // rows
    private final int inputs;
    private final int targets;
    private final int classes; // the column, or -1
    private final int[] slots; // by column: its place among the inputs, then the targets
    private final Map<String, Integer> codes = new ConcurrentHashMap<>(); // by class
    private final AtomicInteger nextCode = new AtomicInteger();
    private @Nullable BitSet drawn;
    private double[] inputValues = {};
    private double[] targetValues = {};
    private int[] codeValues = {};

    CsvNumbers(CsvHead head, CsvExamples.Roles roles, Selection selection) {
        this.head = head;
        this.selection = selection;
        this.header = head.named() ? 1 : 0;
        this.inputs = roles.inputs().size();
        this.targets = roles.targets().size();
        this.classes = roles.classes().orElse(-1);
        this.slots = new int[head.columns().size()];
        Arrays.fill(slots, UNUSED);
        int slot = 0;
        for (List<Integer> columns : List.of(roles.inputs(), roles.targets())) {
            for (int column : columns) {
                slots[column] = slot++;
            }
        }
        if (classes >= 0) {
            slots[classes] = CLASS;
        }
    }

    /** The examples. */
    Examples read(Progress progress) throws DataException {
        CsvLines lines = CsvLines.of(head.file());
        int end = Math.min(selection.end(), lines.count() - header);
        int rows = end;
        if (selection.sample().isPresent()) {
            drawn = selection.of(CsvScan.count(head, end));
            rows = drawn.cardinality();
        }
        inputValues = head.file().room(rows, inputs);
        targetValues = head.file().room(rows, targets);
        codeValues = new int[classes >= 0 ? rows : 0];
        boolean parted = selection.equals(Selection.ALL) && lines.parts().size() > 1;
        int taken = parted ? inParts(lines.parts(), progress) : -1;
        if (taken < 0) {
            taken = inOrder(end, parted ? Progress.NONE : progress);
        }
        inputValues = cut(inputValues, taken * inputs);
        if (classes < 0) {
            return new Examples(taken, inputs, targets, inputValues, cut(targetValues, taken * targets));
        }
        if (codes.size() < 2) {
            throw wrong("found only the class \"" + codes.keySet().iterator().next() + "\" in column "
                    + head.columns().get(classes) + ", expected at least two classes");
        }
        return new Examples(taken, inputs, codes.size(), inputValues, oneHot(taken));
    }

    /**
     * Reads the file's parts at the same time. A part that begins where the one before it ended without a mistake, with a row for
     * each of its lines, has the rows that a reading from the first to the last would have found there.
     *
     * @return how many rows were taken, -1 if it is not so: the file has to be read again
     */
    private int inParts(List<CsvLines.Part> parts, Progress progress) {
        int last = parts.size() - 1; // where empty lines at the end of the file do no harm
        int[] ends = new int[parts.size()];
        new Workers(Runtime.getRuntime().availableProcessors())
                .run(ends.length, n -> end(parts.get(n), n < last), (n, end) -> {
                    ends[n] = end;
                    if (parts.get(n).megabytes() > 0) {
                        progress.advance(parts.get(n).megabytes());
                    }
                });
        boolean whole =
                IntStream.range(0, last).allMatch(n -> ends[n] == parts.get(n).end() - header);
        return whole && codes.size() <= MOST_CLASSES ? ends[last] : -1;
    }

    /** The row after the last of a part, one further if it has too many, -1 if it has mistakes. */
    private int end(CsvLines.Part part, boolean more) {
        try {
            String lines = new String(head.file().bytes(part.from(), part.to()), StandardCharsets.UTF_8);
            int mark = part.from() == 0 && lines.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
            return lines.indexOf(NO_UTF_8) >= 0
                    ? -1
                    : new Rows(part.begin() - header).read(lines.substring(mark), part.end() - header + (more ? 1 : 0));
        } catch (IOException | OutOfMemoryError e) { // the reading in order says what is wrong, or needs less
            return -1;
        }
    }

    /** How many rows were taken, read from the first to the last. */
    private int inOrder(int end, Progress progress) throws DataException {
        codes.clear();
        nextCode.set(0);
        Rows rows = new Rows(-header);
        int read = rows.read(end, progress);
        if (codes.size() > MOST_CLASSES) {
            throw wrong("found more than " + MOST_CLASSES + " classes in the first " + read + " rows of column "
                    + head.columns().get(classes)
                    + ", expected fewer, because each takes an output: a column that names or numbers the rows is no"
                    + " class, and one of numbers to learn belongs under targets");
        }
        return rows.taken;
    }

    /** A row per example, a column per class in ascending order. */
    private double[] oneHot(int taken) throws DataException {
        List<String> sorted = codes.keySet().stream().sorted().toList();
        int[] outputs = new int[sorted.size()]; // by code
        codes.forEach((name, code) -> outputs[code] = Collections.binarySearch(sorted, name));
        double[] values = head.file().room(taken, outputs.length);
        for (int row = 0; row < taken; row++) {
            values[row * outputs.length + outputs[codeValues[row]]] = 1.0;
        }
        return values;
    }

    private static double[] cut(double[] values, int length) {
        return values.length == length ? values : Arrays.copyOf(values, length);
    }

    private DataException wrong(String message) {
        return new DataException(head.file().path(), 0, message);
    }

    /** Rows of the file, and of its header. */
    private final class Rows extends CsvScan {

        private int taken; // by those before, too
        private int inputsAt;

        Rows(int first) {
            super(head, first);
            this.taken = Math.max(0, first);
        }

        @Override
        boolean takes(int row) {
            inputsAt = taken * inputs;
            return drawn == null || drawn.get(row);
        }

        @Override
        void cell(int at, char[] text, int from, int length) {
            int slot = slots[at];
            if (slot == CLASS) {
                code(at, text, from, length);
            } else if (slot != UNUSED) {
                double number = Decimal.of(text, from, length);
                if (slot < inputs) {
                    inputValues[inputsAt + slot] = number;
                } else {
                    targetValues[taken * targets + slot - inputs] = number;
                }
                if (!Double.isFinite(number)) {
                    wrong(at, text, from, length, "a finite number");
                }
            }
        }

        private void code(int at, char[] text, int from, int length) {
            String name = new String(text, from, length).strip();
            if (name.isEmpty()) {
                wrong(at, text, from, length, "the name of a class");
                return;
            }
            codeValues[taken] = codes.computeIfAbsent(name, next -> nextCode.getAndIncrement());
            if (codes.size() > MOST_CLASSES) {
                stop();
            }
        }

        @Override
        void endOfRow() {
            taken++;
        }
    }
}
