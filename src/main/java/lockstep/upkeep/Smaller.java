package lockstep.upkeep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import lockstep.model.Batches;
import lockstep.model.Clipping;
import lockstep.model.Examples;
import lockstep.model.Heuristics;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Schedule;

/** The runs that one change makes smaller or plainer than a given one, those that save most first. */
final class Smaller {

    private final Run run;
    private final NetworkSpec network;
    private final List<LayerSpec> layers;
    private final List<Run> found = new ArrayList<>();

    private Smaller(Run run) {
        this.run = run;
        this.network = run.network();
        this.layers = network.layers();
    }

    static List<Run> than(Run run) {
        Smaller smaller = new Smaller(run);
        smaller.fewerLayers();
        smaller.fewerExamples();
        smaller.fewerUnits();
        smaller.fewerTerms();
        return smaller.found;
    }

    /** The same run with its weights given, no longer drawn: then those that stay are the same however many go. */
    static Run withGivenWeights(Run run) {
        NetworkSpec network = run.network();
        double[] weights = run.start().weights();
        List<LayerSpec> layers = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            LayerSpec layer = network.layers().get(l);
            double[][] rows = new double[layer.rows(network.inputsOf(l))][layer.units()];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(weights, network.offset(l) + i * layer.units(), rows[i], 0, layer.units());
            }
            layers.add(withInit(layer, layer.units(), new Init.Values(rows)));
        }
        return new Smaller(run).with(layers, run.examples());
    }

    private void fewerLayers() {
        for (int l = 0; l < layers.size() - 1; l++) {
            List<LayerSpec> fewer = new ArrayList<>(layers);
            fewer.remove(l);
            int inputs = network.inputsOf(l);
            int before = layers.get(l).units();
            int[] rows = IntStream.range(0, inputs).map(i -> i % before).toArray();
            fewer.set(
                    l,
                    resized(
                            layers.get(l + 1),
                            before,
                            rows,
                            all(layers.get(l + 1).units())));
            found.add(with(fewer, run.examples()));
        }
    }

    private void fewerExamples() {
        int size = run.examples().size();
        without(size, rows -> found.add(with(layers, run.examples().select(rows))));
    }

    private void fewerUnits() {
        without(network.inputs(), kept -> {
            List<LayerSpec> narrower = new ArrayList<>(layers);
            LayerSpec first = layers.get(0);
            narrower.set(0, resized(first, network.inputs(), kept, all(first.units())));
            found.add(with(narrower, columns(kept, all(network.outputs()))));
        });
        for (int l = 0; l < layers.size(); l++) {
            int number = l;
            boolean last = l == layers.size() - 1;
            if (last && network.loss() == Loss.CROSS_ENTROPY) {
                continue; // the targets that are left would no longer add up to 1
            }
            LayerSpec layer = layers.get(l);
            without(layer.units(), kept -> {
                if (kept.length < RandomLayers.fewestUnits(layer.activation())) {
                    return;
                }
                List<LayerSpec> narrower = new ArrayList<>(layers);
                int inputs = network.inputsOf(number);
                narrower.set(number, resized(layer, inputs, all(inputs), kept));
                if (!last) {
                    LayerSpec next = layers.get(number + 1);
                    narrower.set(number + 1, resized(next, layer.units(), kept, all(next.units())));
                }
                found.add(with(narrower, last ? columns(all(network.inputs()), kept) : run.examples()));
            });
        }
    }

    private void fewerTerms() {
        if (!network.schedule().equals(Schedule.CONSTANT)) {
            found.add(with(network.withSchedule(Schedule.CONSTANT, network.stepsPerEpoch()), run.shuffle()));
        }
        if (run.shuffle()) {
            found.add(with(network, false));
        }
        if (!network.heuristics().isNone()) {
            found.add(with(network.withHeuristics(Heuristics.NONE), run.shuffle()));
        }
        if (network.reduction() == Reduction.SUM) {
            found.add(with(
                    new NetworkSpec(
                            network.inputs(),
                            layers,
                            network.loss(),
                            Reduction.MEAN,
                            network.optimizer(),
                            network.schedule(),
                            network.stepsPerEpoch(),
                            network.precision(),
                            network.heuristics()),
                    run.shuffle()));
        }
        for (int l = 0; l < layers.size(); l++) {
            plainer(l, layer -> layer.withPenalties(Penalty.NONE, Penalty.NONE));
            plainer(l, layer -> layer.withPenalties(layer.weightPenalty(), Penalty.NONE));
            plainer(l, layer -> layer.withPenalties(Penalty.NONE, layer.biasPenalty()));
            plainer(l, layer -> layer.withClipping(Clipping.NONE));
        }
    }

    private void plainer(int l, UnaryOperator<LayerSpec> change) {
        LayerSpec changed = change.apply(layers.get(l));
        if (!changed.equals(layers.get(l))) {
            List<LayerSpec> plainer = new ArrayList<>(layers);
            plainer.set(l, changed);
            found.add(with(plainer, run.examples()));
        }
    }

    private interface Kept {
        void of(int[] kept);
    }

    /** The first half of this many things, the second half, and for each of them all the others. */
    private static void without(int size, Kept kept) {
        if (size > 2) {
            kept.of(IntStream.range(0, size / 2).toArray());
            kept.of(IntStream.range(size / 2, size).toArray());
        }
        for (int gone = 0; size > 1 && gone < size; gone++) {
            int one = gone;
            kept.of(IntStream.range(0, size).filter(i -> i != one).toArray());
        }
    }

    private static int[] all(int size) {
        return IntStream.range(0, size).toArray();
    }

    private Examples columns(int[] inputs, int[] outputs) {
        Examples examples = run.examples();
        double[][] inputRows = new double[examples.size()][];
        double[][] targetRows = new double[examples.size()][];
        for (int e = 0; e < examples.size(); e++) {
            int row = e;
            inputRows[e] = IntStream.of(inputs)
                    .mapToDouble(i -> examples.inputValues()[row * examples.inputs() + i])
                    .toArray();
            targetRows[e] = IntStream.of(outputs)
                    .mapToDouble(j -> examples.targetValues()[row * examples.outputs() + j])
                    .toArray();
        }
        return Examples.of(inputRows, targetRows);
    }

    /** A layer with some of its units, for some of its inputs; of given weights, the rows and columns that belong to them. */
    private static LayerSpec resized(LayerSpec layer, int inputs, int[] keptInputs, int[] keptUnits) {
        Init init = layer.init();
        if (init instanceof Init.Values values) {
            IntStream rows = IntStream.of(keptInputs);
            IntStream withBias = layer.bias() ? IntStream.concat(rows, IntStream.of(inputs)) : rows;
            init = new Init.Values(withBias.mapToObj(i -> IntStream.of(keptUnits)
                            .mapToDouble(j -> values.rows()[i][j])
                            .toArray())
                    .toArray(double[][]::new));
        }
        return withInit(layer, keptUnits.length, init);
    }

    private static LayerSpec withInit(LayerSpec layer, int units, Init init) {
        return new LayerSpec(
                units,
                layer.activation(),
                layer.bias(),
                init,
                layer.weightPenalty(),
                layer.biasPenalty(),
                layer.clipping());
    }

    private Run with(List<LayerSpec> otherLayers, Examples examples) {
        int batchSize = Math.min(run.batchSize(), examples.size());
        NetworkSpec other = new NetworkSpec(
                examples.inputs(),
                otherLayers,
                network.loss(),
                network.reduction(),
                network.optimizer(),
                network.schedule(),
                new Batches(examples, batchSize, null).perEpoch(),
                network.precision(),
                network.heuristics());
        return new Run(run.label(), other, examples, batchSize, run.shuffle(), run.seed());
    }

    private Run with(NetworkSpec other, boolean shuffle) {
        return new Run(run.label(), other, run.examples(), run.batchSize(), shuffle, run.seed());
    }
}
