package lockstep.dl4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.Examples;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A {@code MultiLayerNetwork} that a user has made, and perhaps trains, seen through DL4J's public API. It is never changed, and
 * nothing of ND4J is set: whoever uses this has started it.
 */
public final class UserNetwork {

    private final MultiLayerNetwork network;
    private final NetworkSpec spec;
    private final Layout layout;
    private final Map<Integer, Batch> batches = new HashMap<>();

    private final boolean remembersAsTheRule;
    private final double[] dl4js;

    private UserNetwork(MultiLayerNetwork network, NetworkSpec spec) {
        this.network = network;
        this.spec = spec;
        this.layout = new Layout(spec);
        this.dl4js = new double[spec.weightCount()];
        Precision precision = spec.precision();
        this.remembersAsTheRule = updaters()
                .allMatch(updater -> Twins.read(updater)
                        .filter(taught -> spec.withOptimizer(taught.optimizer())
                                .in(precision)
                                .optimizer()
                                .equals(spec.optimizer()))
                        .isPresent());
    }

    private Stream<IUpdater> updaters() {
        return network.getLayerWiseConfigurations().getConfs().stream()
                .map(NeuralNetConfiguration::getLayer)
                .filter(layer -> layer instanceof DenseLayer || layer instanceof BaseOutputLayer)
                .map(layer -> ((BaseLayer) layer).getIUpdater());
    }

    /**
     * The network in a zip of {@code ModelSerializer}, whose process is Lockstep's own.
     *
     * @throws UnsupportedNetworkException if there is none, or Lockstep has no words for it
     */
    public static UserNetwork load(Path zip) {
        return of(restore(zip), 1);
    }

    /**
     * The same with classes of the user's own, for a network that is to compute what another does.
     *
     * @param classes where its classes are found
     * @throws UnsupportedNetworkException if there is none, or its layers are not those of the other one
     */
    public static UserNetwork load(Path zip, ClassLoader classes, NetworkSpec right) {
        ND4JClassLoading.setNd4jClassloader(classes);
        Thread.currentThread().setContextClassLoader(classes); // Jackson's
        return against(restore(zip), right);
    }

    private static MultiLayerNetwork restore(Path zip) {
        Backend.useOneThread();
        if (!Files.isRegularFile(zip)) {
            throw new UnsupportedNetworkException(
                    List.of(zip + ": found no such file, expected a zip of ModelSerializer"));
        }
        try {
            return ModelSerializer.restoreMultiLayerNetwork(zip.toFile(), true);
        } catch (IOException | RuntimeException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new UnsupportedNetworkException(List.of(zip + ": DL4J cannot read a MultiLayerNetwork there (" + why
                    + "); expected a zip that ModelSerializer.writeModel has written; classes of your own are found with"
                    + " --class-path, and held against a config: verify CONFIG --against " + zip.getFileName()));
        }
    }

    /** The same network, for batches of which an epoch has this many. */
    public UserNetwork in(int stepsPerEpoch) {
        return new UserNetwork(network, spec.withSchedule(spec.schedule(), stepsPerEpoch));
    }

    /**
     * What it has to compute, from the initial distribution of its configuration.
     *
     * @throws UnsupportedNetworkException if a config has no word for that
     */
    public NetworkSpec specAsConfigured() {
        return UserConfiguration.read(network.getLayerWiseConfigurations(), spec.stepsPerEpoch(), true);
    }

    /**
     * A network whose configuration is the one to be computed.
     *
     * @param stepsPerEpoch for a schedule that counts epochs
     * @throws UnsupportedNetworkException if Lockstep has no words for it
     */
    public static UserNetwork of(MultiLayerNetwork network, int stepsPerEpoch) {
        return new UserNetwork(
                network, UserConfiguration.read(network.getLayerWiseConfigurations(), stepsPerEpoch, false));
    }

    /**
     * A network that is to compute what another does: its activations, loss and updaters may be of the user's own.
     *
     * @throws UnsupportedNetworkException if its layers are not those of the other one
     */
    public static UserNetwork against(MultiLayerNetwork network, NetworkSpec right) {
        return new UserNetwork(network, UserConfiguration.read(network.getLayerWiseConfigurations(), right));
    }

