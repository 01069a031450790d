package lockstep.fault.network;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.Quantity;
import lockstep.fault.rule.FaultyRules;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.NetworkSpec;
import lockstep.optim.Step;
import lockstep.scalar.ActivationFunction;
import lockstep.scalar.LearningRates;
import org.jspecify.annotations.Nullable;

/**
 * The scalar network with faults. It is written in the plainest loops, so that each fault is one {@code if} next to the line that
 * it changes; without faults its numbers are those of {@link lockstep.scalar.ScalarNetwork}, bit for bit.
 */
public final class FaultyNetwork implements Engine {

    private static final double LEAK = 0.01;

    /** A unit with a slope below this learns a thousand times slower than one whose slope is 1. */
    private static final double FLAT = 1e-3;

    private final NetworkSpec spec;
    private final Faults faults;
    private final Rounding rounding;
    private final FaultyLayer[] layers;
    private final LearningRates.Rates rates;
    private final StepNumber number;
    private final FaultyOrder order;
    private final FaultyLoss loss;
    private final FaultyDeltas deltas;
    private final FaultyUpdates updates;
    private final FaultyStart start;
    private final FaultyMeasures measures;

    private int room;
    private int stepped;
    private @Nullable Batch begun;

    /** A network whose weights are all 0: load some. */
    public FaultyNetwork(NetworkSpec spec, Faults faults) {
        this(spec, faults, Rounding.NONE);
    }

    /** The same, with numbers that are moved by rounding. */
    public FaultyNetwork(NetworkSpec spec, Faults faults, Rounding rounding) {
        this.spec = spec;
        this.faults = faults;
        this.rounding = rounding;
        FaultyRules rules = FaultyRules.both(spec.optimizer(), faults);
        this.layers = new FaultyLayer[spec.layers().size()];
        Arrays.setAll(layers, l -> new FaultyLayer(spec, l, faults, rules, activation(l), biasInput(l), rounding));
        this.rates = StepNumber.rates(spec, faults);
        this.number = new StepNumber(spec, faults);
        this.order = new FaultyOrder(faults);
        this.loss = new FaultyLoss(spec, faults);
        this.deltas = new FaultyDeltas(spec, faults, rounding, layers, order);
        this.updates = new FaultyUpdates(spec, faults, rules, layers, order, number);
        this.start = new FaultyStart(faults);
        this.measures = new FaultyMeasures(layers, order);
    }

    private boolean has(Fault fault) {
        return faults.has(fault);
    }

    private boolean isOutput(int l) {
        return l == spec.layers().size() - 1;
    }

    private Activation activation(int l) {
        Activation right = spec.layers().get(l).activation();
        if (has(isOutput(l) ? Fault.NO_OUTPUT_ACTIVATION : Fault.NO_HIDDEN_ACTIVATION)) {
            return Activation.IDENTITY;
        }
        return has(Fault.LEAKY_RELU_WITHOUT_LEAK) && right == Activation.LEAKY_RELU ? Activation.RELU : right;
    }

    private double biasInput(int l) {
        if (has(Fault.NO_BIAS) || has(isOutput(l) ? Fault.NO_OUTPUT_BIAS : Fault.NO_HIDDEN_BIAS)) {
            return 0.0;
        }
        if (has(Fault.BIAS_INPUT_MINUS_ONE)) {
            return -1.0;
        }
        return has(Fault.BIAS_INPUT_HALF) ? 0.5 : 1.0;
    }

    @Override
    public double step(Batch batch) {
        double reported = begin(batch);
        finish();
        return reported;
    }

    /** The first half of a step, up to its loss; most programs that are tried end here. */
    public double begin(Batch batch) {
        finish();
        makeRoom(batch.size());
        order.takeToTrain(batch);
        for (FaultyLayer layer : layers) {
            layer.makeRoomToTrain(batch.size());
            for (double[] row : layer.w) {
                rounding.move(row);
            }
        }
        begun = batch;
        forward(batch.examples(), batch.size());
        if (has(Fault.LOSS_AFTER_UPDATE)) {
            finish();
            forward(batch.examples(), batch.size());
        }
        return reportedLoss(batch);
    }

    /** The second half of a step that was begun: its update. */
    public void finish() {
        Batch batch = begun;
        if (batch != null) {
            begun = null;
            deltas.ofOutputs(batch.examples(), batch.size());
            train(batch);
            stepped = batch.size();
        }
    }

    /**
     * What the answers to the batch at hand come to, that of the step or of {@link #loss}.
     *
     * @param quantity other than the loss: the mean over the batch's examples
     */
    public double mean(Quantity quantity, Batch batch) {
        return measures.mean(quantity, batch);
    }

    /** Whether some hidden layer passes nothing back: each of its units is flat on every example. */
    public boolean isCut(Batch batch) {
        loss(batch);
        for (int l = 0; l < layers.length - 1; l++) {
            FaultyLayer layer = layers[l];
            double steepest = 0.0;
            for (int e = 0; e < batch.size(); e++) {
                double[] slope = new double[layer.units];
                Arrays.fill(slope, 1.0);
                ActivationFunction.of(layer.activation).multiplyByDerivative(layer.z[e], layer.y[e], slope);
                steepest = Math.max(
                        steepest, Arrays.stream(slope).map(Math::abs).max().orElse(0.0));
            }
            if (steepest < FLAT) {
                return true;
            }
        }
        return false;
    }

