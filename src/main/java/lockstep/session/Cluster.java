package lockstep.session;

import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** A kind of cluster, by its name on the command line. What is on the class path is found. */
public interface Cluster {

    /** It cannot be used: in one sentence, why. */
    final class UnusableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        public UnusableException(String message) {
            super(message);
        }
    }

    /** {@code spark}. */
    String name();

    /**
     * Its machines. It is asked for them when jobs come, and then throws an {@link UnusableException} if it does not give any.
     *
     * @param master where they are; may be empty where the cluster's own program started this one
     * @param threads of this machine, for what is done here
     * @param log a file for what it logs
     */
    Machines open(String master, int threads, Path log);

    /** The cluster of this name. */
    static Optional<Cluster> named(String name) {
        return ServiceLoader.load(Cluster.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(cluster -> cluster.name().equals(name))
                .findFirst();
    }
}
