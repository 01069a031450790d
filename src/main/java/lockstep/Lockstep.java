package lockstep;

import lockstep.dl4j.UserNetwork;
import lockstep.model.Engines;
import lockstep.optim.OptimizerKind;
import lockstep.parity.Ruling;
import lockstep.parity.Verdict;
import lockstep.scalar.ControlNetwork;

public final class Lockstep {
    private Lockstep() {}

    static Engines scalars(UserNetwork user) {
        int steps = user.steps();
        if (steps == 0) {
            return ControlNetwork::new;
        }
        double[][] memory = user.newMemory();
        user.readMemory(memory);
        return network -> {
            ControlNetwork scalar = new ControlNetwork(network);
            scalar.resume(memory, steps);
            return scalar;
        };
    }

    static Judgement judgement(UserNetwork user, Verdict verdict) {
        String kind = OptimizerKind.of(user.spec().optimizer()).key();
        Ruling ruling = new Ruling(kind, kind, kind, verdict, Verdict.Kind.AGREE, Ruling.AsExpected.YES);
        return Judgement.of(ruling, user.spec().precision(), "the network");
    }
}