    /**
     * What a configuration says, in Lockstep's words; where a start has none, it is 0.
     *
     * @throws UnsupportedNetworkException if Lockstep has no words for it
     */
    public static NetworkSpec read(MultiLayerConfiguration conf, int stepsPerEpoch) {
        return UserConfiguration.read(conf, stepsPerEpoch, false);
    }

    /** What it has to compute, from weights of 0. */
    public NetworkSpec spec() {
        return spec;
    }

    /** The same, from the weights that it has now. */
    public NetworkSpec specFromHere() {
        double[] weights = new double[spec.weightCount()];
        readWeights(weights);
        return spec.startingFrom(weights);
    }

    /** How many steps it has made. */
    public int steps() {
        return network.getIterationCount();
    }

    /** Room for {@link #readMemory}. */
    public double[][] newMemory() {
        return new double[spec.optimizer().stateSize()][spec.weightCount()];
    }

    /**
     * Copies out what its updater remembers: an array, laid out like the weights, for each number that the rule remembers of a
     * weight.
     *
     * @throws UnsupportedNetworkException if its updater is of the user's own
     */
    public void readMemory(double[][] into) {
        if (!remembersAsTheRule) {
            throw new UnsupportedNetworkException(List.of("updater: found one of your own after " + steps()
                    + " iterations; nobody but you knows what it remembers, so attach the listener to a new network, and"
                    + " have every iteration judged"));
        }
        for (int k = 0; k < into.length; k++) {
            for (UpdaterBlock block : ((BaseMultiLayerUpdater<?>) network.getUpdater()).getUpdaterBlocks()) {
                int from = block.getParamOffsetStart();
                int n = block.getParamOffsetEnd() - from;
                new Numbers(block.getUpdaterView()).read((long) k * n, dl4js, from, n);
            }
            layout.read(dl4js, into[k]);
        }
    }

    /** What makes copies of it, each with its memory. Asked for one without penalties, they have none. */
    public Engines copies() {
        return this::copy;
    }

    private Engine copy(NetworkSpec asked) {
        MultiLayerNetwork copy = network.clone();
        if (asked.equals(asked.withoutPenalties())) {
            for (NeuralNetConfiguration conf : copy.getLayerWiseConfigurations().getConfs()) {
                if (conf.getLayer() instanceof BaseLayer layer) {
                    layer.setRegularization(List.of());
                    layer.setRegularizationBias(List.of());
                }
            }
        }
        return new Dl4jNetwork(asked, copy, updaters().findFirst().orElseThrow());
    }

    /** Copies its weights out. */
    public void readWeights(double[] into) {
        layout.read(new Numbers(network.params()), into);
    }

    /** The loss of the batch that it has just computed the gradient of, penalties included. */
    public double loss() {
        return network.score();
    }

    /**
     * Copies out the gradient that it has just computed, before its updater has turned it into an update.
     *
     * @param examples how many the batch has
     */
    public void readGradient(double[] into, int examples) {
        Numbers gradient = new Numbers(network.getGradientsViewArray());
        if (network.getLayerWiseConfigurations().getConf(0).isMiniBatch()) {
            layout.readMean(gradient, into, examples);
        } else {
            layout.read(gradient, into);
        }
    }

    /**
     * The batch that it is being trained with, copied.
     *
     * @return used again for the next batch of its size
     * @throws UnsupportedNetworkException if the batch is no matrix, or has masks
     */
    public Batch batch() {
        INDArray inputs = network.getInput();
        INDArray labels = network.getLabels();
        if (inputs.rank() != 2 || labels.rank() != 2) {
            throw new UnsupportedNetworkException(List.of("a batch of rank " + inputs.rank() + " and labels of rank "
                    + labels.rank() + ": expected matrices, a row per example"));
        }
        Batch batch = batches.computeIfAbsent((int) inputs.size(0), this::newBatch);
        readRows(inputs, batch.examples().inputValues());
        readRows(labels, batch.examples().targetValues());
        return batch;
    }

    private void readRows(INDArray from, double[] into) {
        Numbers.readRows(from, into);
        if (from.dataType() != DataType.FLOAT) {
            spec.precision().round(into);
        }
    }

    private Batch newBatch(int size) {
        return new Examples(
                        size,
                        spec.inputs(),
                        spec.outputs(),
                        new double[size * spec.inputs()],
                        new double[size * spec.outputs()])
                .asBatch();
    }
}
