package lockstep.model;

/** What makes the engines of one side of a comparison: {@code ScalarNetwork::new}. */
@FunctionalInterface
public interface Engines {

    /** A new engine; its caller closes it. Called on several threads. */
    Engine of(NetworkSpec network);

    /** The engines of each run: a config may plant faults in one optimizer's network and not in another's. */
    @FunctionalInterface
    interface PerRun {

        Engines of(Run run);
    }
}
