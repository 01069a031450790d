package lockstep.config;

import java.util.List;
import lockstep.dl4j.Twins;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.OptimizerKind;

/** A reader that knows every optimizer and every fault. */
final class ConfigTexts {

    static final List<OptimizerKind> KINDS = Twins.kinds();

    static final FaultNames FAULTS = new FaultNames(Fault.keys(), Faults::objection);

    static final ConfigReader READER = new ConfigReader(KINDS, FAULTS);

    private ConfigTexts() {}
}
