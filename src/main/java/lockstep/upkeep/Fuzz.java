package lockstep.upkeep;

import java.util.List;
import java.util.stream.LongStream;
import lockstep.config.file.RunConfig;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.optim.OptimizerKind;
import lockstep.parity.Parity;
import lockstep.parity.ParityCheck;
import lockstep.parity.Verification;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Verdict;
import lockstep.program.GuardedEngine;
import lockstep.upkeep.Shrinking.Failing;
import lockstep.work.Progress;

/** The parity check of random runs, and of ever smaller versions of one that fails. */
public final class Fuzz {

    private final Engines scalar;
    private final Precision precision;
    private final int steps;
    private final int threads;

    /**
     * @param scalar makes the networks that are compared with DL4J's
     * @param precision of DL4J
     * @param threads how many runs are judged at a time
     */
    public Fuzz(Engines scalar, Precision precision, int steps, int threads) {
        this.scalar = scalar;
        this.precision = precision;
        this.steps = steps;
        this.threads = threads;
    }

    /** The runs of this many seeds. */
    public List<Run> runs(long firstSeed, int count) {
        RandomRuns random = new RandomRuns(OptimizerKind.ALL, scalar, steps);
        return LongStream.range(firstSeed, firstSeed + count)
                .mapToObj(seed -> random.of(seed).in(precision))
                .toList();
    }

    /** How much work a {@link Progress} sees. */
    public long work(int runs) {
        return verification().work(runs);
    }

    /** One per run, in their order. */
    public List<Parity> verify(List<Run> runs, Progress progress) {
        return verification().run(runs, run -> scalar, Fuzz::dl4j, progress);
    }

    /**
     * The smallest run that fails as this one does: at the same rung, and on each side with a finite number, or without one, as
     * here.
     */
    public Failing shrink(Parity failing) {
        Finding finding = failing.verdict().decisive();
        return Shrinking.shrink(new Failing(failing.run(), steps), (run, fewer) -> {
            Verdict verdict = new ParityCheck(precision.tolerance(), fewer)
                    .judge(run, scalar, Fuzz::dl4j, Progress.NONE)
                    .verdict();
            Finding other = verdict.decisive();
            return verdict.kind() == Verdict.Kind.DISAGREE
                    && other.rung() == finding.rung()
                    && Double.isFinite(other.scalar()) == Double.isFinite(finding.scalar())
                    && Double.isFinite(other.candidate()) == Double.isFinite(finding.candidate());
        });
    }

    /** The config from which {@code lockstep verify} reproduces it. */
    public static String config(Failing failing) {
        Run run = failing.run();
        Precision precision = run.network().precision();
        String inPrecision = precision == Precision.DOUBLE ? "" : " --precision " + precision.key();
        String description =
                "Found by lockstep fuzz --configs 1 --seed " + run.label().replace("seed_", "") + inPrecision;
        return RunConfig.text(run, run.label(), description, failing.steps());
    }

    private Verification verification() {
        return new Verification(new ParityCheck(precision.tolerance(), steps), threads);
    }

    /** An exception from DL4J is a verdict on one run, not the end of all. */
    private static Engine dl4j(NetworkSpec network) {
        return new GuardedEngine("DL4J", () -> new Dl4jNetwork(network));
    }
}
