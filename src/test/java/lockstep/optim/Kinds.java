package lockstep.optim;

import java.util.stream.Stream;
import lockstep.dl4j.Twins;

/** Every kind of optimizer there is, for the tests that each of them has to pass. */
final class Kinds {

    private Kinds() {}

    static Stream<OptimizerKind> all() {
        return Twins.kinds().stream(); // where optimizers are registered
    }

    static OptimizerKind named(String name) {
        return all().filter(kind -> kind.name().equals(name)).findFirst().orElseThrow();
    }
}
