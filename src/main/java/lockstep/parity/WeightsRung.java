package lockstep.parity;

import java.util.Arrays;
import java.util.Optional;
import lockstep.model.Engine;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.parity.step.Furthest;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;

/** What was loaded, read back. Copies are exact or wrong: there is no tolerance. */
final class WeightsRung {

    private Optional<Precision> kept = Optional.empty();

    /** The coarser precision in which the candidate keeps what it has loaded, if it is one. */
    Optional<Precision> kept() {
        return kept;
    }

    Finding judge(Run run, Engine scalar, Engine candidate) {
        double[] a = run.start().weights();
        double[] b = new double[a.length];
        scalar.loadWeights(a);
        candidate.loadWeights(a);
        if (!candidate.can(Engine.Ability.READ_WEIGHTS)) {
            return Finding.nothing(Rung.WEIGHTS, "the candidate does not say which weights it has loaded");
        }
        scalar.readWeights(a);
        candidate.readWeights(b);
        boolean own = !candidate.can(Engine.Ability.LOAD);
        if (own && Arrays.equals(a, b)) {
            return Finding.nothing(Rung.WEIGHTS, "the candidate takes no weights: both sides start from its own");
        }
        kept = KeptPrecision.ofWeights(a, b);
        Furthest furthest = new Furthest(Rung.WEIGHTS);
        furthest.see(run.network(), -1, "", a, b, new double[a.length]);
        return own
                ? furthest.finding().withNote("its own weights are others than at its first start; seed its generator")
                : furthest.finding();
    }
}
