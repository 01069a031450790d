package lockstep.experiment;

import java.util.function.Function;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;

/** A run is tried before it is judged: of one that overflows by itself a comparison would say nothing. */
public final class Trial {

    private Trial() {}

    /** Whether all losses and weights of the first steps are numbers. */
    public static boolean staysFinite(Run run, Function<NetworkSpec, ? extends Engine> engines, int steps) {
        Run.Start start = run.start();
        double[] weights = start.weights();
        try (Engine engine = engines.apply(run.network())) {
            engine.loadWeights(weights);
            for (int step = 0; step < steps; step++) {
                if (!Double.isFinite(engine.step(start.batches().next()))) {
                    return false;
                }
            }
            engine.readWeights(weights);
        }
        for (double weight : weights) {
            if (!Double.isFinite(weight)) {
                return false;
            }
        }
        return true;
    }
}
