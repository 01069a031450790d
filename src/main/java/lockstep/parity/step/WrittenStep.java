package lockstep.parity.step;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.Examples;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.model.Tolerance;

/**
 * One step of a run with every number that a person would write down for it, of both sides. Both make it from the same
 * weights, those of the scalar network, as on the locked rung.
 *
 * @param step counted from 0: how many updates were made before it
 * @param batch the examples of this step
 * @param before the weights before the update
 * @param differences the central difference of the scalar network's loss by each weight
 */
public record WrittenStep(
        Run run, int step, Examples batch, double[] before, StepSide scalar, StepSide candidate, double[] differences) {

    private static final String BEFORE = "weight_before";

    /**
     * Makes the steps up to this one, and takes it apart.
     *
     * @param step counted from 0
     * @throws lockstep.model.EngineFailure if the candidate cannot go on
     */
    public static WrittenStep of(Run run, int step, Engines scalar, Engines candidate) {
        NetworkSpec network = run.network();
        Run.Start start = run.start();
        Batches batches = start.batches();
        double[] before = start.weights();
        int n = before.length;
        try (Engine a = scalar.of(network);
                Engine b = candidate.of(network)) {
            a.loadWeights(before);
            for (int s = 0; s < step; s++) {
                Batch batch = batches.next();
                b.loadWeights(before);
                a.step(batch);
                b.step(batch);
                a.readWeights(before);
            }
            Batch batch = batches.next();
            Examples examples = batch.alone();
            b.loadWeights(before);
            return new WrittenStep(
                    run,
                    step,
                    examples,
                    before,
                    side(a, new StepSide.Parts(network, before, scalar), batch, examples, n),
                    side(b, new StepSide.Parts(network, before, candidate), batch, examples, n),
                    differences(network, before, examples.asBatch(), scalar));
        }
    }

    private static StepSide side(Engine engine, StepSide.Parts parts, Batch batch, Examples examples, int n) {
        double[] gradient = new double[n];
        double[] after = new double[n];
        double loss = engine.step(batch);
        engine.readGradient(gradient);
        engine.readWeights(after);
        return parts.of(examples, loss, gradient, after);
    }

    private static double[] differences(NetworkSpec network, double[] weights, Batch batch, Engines scalar) {
        try (Engine engine = scalar.of(network.withoutPenalties())) {
            return IntStream.range(0, weights.length)
                    .mapToDouble(i -> CentralDifference.of(engine, weights, i, batch))
                    .toArray();
        }
    }

    /**
     * One number of the step.
     *
     * @param quantity sum, output, loss, error, delta, gradient, weight_before or weight_after
     * @param example counted from 1; 0 where the number is the batch's
     * @param layer counted from 1; 0 where the number is the network's
     * @param from the name of what a weight comes from; empty where the number is no weight's
     * @param unit the name of the unit; empty where the number is the network's
     * @param difference the central difference; NaN where there is none
     */
    public record Figure(
            String quantity,
            int example,
            int layer,
            String from,
            String unit,
            double scalar,
            double candidate,
            double difference) {

        /** The share of a tolerance by which the two sides are apart. */
        public double share(Tolerance tolerance) {
            return tolerance.share(scalar, candidate);
        }

        /** Whether the number is infinite or none on both sides, so that nothing can be said of it. */
        public boolean overflowed() {
            return !Double.isFinite(scalar) && !Double.isFinite(candidate);
        }
    }

    /** The numbers that each side came by: all but the weights before, which both were given. */
    public List<Figure> compared() {
        return figures().stream()
                .filter(figure -> !figure.quantity().equals(BEFORE))
                .toList();
    }

    /** Every number, in the order in which they are come by. */
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        ofUnits("sum", scalar.sums(), candidate.sums(), figures);
        ofUnits("output", scalar.outputs(), candidate.outputs(), figures);
        figures.add(new Figure("loss", 0, 0, "", "", scalar.loss(), candidate.loss(), Double.NaN));
        ofUnits("error", scalar.errors(), candidate.errors(), figures);
        ofUnits("delta", scalar.deltas(), candidate.deltas(), figures);
        ofWeights("gradient", scalar.gradient(), candidate.gradient(), true, figures);
        ofWeights(BEFORE, before, before, false, figures);
        ofWeights("weight_after", scalar.after(), candidate.after(), false, figures);
        return figures;
    }

    private void ofUnits(String quantity, double[][][] a, double[][][] b, List<Figure> figures) {
        for (int e = 0; e < a.length; e++) {
            for (int l = 0; l < a[e].length; l++) {
                for (int j = 0; j < a[e][l].length; j++) {
                    figures.add(new Figure(quantity, e + 1, l + 1, "", unit(l, j), a[e][l][j], b[e][l][j], Double.NaN));
                }
            }
        }
    }

    private void ofWeights(String quantity, double[] a, double[] b, boolean differ, List<Figure> figures) {
        NetworkSpec network = run.network();
        for (int l = 0; l < network.layers().size(); l++) {
            int units = network.layers().get(l).units();
            for (int i = network.offset(l); i < network.offset(l + 1); i++) {
                int inLayer = i - network.offset(l);
                figures.add(new Figure(
                        quantity,
                        0,
                        l + 1,
                        from(l, inLayer / units),
                        unit(l, inLayer % units),
                        a[i],
                        b[i],
                        differ ? differences[i] : Double.NaN));
            }
        }
    }

    /** A person's name for a unit: {@code h1} in a hidden layer, {@code h2.1} where there are several, {@code y1} at the end. */
    public String unit(int layer, int unit) {
        int hidden = run.network().layers().size() - 1;
        if (layer == hidden) {
            return "y" + (unit + 1);
        }
        return hidden == 1 ? "h" + (unit + 1) : "h" + (layer + 1) + "." + (unit + 1);
    }

    /** Likewise for what comes into a layer: {@code x1}, the unit before, or {@code bias}. */
    public String from(int layer, int row) {
        if (row == run.network().inputsOf(layer)) {
            return "bias";
        }
        return layer == 0 ? "x" + (row + 1) : unit(layer - 1, row);
    }

    /** What comes into a row of a layer's weights from an example of the batch, both counted from 0; 1 for the bias. */
    public double input(int example, int layer, int row) {
        if (row == run.network().inputsOf(layer)) {
            return 1.0;
        }
        return layer == 0
                ? batch.inputValues()[example * batch.inputs() + row]
                : scalar.outputs()[example][layer - 1][row];
    }
}
