package lockstep.bench;

import java.io.IOException;
import java.util.Locale;
import lockstep.bench.Workload.Rule;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;

/**
 * Prints by how many megabytes the resident memory grows over so many steps of {@link Dl4jNetwork} on 2-2-1, one example at a
 * time, after 10,000 steps to get there.
 */
final class MillionSteps {

    private static final int STEPS = 1_000_000;

    private MillionSteps() {}

    public static void main(String[] arguments) throws IOException {
        Workload workload = Workload.XOR_ONLINE;
        NetworkSpec spec = workload.spec(Rule.SGD);
        Batch[] batches = workload.batches();
        long self = ProcessHandle.current().pid();
        try (Engine engine = new Dl4jNetwork(spec)) {
            engine.loadWeights(spec.drawWeights(new PythonRandom(1)));
            run(engine, batches, 10_000);
            double before = Machine.megabytes(self);
            run(engine, batches, STEPS);
            System.out.printf(Locale.ROOT, "%.1f%n", Machine.megabytes(self) - before);
        }
    }

    private static void run(Engine engine, Batch[] batches, int steps) {
        for (int step = 0; step < steps; step++) {
            engine.step(batches[step % batches.length]);
        }
    }
}
