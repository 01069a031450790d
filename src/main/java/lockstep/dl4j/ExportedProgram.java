package lockstep.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Clipping;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.optim.OptimizerKind;

/**
 * A run as a program in Java that stands on DL4J alone: it builds the network, starts it from the run's weights, and trains it by
 * {@code fit} with the run's batches. Its numbers are those of {@link Dl4jNetwork}, bit for bit.
 */
public final class ExportedProgram {

    /** A string in a class file has less than 65,536 bytes. */
    private static final int LONGEST_STRING = 60_000;

    /** Far more examples than anybody wants to see in a program. */
    private static final int MOST_NUMBERS = 200_000;

    private final String className;
    private final Run run;
    private final NetworkSpec network;
    private final int steps;

    private ExportedProgram(String className, Run run, int steps) {
        this.className = className;
        this.run = run;
        this.network = run.network();
        this.steps = steps;
    }

    /**
     * The program.
     *
     * @param className its class's name
     * @param steps how many it trains
     * @throws UnsupportedNetworkException if DL4J alone has no such network; the message is for a person
     */
    public static String text(String className, Run run, int steps) throws UnsupportedNetworkException {
        NetworkSpec network = run.network();
        List<String> missing = new ArrayList<>();
        OptimizerKind kind = OptimizerKind.of(network.optimizer());
        if (Twins.updater(network.optimizer()).getClass().getName().startsWith("lockstep")) {
            missing.add("optimizer " + kind.key() + ": DL4J has no such updater, or none that trains");
        }
        if (network.layers().stream().anyMatch(layer -> layer.activation() == Activation.STEP)) {
            missing.add("activation step: DL4J has none");
        }
        if (!network.heuristics().isNone()) {
            missing.add("flat_spot or error_dead_zone: DL4J has neither");
        }
        if (network.precision() == Precision.BFLOAT16) {
            missing.add("precision bfloat16: DL4J does not train in it on a CPU");
        }
        int numbers = run.examples().inputValues().length + run.examples().targetValues().length;
        if (numbers > MOST_NUMBERS) {
            missing.add("examples of " + numbers + " numbers, expected " + MOST_NUMBERS + " at most: use `limit`");
        }
        if (!missing.isEmpty()) {
            throw new UnsupportedNetworkException("This network is no program of DL4J's alone:", missing);
        }
        return new ExportedProgram(className, run, steps).text();
    }

    private String text() {
        Run.Start start = run.start();
        int perEpoch = start.batches().perEpoch();
        return TEMPLATE.replace(
                        "@shape@",
                        network.shape() + ", " + network.loss().key() + ", "
                                + OptimizerKind.of(network.optimizer()).key())
                .replace("@class@", className)
                .replace("@steps@", Integer.toString(steps))
                .replace("@perEpoch@", Integer.toString(perEpoch))
                .replace("@type@", Configurations.type(network.precision()).name())
                .replace("@mean@", Boolean.toString(Configurations.divideByBatchSize(network.reduction())))
                .replace("@layers@", layers())
                .replace("@weights@", weights(start.weights()))
                .replace(
                        "@inputs@",
                        rows(run.examples().inputValues(), run.examples().inputs()))
                .replace(
                        "@targets@",
                        rows(run.examples().targetValues(), run.examples().outputs()))
                .replace("@batches@", batches(start.batches(), run.shuffle() ? steps : Math.min(steps, perEpoch)));
    }

    private String layers() {
        StringBuilder text = new StringBuilder();
        int last = network.layers().size() - 1;
        for (int l = 0; l <= last; l++) {
            LayerSpec layer = network.layers().get(l);
            text.append("""
                                    .layer(new %s
                                            .nIn(%d).nOut(%d).hasBias(%b).activation(new %s())%s%s%s
                                            .updater(%s).build())
                    """.formatted(
                    l < last ? "DenseLayer.Builder()" : "OutputLayer.Builder(" + loss() + ")",
                    network.inputsOf(l),
                    layer.units(),
                    layer.bias(),
                    Configurations.activation(layer.activation()).getClass().getSimpleName(),
                    penalty(layer.weightPenalty(), ""),
                    penalty(layer.biasPenalty(), "Bias"),
                    clipping(layer.clipping()),
                    updater()));
        }
        return text.toString();
    }

