package lockstep.session;

import java.util.List;
import lockstep.config.ExperimentConfig;
import lockstep.config.FaultNames;
import lockstep.dl4j.UserNetwork;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.FaultyNetwork;
import lockstep.model.Engines;
import lockstep.scalar.ControlNetwork;

/** Makes the hand-written side of a comparison: scalar networks, or ones with the faults that a config plants in them. */
public final class ScalarEngines {

    /** The faults that a config may plant. */
    public static final FaultNames FAULTS = new FaultNames(Fault.keys(), Faults::objection);

    private ScalarEngines() {}

    /** What makes the networks of each run of a config. */
    public static Engines.PerRun of(ExperimentConfig config) {
        return run -> {
            List<String> names = config.faults(run.label());
            if (names.isEmpty()) {
                return ControlNetwork::new;
            }
            Faults faults = Faults.named(names);
            return network -> new FaultyNetwork(network, faults);
        };
    }

    /** What makes networks that go on from where a user's is: with what its updater remembers. */
    public static Engines from(UserNetwork user) {
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
}
