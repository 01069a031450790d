package lockstep.bench;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures whole commands, each started by the launcher, and writes {@code command.csv}. Two threads cannot be faster than one
 * where something else keeps the second core busy: the machine should be idle.
 */
final class CommandBench {

    /** 2-2-1 on XOR with a target that no start reaches: every job has all its epochs to run. */
    private static final String RACE = """
            name: bench
            data: {source: xor}
            network:
              layers:
                - {units: 2, activation: tanh, init: {uniform: [-0.2, 0.2]}}
                - {units: 1, activation: tanh, bias: false, init: {uniform: [-2.0, 2.0]}}
            loss: half_squared_error
            batch_size: full
            seed: 777
            optimizers:
              sgd: {sgd: {learning_rate: 0.01}}
            verify: {steps: 2}
            race: {seeds: %d, epochs: %d, target: {loss: 1.0e-12}}
            """;

    private final Path project;
    private final Path scratch;
    private final CsvWriter csv;

    private CommandBench(Path project, Path scratch, CsvWriter csv) {
        this.project = project;
        this.scratch = scratch;
        this.csv = csv;
    }

    static void measure(Path folder, Path project) throws IOException {
        Path scratch = Files.createTempDirectory("lockstep-bench");
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(folder.resolve("command.csv"))) {
            csv.writeRecord("command", "quantity", "unit", "value");
            new CommandBench(project, scratch, csv).measure();
        }
    }

    private void measure() throws IOException {
        timed("--version"); // whatever the launcher does once
        write("--help", "wall", "s", median(5, "--help").seconds());
        Timed verify = median(3, "verify", project.resolve("configs/xor.yaml").toString(), "--quiet", "--out", out());
        write("verify configs/xor.yaml", "wall", "s", verify.seconds());
        write("verify configs/xor.yaml", "processor", "s", verify.processorSeconds());
        shares("verify, warm", "lockstep.bench.VerifyShare");
        shares("listener, warm", "lockstep.bench.ListenerShare");
        shares("reading a CSV file", "lockstep.bench.CsvShare");
        for (int jobs : new int[] {100, 1_000, 10_000}) {
            race(jobs, 20_000_000 / jobs, 1);
        }
        // Long enough for the compiler's work, some seconds on the core that one thread leaves free, not to count.
        double[] ratios = new double[3];
        for (int turn = 0; turn < ratios.length; turn++) {
            double one = race(10_000, 20_000, 1);
            ratios[turn] = race(10_000, 20_000, 2) / one;
        }
        Arrays.sort(ratios);
        write("race of 10000 jobs", "two threads / one, median of three", "ratio", ratios[1]);
        race(100, 100, 2);
        race(100_000, 100, 2);
        String growth = Reference.output(java("lockstep.bench.MillionSteps"));
        if (growth != null) {
            write("1000000 steps of DL4J", "growth of resident memory", "MB", Double.parseDouble(growth.strip()));
        }
    }

    /** What a program prints: a line for each quantity, with its ratio after the last colon. */
    private void shares(String command, String program) throws IOException {
        String shares = Reference.output(new ArrayList<>(java(program)));
        if (shares != null) {
            for (String line : shares.strip().split("\n")) {
                int colon = line.lastIndexOf(':');
                write(command, line.substring(0, colon), "ratio", Double.parseDouble(line.substring(colon + 1)));
            }
        }
    }

    /** Jobs per second while they are raced: without the start of the program, and without the statistics. */
    private double race(int jobs, int epochs, int threads) throws IOException {
        Path config = scratch.resolve("race-" + jobs + ".yaml");
        Files.writeString(config, RACE.formatted(jobs, epochs));
        String out = out();
        Timed timed =
                timed("race", config.toString(), "--unverified", "--quiet", "--out", out, "--threads", "" + threads);
        double racing = racing(Path.of(out, "bench", "timing.csv"));
        String command = "race of " + jobs + " jobs of " + epochs + " epochs, threads: " + threads;
        write(command, "jobs", "1/s", jobs / racing);
        write(command, "start, statistics, files", "s", timed.seconds() - racing);
        write(command, "resident memory at most", "MB", timed.megabytes());
        return jobs / racing;
    }

    private static double racing(Path timing) throws IOException {
        List<String> lines = Files.readAllLines(timing);
        int seconds = List.of(lines.get(0).split(",", -1)).indexOf("seconds");
        return lines.stream()
                .map(line -> line.split(",", -1))
                .filter(row -> row[0].equals("race"))
                .mapToDouble(row -> Double.parseDouble(row[seconds]))
                .findFirst()
                .orElseThrow();
    }

    /** A folder that is new at each call, because a race goes on where it stopped. */
    private String out() throws IOException {
        return Files.createTempDirectory(scratch, "out").toString();
    }

    private void write(String command, String quantity, String unit, double value) throws IOException {
        System.out.printf(Locale.ROOT, "%-50s %-25s %10.3f %s%n", command, quantity, value, unit);
        csv.writeRecord(command, quantity, unit, String.format(Locale.ROOT, "%.4g", value));
        csv.flush();
    }

    private record Timed(double seconds, double processorSeconds, double megabytes) {}

    private Timed median(int times, String... arguments) throws IOException {
        Timed[] all = new Timed[times];
        for (int i = 0; i < times; i++) {
            all[i] = timed(arguments);
        }
        Arrays.sort(all, (a, b) -> Double.compare(a.seconds(), b.seconds()));
        return all[times / 2];
    }

    private Timed timed(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(project.resolve("lockstep").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(scratch.resolve("output").toFile())
                .redirectError(scratch.resolve("errors").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        long begun = System.nanoTime();
        Process process = builder.start();
        double megabytes = 0.0;
        double processor = 0.0;
        try {
            while (process.isAlive()) {
                megabytes = Math.max(megabytes, Machine.peakMegabytes(process.pid()));
                processor = Math.max(
                        processor,
                        process.info()
                                .totalCpuDuration()
                                .map(d -> d.toMillis() / 1e3)
                                .orElse(Double.NaN));
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroy();
            throw new IOException(e);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + "\n" + Files.readString(scratch.resolve("output"))
                    + Files.readString(scratch.resolve("errors")));
        }
        return new Timed(seconds, processor, megabytes);
    }

    private List<String> java(String... mainAndArguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + project.resolve("jvm.flags"),
                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(mainAndArguments));
        return command;
    }
}
