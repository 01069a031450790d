package lockstep.session;

import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** A kind of cluster, by its name on the command line. What is on the class path is found. */
public interface Cluster {

    /** {@code spark}. */
    String name();

    /**
     * Its machines; nothing is asked of them before there are jobs.
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
