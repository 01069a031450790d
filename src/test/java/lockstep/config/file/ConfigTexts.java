package lockstep.config.file;

import java.util.List;
import lockstep.config.FaultNames;
import lockstep.dl4j.Twins;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.OptimizerKind;

/** A reader that knows every optimizer and every fault. */
public final class ConfigTexts {

    public static final List<OptimizerKind> KINDS = Twins.kinds();

    static final FaultNames FAULTS = new FaultNames(Fault.keys(), Faults::objection);

    public static final ConfigReader READER = new ConfigReader(KINDS, FAULTS);

    private ConfigTexts() {}
}
