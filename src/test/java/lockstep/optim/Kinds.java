package lockstep.optim;

import java.util.stream.Stream;

/** Every kind of optimizer there is, for the tests that each of them has to pass. */
final class Kinds {

    private Kinds() {}

    static Stream<OptimizerKind> all() {
        return Stream.of(Sgd.class, BpnnMomentum.class, Momentum.class, Nesterov.class, Adam.class)
                .map(OptimizerKind::of);
    }

    static OptimizerKind named(String name) {
        return all().filter(kind -> kind.name().equals(name)).findFirst().orElseThrow();
    }
}
