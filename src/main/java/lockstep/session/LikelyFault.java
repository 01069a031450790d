package lockstep.session;

import java.util.Optional;
import lockstep.config.ExperimentConfig;
import lockstep.diagnosis.Diagnosis;
import lockstep.diagnosis.ObservedLosses;
import lockstep.fault.Faults;
import lockstep.jobs.ScalarEngines;
import lockstep.model.Engine;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.parity.KeptPrecision;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Trace;

/** The faults behind losses that are not those of a right program; and, as far as a comparison finds it in passing, behind a disagreement. */
public final class LikelyFault {

    /** Nobody waits for all quadruples in passing. */
    private static final int MOST_FAULTS = 3;

    private LikelyFault() {}

    /**
     * For a scalar network with planted faults: what its losses alone say is wrong with it; empty if the candidate failed before
     * the first.
     *
     * @param forms what a right program has that is not DL4J's
     * @param most how many faults to look for
     */
    public static Optional<Diagnosis> planted(Parity parity, Faults forms, int most, int threads) {
        return losses(parity.trace().scalarLoss(), Diagnosis.STEPS, Precision.DOUBLE)
                .map(losses -> Diagnosis.of(parity.run(), forms, losses, threads, most));
    }

    /**
     * For a candidate whose free run is known: what its losses say; empty if it failed before its first.
     *
     * @param forms what a right program has that is not DL4J's
     * @param steps how many to look at
     */
    public static Optional<Diagnosis> of(Parity parity, Faults forms, int steps, int threads) {
        Trace trace = parity.trace();
        Run run = KeptPrecision.ofLosses(trace)
                .filter(precision -> parity.run().network().precision() == Precision.DOUBLE)
                .map(parity.run()::in)
                .orElse(parity.run());
        Finding gradient = parity.verdict().at(Rung.GRADIENT);
        boolean right = gradient.holds() && gradient.judged() && gradient.note().isEmpty();
        return losses(trace.candidateLoss(), steps, run.network().precision())
                .map(losses -> right
                        ? Diagnosis.ofRightGradient(run, forms, losses, threads, MOST_FAULTS)
                        : Diagnosis.of(run, forms, losses, threads, MOST_FAULTS));
    }

    /** What explains losses that were written down: up to four faults of the network that a config means. */
    public static Diagnosis of(ExperimentConfig config, Run run, ObservedLosses observed, int threads) {
        return Diagnosis.of(run, ScalarEngines.forms(config, run), observed, threads);
    }

    /** The same of a candidate that trains. */
    public static Diagnosis of(ExperimentConfig config, Run run, Candidate candidate, int threads) {
        try (Engine engine = candidate.engines().of(run.network())) {
            return Diagnosis.of(run, ScalarEngines.forms(config, run), engine, threads);
        }
    }

    private static Optional<ObservedLosses> losses(double[] all, int steps, Precision precision) {
        return all.length == 0
                ? Optional.empty()
                : Optional.of(ObservedLosses.exact(all, precision).first(steps));
    }
}
