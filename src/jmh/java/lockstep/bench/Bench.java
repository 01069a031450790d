package lockstep.bench;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lockstep.bench.Workload.Rule;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures every {@link Program} on every {@link Workload}, and every {@link Reference} in between, prints the times beside each other
 * and writes them to a folder: {@code bench.csv} and {@code machine.csv}; then whole commands ({@link CommandBench}). Arguments:
 * the folder, the project's own, and, to measure less, names of workloads, or COMMANDS.
 */
public final class Bench {

    /** How often the programs take turns, but for those that are DL4J: theirs are other orders of magnitude. */
    private static final int TURNS = 5;

    /** DL4J's own fit() dies now and then, of a fault of ND4J's (docs/dl4j-oddities.md). */
    private static final int TRIES_OF_FIT = 4;

    private static final int ROUNDS = 8;
    private static final TimeValue ROUND = TimeValue.milliseconds(250);

    private Bench() {}

    public static void main(String[] arguments) throws IOException, RunnerException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Path project = Path.of(arguments[1]);
        List<String> wanted = List.of(arguments).subList(2, arguments.length);
        Map<Reference, List<String>> references = new EnumMap<>(Reference.class);
        for (Reference reference : Reference.values()) {
            references.put(reference, reference.command(project));
        }
        Machine.write(folder.resolve("machine.csv"));
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(folder.resolve("bench.csv"))) {
            csv.writeRecord(
                    "network",
                    "activation",
                    "batch",
                    "optimizer",
                    "program",
                    "microseconds",
                    "times_scalar",
                    "fastest",
                    "slowest");
            for (Workload workload : Workload.values()) {
                for (Rule rule : Rule.values()) {
                    if (rule.measuredOn(workload) && (wanted.isEmpty() || wanted.contains(workload.name()))) {
                        measure(project, references, workload, rule, csv);
                    }
                }
            }
        }
        if (wanted.isEmpty() || wanted.contains("COMMANDS")) {
            CommandBench.measure(folder, project);
        }
        Page.write(folder);
    }

    private static void measure(
            Path project, Map<Reference, List<String>> references, Workload workload, Rule rule, CsvWriter csv)
            throws RunnerException, IOException {
        Map<String, List<Double>> turns = new LinkedHashMap<>();
        for (int turn = 0; turn < TURNS; turn++) {
            references.forEach((reference, command) -> reference
                    .microseconds(command, workload, rule)
                    .ifPresent(time -> add(turns, reference.name().toLowerCase(Locale.ROOT), time)));
            for (Program program : Program.values()) {
                if (program.can(workload, rule) && (turn == 0 || !program.isDl4j())) {
                    add(turns, program.name().toLowerCase(Locale.ROOT), microseconds(project, program, workload, rule));
                }
            }
        }
        turns.values().forEach(Collections::sort);
        double scalar = median(turns.getOrDefault("lockstep_scalar", List.of(Double.NaN)));
        System.out.printf(
                Locale.ROOT,
                "%n%s %s, batch of %d, %s: microseconds a step, how many times the scalar network's, fastest and slowest%n",
                workload.shape(),
                workload.activation.key(),
                workload.batch,
                rule.name().toLowerCase(Locale.ROOT));
        for (Map.Entry<String, List<Double>> entry : turns.entrySet()) {
            List<Double> times = entry.getValue();
            double time = median(times);
            double fastest = times.get(0);
            double slowest = times.get(times.size() - 1);
            System.out.printf(
                    Locale.ROOT,
                    "  %-22s %12.3f %10.2f   %.3f to %.3f%n",
                    entry.getKey(),
                    time,
                    time / scalar,
                    fastest,
                    slowest);
            csv.writeRecord(
                    workload.shape(),
                    workload.activation.key(),
                    String.valueOf(workload.batch),
                    rule.name().toLowerCase(Locale.ROOT),
                    entry.getKey(),
                    String.valueOf(time),
                    String.valueOf(time / scalar),
                    String.valueOf(fastest),
                    String.valueOf(slowest));
        }
        csv.flush();
    }

    private static void add(Map<String, List<Double>> turns, String program, double time) {
        turns.computeIfAbsent(program, name -> new ArrayList<>()).add(time);
    }

    private static double median(List<Double> ascending) {
        return ascending.get(ascending.size() / 2);
    }

    /** The median over the rounds of the processor time of an epoch, divided by the steps of an epoch. */
    private static double microseconds(Path project, Program program, Workload workload, Rule rule)
            throws RunnerException {
        // JMH talks to its forks by Java's serialization, which the launcher's flags forbid.
        List<String> flags = List.of(
                "@" + project.resolve("jvm.flags"),
                "-Djdk.serialFilter=*",
                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED");
        Options options = new OptionsBuilder()
                .include(StepBenchmark.class.getName())
                .param("program", program.name())
                .param("workload", workload.name())
                .param("rule", rule.name())
                .forks(1)
                .warmupIterations(program.isDl4j() ? 12 : 6)
                .warmupTime(ROUND)
                .measurementIterations(ROUNDS)
                .measurementTime(ROUND)
                .jvmArgs(flags.toArray(String[]::new))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        RunResult result = run(options, program == Program.DL4J_FIT_AS_IT_COMES ? TRIES_OF_FIT : 1);
        return result.getSecondaryResults().get("microseconds").getStatistics().getPercentile(50)
                / workload.batches().length;
    }

    private static RunResult run(Options options, int tries) throws RunnerException {
        try {
            return new Runner(options).runSingle();
        } catch (RunnerException e) {
            if (tries == 1) {
                throw e;
            }
            return run(options, tries - 1);
        }
    }
}
