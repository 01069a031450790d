package lockstep.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lockstep.model.Target;

/**
 * How the optimizers are raced.
 *
 * @param seeds how many starts each optimizer gets, at least 1
 * @param epochs the budget of a run: after this many it has failed to converge
 * @param targets at least one; the first decides
 * @param hold for how many epochs in a row a target has to be met
 * @param engine which network is trained
 * @param tuning how hyper-parameters are chosen; empty if all are given
 */
public record RaceSettings(
        int seeds, int epochs, List<Target> targets, int hold, EngineName engine, Optional<TuningSettings> tuning) {

    /** The networks that may be raced. */
    public enum EngineName {
        /** The scalar network: much the faster, and verified against DL4J. */
        SCALAR,
        /** DL4J itself. */
        DL4J;

        /** The name in a config. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public RaceSettings {
        targets = List.copyOf(targets);
    }

    /** A race of scalar networks to one loss, with every hyper-parameter given. */
    public RaceSettings(int seeds, int epochs, double targetLoss) {
        this(
                seeds,
                epochs,
                List.of(new Target(Target.Measure.LOSS, targetLoss)),
                1,
                EngineName.SCALAR,
                Optional.empty());
    }

    /** The same with every hyper-parameter given. */
    RaceSettings tuned() {
        return new RaceSettings(seeds, epochs, targets, hold, engine, Optional.empty());
    }

    /** How many seeds are used in all, counted from the config's. */
    public int allSeeds() {
        return seeds + tuning.map(TuningSettings::seeds).orElse(0);
    }
}
