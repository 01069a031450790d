package lockstep.program;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import lockstep.model.Batch;
import lockstep.model.EngineFailure;
import lockstep.model.NetworkSpec;
import lockstep.model.TrainingSteps;
import lockstep.program.LineReader.End;
import lockstep.program.LineReader.Line;
import org.jspecify.annotations.Nullable;

/** The steps of a trace, one by one. A broken last line ends it: the run was stopped there. Any other is a failure. */
final class RecordedSteps implements TrainingSteps {

    /** In bytes, beside ten times the first step's line: memory is not filled with a line that cannot be right. */
    private static final long LONGEST_BATCH = 1L << 24;

    /** A weight and its gradient take at most some 25 bytes each; twice that. */
    private static final long BYTES_PER_WEIGHT = 100;

    private final TraceFile trace;
    private final NetworkSpec network;
    private final InputStream in;
    private final LineReader lines;
    private final int longest;
    private Answer answer = Answer.NONE;
    private int made;
    private String note = "";

    RecordedSteps(TraceFile trace, NetworkSpec network) {
        this.trace = trace;
        this.network = network;
        this.longest = (int) Math.min(
                TraceFile.LONGEST_LINE,
                LONGEST_BATCH
                        + BYTES_PER_WEIGHT * network.weightCount()
                        + 10L * trace.first().length());
        try {
            this.in = TraceFile.stream(trace.path());
            this.lines = new LineReader(in);
            lines.read(TraceFile.LONGEST_LINE); // init, which made the network
        } catch (IOException e) {
            throw new EngineFailure("the trace cannot be read: " + e.getMessage());
        }
    }

    @Override
    public @Nullable Batch next() {
        Line line;
        try {
            line = lines.read(longest);
        } catch (EOFException | ZipException e) {
            return cut();
        } catch (IOException e) {
            throw failure("cannot be read: " + e.getMessage());
        }
        if (line.text().isEmpty()) {
            return null;
        }
        if (line.end() == End.TOO_LONG) {
            throw failure("is too long; it begins: " + Quoted.of(line.text()));
        }
        try {
            AnswerParser.Recorded step = AnswerParser.parseRecorded(line.text(), network);
            if (!step.number().isEmpty() && !step.number().equals(String.valueOf(made))) {
                throw failure("is step " + Quoted.of(step.number()) + "; expected step " + made
                        + ": steps are missing, or in another order");
            }
            answer = step.answer();
            made++;
            return step.batch().asBatch();
        } catch (WrongAnswer e) {
            if (line.end() == End.END_OF_STREAM) {
                return cut();
            }
            throw failure(e.getMessage() + ": " + Quoted.of(line.text()));
        }
    }

    private @Nullable Batch cut() {
        note = "the trace ends in the middle of step " + made + ", which was not judged";
        return null;
    }

    private EngineFailure failure(String what) {
        return new EngineFailure("line " + lines.number() + " of " + trace.path() + " " + what);
    }

    @Override
    public double loss() {
        return answer.loss();
    }

    @Override
    public double @Nullable [] gradient() {
        return answer.gradient();
    }

    @Override
    public double @Nullable [] weights() {
        return answer.weights();
    }

    @Override
    public String note() {
        return note;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
