package lockstep.model;

/** A run is tried before it is judged: of one that overflows by itself a comparison would say nothing. */
public final class Trial {

    /**
     * The square of a larger number is infinite. Where losses or weights are as large, a hidden sum may have overflowed that
     * neither shows: infinity less infinity is a number or none by the order of its terms.
     */
    private static final double LARGEST = 0x1p511;

    private Trial() {}

    /** Whether all losses and weights of the first steps are numbers, and not so large that others have overflowed. */
    public static boolean staysFinite(Run run, Engines engines, int steps) {
        Run.Start start = run.start();
        double[] weights = start.weights();
        try (Engine engine = engines.of(run.network())) {
            engine.loadWeights(weights);
            for (int step = 0; step < steps; step++) {
                if (!(Math.abs(engine.step(start.batches().next())) <= LARGEST)) {
                    return false;
                }
            }
            engine.readWeights(weights);
        }
        for (double weight : weights) {
            if (!(Math.abs(weight) <= LARGEST)) {
                return false;
            }
        }
        return true;
    }
}
