package lockstep.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lockstep.model.Examples;
import lockstep.work.Progress;
import org.jspecify.annotations.Nullable;

/** Cells of a CSV file that become the numbers of examples as they come. */
final class CsvNumbers extends CsvScan {

    /** More outputs than any data set of images has; more "classes" than these name the rows. */
    private static final int MOST_CLASSES = 1000;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    private static final int UNUSED = -1;
    private static final int CLASS = -2;

    private final CsvHead head;
    private final Selection selection;
    private final int inputs;
    private final int targets;
    private final int classes; // the column, or -1
    private final int[] slots; // by column: its place among the inputs, then the targets
    private final Map<String, Integer> codes = new HashMap<>(); // by class, in the order of appearance
    private @Nullable BitSet drawn;
    private double[] inputValues = {};
    private double[] targetValues = {};
    private int[] codeValues = {};
    private int taken;
    private int inputsAt;

    CsvNumbers(CsvHead head, CsvExamples.Roles roles, Selection selection) {
        super(head);
        this.head = head;
        this.selection = selection;
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
        int end = Math.min(selection.end(), lines() - (head.named() ? 1 : 0));
        int rows = end;
        if (selection.sample().isPresent()) {
            drawn = selection.of(count(head, end));
            rows = drawn.cardinality();
        }
        inputValues = head.file().room(rows, inputs);
        targetValues = head.file().room(rows, targets);
        codeValues = new int[classes >= 0 ? rows : 0];
        int read = read(end, progress);
        inputValues = cut(inputValues, taken * inputs);
        if (classes < 0) {
            return new Examples(taken, inputs, targets, inputValues, cut(targetValues, taken * targets));
        }
        String column = head.columns().get(classes);
        if (codes.size() > MOST_CLASSES) {
            throw wrong(
                    "found more than " + MOST_CLASSES + " classes in the first " + read + " rows of column " + column
                            + ", expected fewer, because each takes an output: a column that names or numbers the rows is no"
                            + " class, and one of numbers to learn belongs under targets");
        }
        if (codes.size() < 2) {
            throw wrong("found only the class \"" + codes.keySet().iterator().next() + "\" in column " + column
                    + ", expected at least two classes");
        }
        return new Examples(taken, inputs, codes.size(), inputValues, oneHot());
    }

    /** A row per example, a column per class in ascending order. */
    private double[] oneHot() throws DataException {
        List<String> sorted = codes.keySet().stream().sorted().toList();
        int[] outputs = new int[sorted.size()]; // by code
        codes.forEach((name, code) -> outputs[code] = Collections.binarySearch(sorted, name));
        double[] values = head.file().room(taken, outputs.length);
        for (int row = 0; row < taken; row++) {
            values[row * outputs.length + outputs[codeValues[row]]] = 1.0;
        }
        return values;
    }

    /** How many lines there are; a row is at least one. */
    private int lines() throws DataException {
        int lines = lines('\n');
        return lines > 1 ? lines : lines('\r'); // a Macintosh of the last century ended its lines so
    }

    private int lines(char end) throws DataException {
        return head.file().read(stream -> {
            byte[] buffer = new byte[1 << 16];
            int lines = 0;
            boolean ended = true;
            for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                lines += count(buffer, length, end);
                ended = length == 0 ? ended : buffer[length - 1] == end;
            }
            return lines + (ended ? 0 : 1);
        });
    }

    /**
     * How often a character is among some bytes. Eight of them at a time: the highest bit of each byte of {@code rest} is 0 where
     * the byte is that character (Warren, "Hacker's Delight", section 6-1).
     */
    private static int count(byte[] bytes, int length, char sought) {
        long eight = sought * 0x0101010101010101L;
        int count = 0;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            long other = (long) LONGS.get(bytes, i) ^ eight;
            long rest = ((other & LOW_BITS) + LOW_BITS) | other;
            count += Long.bitCount(~(rest | LOW_BITS));
        }
        for (; i < length; i++) {
            count += bytes[i] == sought ? 1 : 0;
        }
        return count;
    }

    private static double[] cut(double[] values, int length) {
        return values.length == length ? values : Arrays.copyOf(values, length);
    }

    private DataException wrong(String message) {
        return new DataException(head.file().path(), 0, message);
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
        codeValues[taken] = codes.computeIfAbsent(name, next -> codes.size());
        if (codes.size() > MOST_CLASSES) {
            stop();
        }
    }

    @Override
    void endOfRow() {
        taken++;
    }
}
