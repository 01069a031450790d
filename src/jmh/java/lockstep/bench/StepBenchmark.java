package lockstep.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import lockstep.bench.Workload.Rule;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An epoch of one program on one workload, in a JVM of its own. {@link Bench} says which. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StepBenchmark {

    @Param
    public Program program = Program.LOCKSTEP_SCALAR;

    @Param
    public Workload workload = Workload.XOR_ONLINE;

    @Param
    public Rule rule = Rule.SGD;

    private Runnable epoch = () -> {};

    /** The processor time of the measuring thread: other programs on the machine disturb it less than the clock on the wall. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class ProcessorTime {

        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        /** Microseconds an epoch, of this iteration. */
        public double microseconds;

        private long epochs;
        private long begun;

        @Setup(Level.Iteration)
        public void begin() {
            epochs = 0;
            begun = THREADS.getCurrentThreadCpuTime();
        }

        @TearDown(Level.Iteration)
        public void end() {
            microseconds = (THREADS.getCurrentThreadCpuTime() - begun) / 1e3 / epochs;
        }
    }

    @Setup
    public void setup() {
        epoch = program.epoch(workload, rule);
    }

    @Benchmark
    public void epoch(ProcessorTime time) {
        epoch.run();
        time.epochs++;
    }
}
