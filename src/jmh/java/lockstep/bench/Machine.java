package lockstep.bench;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** What the times depend on, and nothing that tells whose machine it was. */
final class Machine {

    private Machine() {}

    static void write(Path file) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file)) {
            csv.writeRecord("property", "value");
            csv.writeRecord("processor", processor());
            csv.writeRecord("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
            csv.writeRecord("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
            csv.writeRecord("jdk", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
            String compiler = Reference.output(List.of("gcc", "-dumpfullversion"));
            csv.writeRecord("gcc", compiler == null ? "none" : compiler.strip());
        }
    }

    /** The largest resident memory that a process has had so far, or 0 where the system does not say. */
    static double peakMegabytes(long process) throws IOException {
        return megabytes(process, "VmHWM:");
    }

    /** The resident memory that a process has now, or 0 where the system does not say. */
    static double megabytes(long process) throws IOException {
        return megabytes(process, "VmRSS:");
    }

    private static double megabytes(long process, String quantity) throws IOException {
        Path status = Path.of("/proc/" + process + "/status");
        try {
            return Files.readString(status, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(quantity))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElse(0.0);
        } catch (NoSuchFileException e) {
            return 0.0; // it has ended, or this is no Linux
        }
    }

    private static String processor() throws IOException {
        Path information = Path.of("/proc/cpuinfo");
        if (!Files.exists(information)) {
            return System.getProperty("os.arch");
        }
        return Files.readString(information, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
