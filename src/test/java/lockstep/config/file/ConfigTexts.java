package lockstep.config.file;

import lockstep.config.FaultNames;
import lockstep.fault.Fault;
import lockstep.fault.Faults;

/** A reader that knows every optimizer and every fault. */
public final class ConfigTexts {

    static final FaultNames FAULTS = new FaultNames(Fault.names(), Faults::objection);

    public static final ConfigReader READER = new ConfigReader(FAULTS);

    private ConfigTexts() {}
}
