package lockstep.session;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import lockstep.model.Batches;
import lockstep.model.EngineFailure;
import lockstep.model.Run;
import lockstep.program.Program;
import lockstep.program.ProgramEngine;
import lockstep.results.file.StreamedFile;
import lockstep.results.file.UnwritableException;
import lockstep.work.Interruption;
import lockstep.work.Progress;

/** Runs a program once, freely, and writes down what it did: a trace, which can be judged as often as one likes. */
public final class Recording {

    private Recording() {}

    /**
     * Writes a trace.
     *
     * @param steps how many to make
     * @param file is written anew; gzipped if its name ends in {@code .gz}
     * @throws EngineFailure if the program fails; the steps until then are in the file
     * @throws java.util.concurrent.CancellationException after an interrupt; likewise
     * @throws UnwritableException if the file cannot be written
     */
    public static void write(
            Program program, Run run, int steps, Path file, Interruption interruption, Progress progress) {
        try (OutputStream out = StreamedFile.open(file);
                ProgramEngine engine = program.of(run.network())) {
            Run.Start start = run.start();
            Batches batches = start.batches();
            engine.recordTo(out);
            interruption.during(() -> {
                engine.loadWeights(start.weights());
                for (int step = 0; step < steps; step++) {
                    engine.step(batches.next());
                    progress.advance(1);
                }
                return steps;
            });
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        } catch (UncheckedIOException e) {
            throw new UnwritableException(file, new IOException(e.getMessage(), e));
        }
    }
}
