package lockstep.fault;

import java.util.Arrays;
import java.util.Optional;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.NetworkSpec;
import lockstep.optim.Optimizer;
import lockstep.optim.Step;
import lockstep.scalar.LearningRates;

/**
 * The scalar network with faults. It is written in the plainest loops, so that each fault is one {@code if} next to the line that
 * it changes; without faults its numbers are those of {@link lockstep.scalar.ScalarNetwork}, bit for bit.
 */
public final class FaultyNetwork implements Engine {

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

    private int room;
    private int stepped;

    /** A network whose weights are all 0: load some. */
    public FaultyNetwork(NetworkSpec spec, Faults faults) {
        this(spec, faults, Rounding.NONE);
    }

    /** The same, with numbers that are moved by rounding. */
    public FaultyNetwork(NetworkSpec spec, Faults faults, Rounding rounding) {
        this.spec = spec;
        this.faults = faults;
        this.rounding = rounding;
        Optimizer rule = FaultyRules.of(spec.optimizer(), faults);
        this.layers = new FaultyLayer[spec.layers().size()];
        Arrays.setAll(layers, l -> new FaultyLayer(spec, l, rule, biasInput(l), rounding));
        this.rates = StepNumber.rates(spec, faults);
        this.number = new StepNumber(faults);
        this.order = new FaultyOrder(faults);
        this.loss = new FaultyLoss(spec, faults);
        this.deltas = new FaultyDeltas(spec, faults, rounding, layers, order);
        this.updates = new FaultyUpdates(spec, faults, rule, layers, order);
        this.start = new FaultyStart(faults);
    }

    private boolean has(Fault fault) {
        return faults.has(fault);
    }

    private double biasInput(int l) {
        if (has(Fault.NO_BIAS)
                || (has(Fault.NO_OUTPUT_BIAS) && l == spec.layers().size() - 1)) {
            return 0.0;
        }
        if (has(Fault.BIAS_INPUT_MINUS_ONE)) {
            return -1.0;
        }
        return has(Fault.BIAS_INPUT_HALF) ? 0.5 : 1.0;
    }

    @Override
    public double step(Batch batch) {
        makeRoom(batch.size());
        order.takeToTrain(batch);
        for (FaultyLayer layer : layers) {
            for (double[] row : layer.w) {
                rounding.move(row);
            }
        }
        forward(batch.examples(), batch.size());
        double reported = reportedLoss(batch);
        deltas.ofOutputs(batch.examples(), batch.size());
        train(batch);
        stepped = batch.size();
        if (has(Fault.LOSS_AFTER_UPDATE)) {
            forward(batch.examples(), batch.size());
            reported = reportedLoss(batch);
        }
        return reported;
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
                for (int i = 0; i < x.length; i++) {
                    double[] w = layer.w[i];
                    for (int j = 0; j < z.length; j++) {
                        z[j] += x[i] * w[j];
                    }
                }
                layer.function.apply(z, layer.y[e]);
            }
        }
    }

    /** The hidden deltas, and every layer's update, from the output layer down. */
    private void train(Batch batch) {
        int last = layers.length - 1;
        boolean epochBegins = batch.from() == 0;
        Step step = number.next(rates, batch.size(), epochBegins);
        if (has(Fault.MEMORY_RESET_EVERY_EPOCH) && epochBegins) {
            updates.forget();
        }
        if (has(Fault.LATE_HIDDEN_DELTA)) {
            updates.of(last, batch.size(), step);
            for (int l = last - 1; l >= 0; l--) {
                deltas.ofHiddenUnits(l, batch.size());
                updates.of(l, batch.size(), step);
            }
            return;
        }
        for (int l = last - 1; l >= 0; l--) {
            deltas.ofHiddenUnits(l, batch.size());
        }
        for (int l = last; l >= 0; l--) {
            updates.of(l, batch.size(), step);
        }
    }

    @Override
    public void loadWeights(double[] from) {
        start.load(from, layers);
    }

    @Override
    public void readWeights(double[] into) {
        int at = 0;
        for (FaultyLayer layer : layers) {
            for (double[] row : layer.w) {
                System.arraycopy(row, 0, into, at, row.length);
                at += row.length;
            }
        }
    }

    @Override
    public void readGradient(double[] into) {
        if (stepped == 0) {
            throw new IllegalStateException("the gradient is that of a step: ask for it right after one");
        }
        int at = 0;
        for (FaultyLayer layer : layers) {
            for (double[] row : layer.g) {
                System.arraycopy(row, 0, into, at, row.length);
                at += row.length;
            }
        }
    }

    @Override
    public double loss(Batch batch) {
        makeRoom(batch.size());
        order.take(batch);
        forward(batch.examples(), batch.size());
        return reportedLoss(batch);
    }

    @Override
    public void readOutputs(Batch batch, double[] into) {
        makeRoom(batch.size());
        order.take(batch);
        forward(batch.examples(), batch.size());
        int outputs = spec.outputs();
        for (int e = 0; e < batch.size(); e++) {
            System.arraycopy(layers[layers.length - 1].y[e], 0, into, e * outputs, outputs);
        }
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return Optional.of(new FaultyRule(spec, faults, n));
    }
}
