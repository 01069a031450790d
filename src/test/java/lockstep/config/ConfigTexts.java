package lockstep.config;

import java.util.List;
import lockstep.dl4j.Twins;
import lockstep.optim.OptimizerKind;

/** A reader that knows every optimizer. */
final class ConfigTexts {

    static final List<OptimizerKind> KINDS = Twins.kinds();

    static final ConfigReader READER = new ConfigReader(KINDS);

    private ConfigTexts() {}
}
