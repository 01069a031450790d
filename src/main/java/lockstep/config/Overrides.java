package lockstep.config;

import java.util.Optional;
import lockstep.model.Precision;
import lockstep.optim.Convention;

/**
 * What a command says of the candidate instead of its config.
 *
 * @param precision in which it computes
 * @param like the library whose optimizers it has
 */
public record Overrides(Optional<Precision> precision, Optional<Convention> like) {

    /** All is as the config says. */
    public static final Overrides NONE = new Overrides(Optional.empty(), Optional.empty());
}
