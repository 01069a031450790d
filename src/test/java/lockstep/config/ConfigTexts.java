package lockstep.config;

import java.util.List;
import java.util.stream.Stream;
import lockstep.optim.Adam;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Nesterov;
import lockstep.optim.OptimizerKind;
import lockstep.optim.Sgd;

/** A reader that knows a few optimizers. */
final class ConfigTexts {

    static final List<OptimizerKind> KINDS = Stream.of(
                    Sgd.class, BpnnMomentum.class, Momentum.class, Nesterov.class, Adam.class)
            .map(OptimizerKind::of)
            .toList();

    static final ConfigReader READER = new ConfigReader(KINDS);

    private ConfigTexts() {}
}