    /** The penalties in the last reported loss. */
    public double penalty() {
        return loss.penalty();
    }

    private void makeRoom(int examples) {
        stepped = 0;
        if (room < examples) {
            room = examples;
            for (FaultyLayer layer : layers) {
                layer.makeRoom(examples);
            }
        }
    }

    private double reportedLoss(Batch batch) {
        return loss.of(layers, batch.examples(), order, batch.size());
    }

    /** {@code z[j] = sum of x[i] w[i][j], y[j] = f(z[j])}. */
    private void forward(Examples examples, int size) {
        boolean carried = begun != null && has(Fault.SUMS_NOT_RESET); // what is only looked at leaves no trace
        for (int l = 0; l < layers.length; l++) {
            FaultyLayer layer = layers[l];
            for (int e = 0; e < size; e++) {
                if (l == 0) {
                    System.arraycopy(
                            examples.inputValues(), order.row(e) * examples.inputs(), layer.x[e], 0, examples.inputs());
                } else {
                    System.arraycopy(layers[l - 1].y[e], 0, layer.x[e], 0, layer.inputs);
                }
                double[] x = layer.x[e];
                double[] z = layer.z[e];
                Arrays.fill(z, 0.0);
                if (carried) {
                    System.arraycopy(layer.lastSum, 0, z, 0, z.length);
                }
                for (int i = 0; i < x.length; i++) {
                    double[] w = layer.w[i];
                    for (int j = 0; j < z.length; j++) {
                        z[j] += x[i] * w[j];
                    }
                }
                layer.function.apply(z, layer.y[e]);
                if (carried) {
                    System.arraycopy(z, 0, layer.lastSum, 0, z.length);
                }
                if (has(Fault.LEAKY_RELU_REVERSED) && layer.activation == Activation.LEAKY_RELU) {
                    reverseLeak(z, layer.y[e]);
                }
            }
            if ((has(Fault.SOFTMAX_OVER_BATCH) || has(Fault.SOFTMAX_OVER_ALL)) && isOutput(l)) {
                softmaxOverBatch(layer, size);
            }
        }
    }

    /** {@code y = z < 0 ? 0 : 0.01 z}. */
    private static void reverseLeak(double[] z, double[] y) {
        for (int j = 0; j < z.length; j++) {
            y[j] = z[j] < 0.0 ? 0.0 : LEAK * z[j];
        }
    }

    /** {@code y[e][j] = e^z[e][j] / (sum over the examples e, and perhaps the outputs j too, of e^z[e][j])}. */
    private void softmaxOverBatch(FaultyLayer layer, int size) {
        int together = has(Fault.SOFTMAX_OVER_ALL) ? layer.units : 1;
        double[] z = new double[size * together];
        double[] y = new double[z.length];
        for (int from = 0; from < layer.units; from += together) {
            for (int i = 0; i < z.length; i++) {
                z[i] = layer.z[i / together][from + i % together];
            }
            ActivationFunction.of(Activation.SOFTMAX).apply(z, y);
            for (int i = 0; i < z.length; i++) {
                layer.y[i / together][from + i % together] = y[i];
            }
        }
    }

    /** The hidden deltas, and every layer's update, from the output layer down. */
    private void train(Batch batch) {
        int last = layers.length - 1;
        boolean epochBegins = batch.from() == 0;
        Step step = number.next(rates, batch.size(), epochBegins);
        if (epochBegins) {
            updates.beginEpoch();
        }
        boolean late = has(Fault.LATE_HIDDEN_DELTA);
        if (late) {
            updates.of(last, batch, step);
        }
        for (int l = last - 1; l >= 0; l--) {
            deltas.ofHiddenUnits(l, batch.size());
            if (late) {
                updates.of(l, batch, step);
            }
        }
        for (int l = last; l >= 0 && !late; l--) {
            updates.of(l, batch, step);
        }
    }

    @Override
    public void loadWeights(double[] from) {
        start.load(from, layers);
    }

    @Override
    public void readWeights(double[] into) {
        read(into, layer -> layer.w);
    }

    @Override
    public void readGradient(double[] into) {
        if (stepped == 0) {
            throw new IllegalStateException("the gradient is that of a step: ask for it right after one");
        }
        read(into, layer -> layer.g);
    }

    private void read(double[] into, Function<FaultyLayer, double[][]> rows) {
        int at = 0;
        for (FaultyLayer layer : layers) {
            for (double[] row : rows.apply(layer)) {
                System.arraycopy(row, 0, into, at, row.length);
                at += row.length;
            }
        }
    }

    @Override
    public double loss(Batch batch) {
        look(batch);
        return reportedLoss(batch);
    }

    @Override
    public void readOutputs(Batch batch, double[] into) {
        look(batch);
        int outputs = spec.outputs();
        for (int e = 0; e < batch.size(); e++) {
            System.arraycopy(layers[layers.length - 1].y[e], 0, into, e * outputs, outputs);
        }
    }

    /** Answers a batch without learning from it. */
    private void look(Batch batch) {
        finish();
        makeRoom(batch.size());
        order.take(batch);
        forward(batch.examples(), batch.size());
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return Optional.of(new FaultyRule(spec, faults, n));
    }
}
