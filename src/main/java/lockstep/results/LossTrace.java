package lockstep.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import lockstep.model.Tolerance;
import lockstep.results.file.CsvRow;

/** The rows of {@code losses.csv} of one optimizer: arrays of one length, a number per step of the free run. */
public record LossTrace(String optimizer, double[] scalar, double[] candidate, double[] spread) {

    public static List<LossTrace> all(SavedResults results) {
        Map<String, Columns> found = new LinkedHashMap<>();
        results.read(
                "losses.csv",
                row -> found.computeIfAbsent(row.text("optimizer"), label -> new Columns())
                        .add(row));
        List<LossTrace> traces = new ArrayList<>();
        found.forEach((optimizer, columns) -> traces.add(columns.trace(optimizer)));
        return traces;
    }

    private static final class Columns {
        private final DoubleStream.Builder scalar = DoubleStream.builder();
        private final DoubleStream.Builder candidate = DoubleStream.builder();
        private final DoubleStream.Builder spread = DoubleStream.builder();

        void add(CsvRow row) {
            scalar.add(row.number("scalar_loss"));
            candidate.add(row.number("candidate_loss"));
            spread.add(row.number("control_spread"));
        }

        LossTrace trace(String optimizer) {
            return new LossTrace(
                    optimizer,
                    scalar.build().toArray(),
                    candidate.build().toArray(),
                    spread.build().toArray());
        }
    }

    public int steps() {
        return scalar.length;
    }

    public double[] difference() {
        double[] difference = new double[steps()];
        for (int step = 0; step < steps(); step++) {
            difference[step] = Math.abs(candidate[step] - scalar[step]);
        }
        return difference;
    }

    /** How far apart the losses may be, step by step. */
    public double[] allowed(Tolerance tolerance) {
        double[] allowed = new double[steps()];
        for (int step = 0; step < steps(); step++) {
            allowed[step] = tolerance.at(Math.max(Math.abs(scalar[step]), Math.abs(candidate[step])));
        }
        return allowed;
    }
}
