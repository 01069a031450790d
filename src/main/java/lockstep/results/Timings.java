package lockstep.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lockstep.results.file.CsvFile;

/** {@code timing.csv}: how long the work took. It is the only file that differs from one time to the next. */
final class Timings {

    private final Path file;
    private final List<Timing> timings = new ArrayList<>();

    private record Timing(String phase, String optimizer, String engine, int threads, double seconds, long steps) {}

    Timings(Path file) {
        this.file = file;
    }

    /** Writes the file again, with one more row. */
    void add(String phase, String optimizer, String engine, int threads, double seconds, long steps) {
        timings.add(new Timing(phase, optimizer, engine, threads, seconds, steps));
        CsvFile.write(file, "phase,optimizer,engine,threads,seconds,steps,microseconds_per_step", csv -> {
            for (Timing timing : timings) {
                csv.text(timing.phase)
                        .text(timing.optimizer)
                        .text(timing.engine)
                        .number(timing.threads)
                        .number(timing.seconds)
                        .number(timing.steps)
                        .number(1e6 * timing.seconds / timing.steps)
                        .endRow();
            }
        });
    }
}
