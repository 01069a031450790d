package lockstep.spark;

import java.nio.file.Path;
import lockstep.session.Cluster;
import lockstep.session.Machines;

/** The cluster that {@code --on spark} means. */
public final class Spark implements Cluster {

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public Machines open(String master, int threads, Path log) {
        return new SparkMachines(master, threads, log);
    }
}
