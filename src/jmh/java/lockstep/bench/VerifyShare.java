package lockstep.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import lockstep.bench.Workload.Rule;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.parity.ParityCheck;
import lockstep.scalar.ControlNetwork;
import lockstep.work.Progress;

/**
 * Prints what a verification takes, as a multiple of the processor time of the steps that it is about: of DL4J's alone on a
 * small network, of DL4J's and the scalar network's on a wide one; and on the wall, with two threads, of the time of the same steps on
 * one. All are measured one after the other in one warm JVM, five times; the median counts. A line each: what, and how many times.
 */
final class VerifyShare {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private VerifyShare() {}

    public static void main(String[] arguments) {
        print("2-2-1, time / DL4J steps alone", Workload.XOR_ONLINE, Rule.SGD, 4_000, 0);
        for (Rule rule : Rule.values()) {
            String what = "784-100-10 by 32, " + rule.name().toLowerCase(Locale.ROOT) + ", time / both sides' steps";
            print(what, Workload.DIGITS_BATCH, rule, 1_000, 3);
        }
    }

    /** @param scalarSteps how many steps the scalar network makes for one that is verified: locked, free and as the shadow */
    private static void print(String what, Workload workload, Rule rule, int steps, int scalarSteps) {
        NetworkSpec spec = workload.spec(rule);
        Run run = new Run("", spec, workload.examples(), workload.batch, false, 1);
        Batch[] batches = workload.batches();
        double[] ratios = new double[5];
        double[] onTheWall = new double[ratios.length];
        for (int round = -2; round < ratios.length; round++) {
            Clock verified = new Clock(() -> verify(run, steps, 1));
            Clock divided = new Clock(() -> verify(run, steps, 2));
            Clock stepped = new Clock(() -> {
                step(Dl4jNetwork::new, spec, batches, 2 * steps);
                step(ControlNetwork::new, spec, batches, scalarSteps * steps);
            });
            if (round >= 0) {
                ratios[round] = verified.processor / (double) stepped.processor;
                onTheWall[round] = divided.wall / (double) stepped.wall;
            }
        }
        print(what, ratios);
        print(what + ", two threads", onTheWall);
    }

    private static void print(String what, double[] ratios) {
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "%s: %.4f%n", what, ratios[ratios.length / 2]);
    }

    private static void verify(Run run, int steps, int threads) {
        new ParityCheck(Tolerance.DEFAULT, steps)
                .judge(run, ControlNetwork::new, Dl4jNetwork::new, threads, Progress.NONE);
    }

    /** What some work took, in nanoseconds. */
    private static final class Clock {

        final long processor; // of this thread
        final long wall;

        Clock(Runnable work) {
            long begun = THREADS.getCurrentThreadCpuTime();
            long begunOnTheWall = System.nanoTime();
            work.run();
            this.processor = THREADS.getCurrentThreadCpuTime() - begun;
            this.wall = System.nanoTime() - begunOnTheWall;
        }
    }

    private static void step(Engines engines, NetworkSpec spec, Batch[] batches, int steps) {
        try (Engine engine = engines.of(spec)) {
            engine.loadWeights(spec.drawWeights(new PythonRandom(1)));
            for (int step = 0; step < steps; step++) {
                engine.step(batches[step % batches.length]);
            }
        }
    }
}