    private String loss() {
        String name = Configurations.loss(network.loss(), network.outputs(), Configurations.type(network.precision()))
                .getClass()
                .getSimpleName();
        String weights = network.loss() == Loss.HALF_SQUARED_ERROR
                ? "Nd4j.valueArrayOf(new long[] {" + network.outputs() + "}, 0.5, TYPE)"
                : "";
        return "new " + name + "(" + weights + ")";
    }

    private static String penalty(Penalty penalty, String suffix) {
        StringBuilder text = new StringBuilder();
        append(text, "l1" + suffix, penalty.l1());
        append(text, "l2" + suffix, penalty.l2());
        append(text, "weightDecay" + suffix, penalty.weightDecay());
        return text.toString();
    }

    private static void append(StringBuilder text, String setter, double value) {
        if (value > 0.0) {
            text.append('.').append(setter).append('(').append(value).append(')');
        }
    }

    private static String clipping(Clipping clipping) {
        return clipping.equals(Clipping.NONE)
                ? ""
                : "\n                        .gradientNormalization(GradientNormalization."
                        + LayerTerms.normalization(clipping.mode()).name() + ").gradientNormalizationThreshold("
                        + clipping.threshold() + ")";
    }

    /** A new updater for each layer: DL4J's AdaGrad loses a schedule that is set for all at once. */
    private String updater() {
        String values = OptimizerKind.valuesOf(network.optimizer()).values().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        String name = Twins.updater(network.optimizer()).getClass().getSimpleName();
        String created = "new " + name + "(" + values + ")";
        return network.schedule().equals(Schedule.CONSTANT)
                ? created
                : "scheduled(" + created + ", "
                        + schedule(network.schedule(), network.optimizer().learningRate()) + ")";
    }

    private static String schedule(Schedule schedule, double rate) {
        String type = "ScheduleType." + (schedule.by() == Schedule.By.STEP ? "ITERATION" : "EPOCH");
        if (schedule instanceof Schedule.Step s) {
            return call("StepSchedule", type, rate, s.decayRate(), s.every());
        }
        if (schedule instanceof Schedule.Exponential s) {
            return call("ExponentialSchedule", type, rate, s.gamma());
        }
        if (schedule instanceof Schedule.Inverse s) {
            return call("InverseSchedule", type, rate, s.gamma(), s.power());
        }
        if (schedule instanceof Schedule.Poly s) {
            return call("PolySchedule", type, rate, s.power(), s.length());
        }
        if (schedule instanceof Schedule.Sigmoid s) {
            return call("SigmoidSchedule", type, rate, s.gamma(), s.midpoint());
        }
        if (schedule instanceof Schedule.Cycle c) {
            return call(
                    "CycleSchedule",
                    type,
                    rate,
                    rate * c.peakFactor(),
                    c.length(),
                    c.annealingLength(),
                    c.annealingDecay());
        }
        if (schedule instanceof Schedule.Ramp ramp) {
            return call("RampSchedule", schedule(ramp.base(), rate), ramp.steps());
        }
        if (schedule instanceof Schedule.Table table) {
            String rates = table.factors().entrySet().stream()
                    .map((Map.Entry<Integer, Double> e) -> "Map.entry(" + e.getKey() + ", " + e.getValue() * rate + ")")
                    .collect(Collectors.joining(", "));
            return call("MapSchedule", type, "Map.ofEntries(" + rates + ")");
        }
        return call("FixedSchedule", rate);
    }

    private static String call(String type, Object... arguments) {
        return "new " + type
                + Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    private String weights(double[] weights) {
        StringBuilder text = new StringBuilder();
        for (int l = 0; l < network.layers().size(); l++) {
            int biases = network.biasOffset(l);
            text.append(setter(l + "_W", l, Arrays.copyOfRange(weights, network.offset(l), biases)));
            if (network.layers().get(l).bias()) {
                text.append(setter(l + "_b", l, Arrays.copyOfRange(weights, biases, network.offset(l + 1))));
            }
        }
        return text.toString();
    }

    private String setter(String parameter, int layer, double[] values) {
        String rows = rows(values, network.layers().get(layer).units());
        return "        network.setParam(\"" + parameter + "\", numbers(" + rows + "));\n";
    }

    /** Strings of rows, a row a line. */
    private static String rows(double[] values, int columns) {
        return strings(IntStream.range(0, values.length / columns)
                .mapToObj(row -> Arrays.stream(values, row * columns, (row + 1) * columns)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(" ")))
                .toList());
    }

