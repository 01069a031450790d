package lockstep.fuzzed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Has Jazzer make inputs, from the ones that there are ({@link Inputs}), and guided by the code that each reaches. Every reader
 * gets a Java of its own, with the memory that a user may count on. Arguments: how many inputs each of them gets and, for some
 * alone, their names.
 *
 * <p>What Jazzer finds is in {@code target/fuzz/READER/found}, and why in {@code log.txt} beside it. What is mended belongs among
 * the inputs, under a name that says what it is.
 */
public final class Campaign {

    private static final Path FOLDER = Path.of("target/fuzz");

    private static final int MOST_MEGABYTES = 1000;
    private static final int LONGEST_INPUT = 8000;

    /** Each loop without an end is its own finding; others are found by the reader's time ({@link Reader#check}). */
    private static final int MOST_SECONDS = 60;

    /** So many findings end a campaign. */
    private static final int ENOUGH = 50;

    /** One of so many inputs is read a second time, with one of its bytes repeated so often. */
    private static final int SELDOM = 1000;

    private static final int OFTEN = 1_000_000;

    private static Reader reader = Reader.CONFIG;
    private static Path files = FOLDER;

    private Campaign() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> names = List.of(arguments).subList(1, arguments.length);
        List<Reader> readers = Stream.of(Reader.values())
                .filter(each -> names.isEmpty() || names.contains(each.key()))
                .toList();
        int found = 0;
        System.out.println("reader    inputs  seconds   MB  found");
        for (Reader each : readers) {
            found += run(each, Integer.parseInt(arguments[0]));
        }
        System.exit(found == 0 ? 0 : 1);
    }

    /** Returns how many inputs were found. */
    private static int run(Reader each, int inputs) throws IOException, InterruptedException {
        Path folder = FOLDER.resolve(each.key());
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        Path found = Files.createDirectories(folder.resolve("found"));
        Path kept = Files.createDirectories(folder.resolve("kept"));
        for (Path earlier : list(found)) {
            Files.delete(earlier);
        }
        for (Map.Entry<String, byte[]> seed :
                Inputs.of(each, Files.createTempDirectory("lockstep")).entrySet()) {
            Files.write(seeds.resolve(seed.getKey().replaceAll("[^A-Za-z0-9.-]", "_")), seed.getValue());
        }
        Path log = folder.resolve("log.txt");
        long begun = System.nanoTime();
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@jvm.flags",
                        "-Xmx" + MOST_MEGABYTES * 7 / 10 + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + Campaign.class.getName(),
                        "--target_args=" + each,
                        "--instrumentation_includes=lockstep.**:org.snakeyaml.**:de.siegmar.**:tools.jackson.core.**",
                        "--trace=cov", // what it compares too would take longer than to read an input
                        "--keep_going=" + ENOUGH,
                        "--reproducer_path=" + found,
                        "-artifact_prefix=" + found + "/",
                        "-runs=" + inputs,
                        "-max_len=" + LONGEST_INPUT,
                        "-timeout=" + MOST_SECONDS,
                        "-report_slow_units=" + MOST_SECONDS, // by the clock, of a machine that may do other things too
                        "-rss_limit_mb=" + MOST_MEGABYTES,
                        "-print_final_stats=1",
                        kept.toString(),
                        seeds.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;
        List<String> said = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        int count = (int) list(found).stream()
                .filter(file -> !file.toString().endsWith(".java")) // a program that reads the input beside it
                .count();
        System.out.printf(
                Locale.ROOT,
                "%-8s %7s %8d %4s %6d%n",
                each.key(),
                stat(said, "number_of_executed_units"),
                seconds,
                stat(said, "peak_rss_mb"),
                count);
        return count > 0 || status == 0 ? count : 1;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String stat(List<String> log, String name) {
        return log.stream()
                .filter(line -> line.startsWith("stat::" + name))
                .map(line -> line.replaceFirst(".* ", ""))
                .collect(Collectors.joining());
    }

    /** Called by Jazzer; the first input takes seconds, in which Java and Jazzer load the reader's classes. */
    public static void fuzzerInitialize(String[] arguments) throws Exception {
        reader = Reader.valueOf(arguments[0]);
        files = Files.createTempDirectory("lockstep");
        for (byte[] input : Inputs.of(reader, files).values()) {
            try {
                reader.check(files, input);
            } catch (AssertionError e) {
                // It is judged when Jazzer gives it.
            }
        }
    }

    /** Called by Jazzer, with each of its inputs. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        reader.check(files, input);
        int draw = Math.floorMod(Arrays.hashCode(input), SELDOM * Math.max(1, input.length));
        if (input.length > 0 && draw < input.length) {
            reader.check(files, repeated(input, draw));
        }
    }

    /** An input with one of its bytes repeated. */
    static byte[] repeated(byte[] input, int at) {
        byte[] all = new byte[input.length + OFTEN];
        System.arraycopy(input, 0, all, 0, at);
        Arrays.fill(all, at, at + OFTEN, input[at]);
        System.arraycopy(input, at, all, at + OFTEN, input.length - at);
        return all;
    }
}
