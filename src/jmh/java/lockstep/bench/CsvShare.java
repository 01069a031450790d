package lockstep.bench;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import lockstep.data.file.CsvExamples;
import lockstep.data.file.DataException;
import lockstep.data.file.Selection;
import lockstep.model.Examples;
import lockstep.work.Progress;

/**
 * Prints what reading a CSV file takes on the wall, as a multiple of {@code wc -l} and FastCSV reading it to nothing: the first
 * reading in a JVM with Lockstep's flags and a heap of 1 GB, and the median of the next four; and the most memory by the end of
 * the first, as a multiple of what the numbers need. The two take turns, each in a JVM of its own, and the median of five turns
 * counts.
 */
final class CsvShare {

    private static final int READINGS = 5;

    private CsvShare() {}

    public static void main(String[] arguments) throws IOException, DataException {
        if (arguments.length > 0) {
            Path file = Path.of(arguments[1]);
            System.out.println(arguments[0].equals("fastcsv") ? fastCsv(file) : lockstep(file));
            return;
        }
        Path folder = Files.createTempDirectory("lockstep-csv");
        print("60000 x 785, pixels", write(folder.resolve("pixels.csv"), 60_000, 785, CsvShare::pixel));
        print(
                "1000000 x 20, half of 17 digits",
                write(folder.resolve("decimals.csv"), 1_000_000, 20, CsvShare::decimal));
        Files.delete(folder);
    }

    private static void print(String what, Path file) throws IOException {
        double[][] ratios = new double[3][5]; // cold, warm, memory
        for (int turn = 0; turn < ratios[0].length; turn++) {
            long begun = System.nanoTime();
            Objects.requireNonNull(Reference.output(List.of("wc", "-l", file.toString())), "wc");
            double lines = (System.nanoTime() - begun) / 1e9;
            double[] least = child("fastcsv", file);
            double[] ours = child("lockstep", file);
            ratios[0][turn] = ours[0] / (least[0] + lines);
            ratios[1][turn] = ours[1] / (least[1] + lines);
            ratios[2][turn] = ours[2];
        }
        Files.delete(file);
        List<String> names = List.of("first reading", "later ones", "memory / the numbers'");
        for (int i = 0; i < ratios.length; i++) {
            Arrays.sort(ratios[i]);
            System.out.printf(Locale.ROOT, "%s, %s: %.2f%n", what, names.get(i), ratios[i][ratios[i].length / 2]);
        }
    }

    /** What a JVM printed that reads the file several times. */
    private static double[] child(String reader, Path file) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(CsvShare.class.getName(), reader, file.toString()));
        String printed = Objects.requireNonNull(Reference.output(command), reader);
        return Arrays.stream(printed.strip().split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Seconds of the first reading, of a later one, and how many times the numbers' memory the process had at most. */
    private static String lockstep(Path file) throws IOException, DataException {
        double[] seconds = new double[READINGS];
        double memory = 0.0;
        for (int i = 0; i < seconds.length; i++) {
            long begun = System.nanoTime();
            CsvExamples csv = CsvExamples.of(file, true);
            List<Integer> inputs =
                    IntStream.range(1, csv.columns().size()).boxed().toList();
            Examples examples = csv.read(
                    new CsvExamples.Roles(inputs, List.of(0), OptionalInt.empty()),
                    Selection.ALL,
                    Progress.Display.NONE);
            seconds[i] = (System.nanoTime() - begun) / 1e9;
            if (i == 0) {
                double numbers = (examples.inputValues().length + examples.targetValues().length) * 8.0 / (1 << 20);
                memory = Machine.peakMegabytes(ProcessHandle.current().pid()) / numbers;
            }
        }
        return firstAndLater(seconds) + " " + memory;
    }

    private static String fastCsv(Path file) throws IOException {
        double[] seconds = new double[READINGS];
        for (int i = 0; i < seconds.length; i++) {
            long begun = System.nanoTime();
            try (CsvReader<Boolean> reader = CsvReader.builder().build(new Nothing(), file)) {
                reader.forEach(row -> {});
            }
            seconds[i] = (System.nanoTime() - begun) / 1e9;
        }
        return firstAndLater(seconds);
    }

    private static String firstAndLater(double[] seconds) {
        double[] later = Arrays.copyOfRange(seconds, 1, seconds.length);
        Arrays.sort(later);
        return seconds[0] + " " + later[later.length / 2];
    }

    private interface Cell {
        Number of(Random random, int column);
    }

    /** A fifth of them are not white, as MNIST's. */
    private static Number pixel(Random random, int column) {
        return random.nextInt(5) > 0 ? 0 : random.nextInt(256);
    }

    private static Number decimal(Random random, int column) {
        return column % 2 == 0 ? random.nextInt(100) : (Number) random.nextDouble();
    }

    private static Path write(Path file, int rows, int columns, Cell cell) throws IOException {
        Random random = new Random(1);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int row = 0; row <= rows; row++) {
                for (int column = 0; column < columns; column++) {
                    writer.write(column == 0 ? "" : ",");
                    writer.write(row == 0 ? "c" + column : "" + cell.of(random, column));
                }
                writer.write('\n');
            }
        }
        return file;
    }

    /** Forgets every cell. */
    private static final class Nothing extends CsvCallbackHandler<Boolean> {

        private int fields;

        @Override
        protected RecordType getRecordType() {
            return RecordType.DATA;
        }

        @Override
        protected int getFieldCount() {
            return fields;
        }

        @Override
        protected void beginRecord(long line) {
            fields = 0;
        }

        @Override
        protected void addField(char[] text, int from, int length, boolean quoted) {
            fields++;
        }

        @Override
        protected void setComment(char[] text, int from, int length) {}

        @Override
        protected void setEmpty() {}

        @Override
        protected Boolean buildRecord() {
            return true;
        }
    }
}
