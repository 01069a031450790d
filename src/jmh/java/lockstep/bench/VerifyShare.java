package lockstep.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import lockstep.bench.Workload.Rule;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.parity.ParityCheck;
import lockstep.scalar.ControlNetwork;
import lockstep.work.Progress;

/**
 * Prints how many times the processor time of DL4J's steps alone a verification takes. Both are measured one after the other
 * in one warm JVM, five times; the median counts.
 */
final class VerifyShare {

    /** As many as the configs ask for. */
    private static final int STEPS = 2_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private VerifyShare() {}

    public static void main(String[] arguments) {
        Workload workload = Workload.XOR_ONLINE;
        NetworkSpec spec = workload.spec(Rule.SGD);
        Run run = new Run("", spec, workload.examples(), workload.batch, false, 1);
        double[] ratios = new double[5];
        for (int round = -3; round < ratios.length; round++) {
            long begun = THREADS.getCurrentThreadCpuTime();
            new ParityCheck(Tolerance.DEFAULT, STEPS).judge(run, ControlNetwork::new, Dl4jNetwork::new, Progress.NONE);
            long verified = THREADS.getCurrentThreadCpuTime();
            steps(spec, workload.batches());
            long ended = THREADS.getCurrentThreadCpuTime();
            if (round >= 0) {
                ratios[round] = (verified - begun) / (double) (ended - verified);
            }
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "%.4f%n", ratios[ratios.length / 2]);
    }

    /** As many as a locked and a free run make. */
    private static void steps(NetworkSpec spec, Batch[] batches) {
        try (Engine engine = new Dl4jNetwork(spec)) {
            engine.loadWeights(spec.drawWeights(new PythonRandom(1)));
            for (int step = 0; step < 2 * STEPS; step++) {
                engine.step(batches[step % batches.length]);
            }
        }
    }
}