    /** The rows of each batch. */
    private static String batches(Batches batches, int count) {
        List<String> lines = new ArrayList<>();
        for (int step = 0; step < count; step++) {
            Batch batch = batches.next();
            lines.add(IntStream.range(0, batch.size())
                    .mapToObj(e -> String.valueOf(batch.row(e)))
                    .collect(Collectors.joining(" ")));
        }
        return strings(lines);
    }

    private static String strings(List<String> lines) {
        StringJoiner strings = new StringJoiner(",\n            ", "\n            ", "");
        StringBuilder string = new StringBuilder();
        for (String line : lines) {
            if (string.length() > 0 && string.length() + line.length() > LONGEST_STRING) {
                strings.add("\"" + string + "\"");
                string.setLength(0);
            }
            string.append(string.length() == 0 ? "" : "; ").append(line);
        }
        return strings.add("\"" + string + "\"").toString();
    }

    private static final String TEMPLATE = """
            import java.util.Arrays;
            import java.util.Map;
            import org.deeplearning4j.nn.conf.GradientNormalization;
            import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
            import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
            import org.deeplearning4j.nn.conf.layers.DenseLayer;
            import org.deeplearning4j.nn.conf.layers.OutputLayer;
            import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
            import org.deeplearning4j.nn.weights.WeightInit;
            import org.nd4j.linalg.activations.impl.*;
            import org.nd4j.linalg.api.buffer.DataType;
            import org.nd4j.linalg.api.ndarray.INDArray;
            import org.nd4j.linalg.dataset.DataSet;
            import org.nd4j.linalg.factory.Nd4j;
            import org.nd4j.linalg.learning.config.*;
            import org.nd4j.linalg.lossfunctions.impl.*;
            import org.nd4j.linalg.schedule.*;

            /** @shape@: written by Lockstep from a config, for DL4J alone. */
            public final class @class@ {

                private static final DataType TYPE = DataType.@type@;

                private static final int STEPS = @steps@;
                private static final int STEPS_PER_EPOCH = @perEpoch@;

                private static final INDArray INPUTS = numbers(@inputs@);
                private static final INDArray TARGETS = numbers(@targets@);

                /** The rows of each batch, one batch after another. */
                private static final String BATCHES = String.join("; ", @batches@);

                public static void main(String[] arguments) {
                    double[] losses = train();
                    for (int step = 0; step < losses.length; step++) {
                        System.out.println(step + "," + losses[step]);
                    }
                }

                /** Trains, and returns the loss before each step. */
                public static double[] train() {
                    MultiLayerNetwork network = network();
                    String[] batches = BATCHES.split("; ");
                    double[] losses = new double[STEPS];
                    for (int step = 0; step < STEPS; step++) {
                        int[] rows = Arrays.stream(batches[step % batches.length].split(" "))
                                .mapToInt(Integer::parseInt)
                                .toArray();
                        network.fit(new DataSet(INPUTS.getRows(rows), TARGETS.getRows(rows)));
                        losses[step] = network.score();
                        if ((step + 1) % STEPS_PER_EPOCH == 0) {
                            network.incrementEpochCount();
                        }
                    }
                    return losses;
                }

                /** The network, before its first step. */
                public static MultiLayerNetwork network() {
                    MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                            .dataType(TYPE)
                            .miniBatch(@mean@)
                            .weightInit(WeightInit.ZERO)
                            .list()
                            .validateOutputLayerConfig(false)
            @layers@                .build();
                    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
                    network.init();
            @weights@        return network;
                }

                private static IUpdater scheduled(IUpdater updater, ISchedule schedule) {
                    updater.setLrAndSchedule(Double.NaN, schedule);
                    return updater;
                }

                private static INDArray numbers(String... rows) {
                    double[][] numbers = Arrays.stream(String.join("; ", rows).split("; "))
                            .map(row -> Arrays.stream(row.split(" ")).mapToDouble(Double::parseDouble).toArray())
                            .toArray(double[][]::new);
                    return Nd4j.createFromArray(numbers).castTo(TYPE);
                }
            }
            """;
}
