package lockstep.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lockstep.config.ExperimentConfig;
import lockstep.config.VerifySettings;
import lockstep.config.file.ResolvedConfig;
import lockstep.data.Data;
import lockstep.data.DataSource;
import lockstep.data.file.CsvExamples;
import lockstep.data.file.DataException;
import lockstep.data.file.Selection;
import lockstep.dl4j.UserData;
import lockstep.dl4j.UserNetwork;
import lockstep.model.Batches;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.optim.OptimizerKind;
import lockstep.work.Progress;
import lockstep.yaml.ConfigException;
import lockstep.yaml.ConfigProblem;
import lockstep.yaml.Text;

/** A DL4J user's network in a zip of {@code ModelSerializer}, as a config and as a candidate. */
public final class Model {

    /** How a network is trained that comes without a word on it. */
    private static final int BATCH_SIZE = 32;

    private static final int STEPS = 100;

    private final Path zip;
    private final UserNetwork network;

    private Model(Path zip, UserNetwork network) {
        this.zip = zip;
        this.network = network;
    }

    /** Whether a path is that of a model, and not of a config. */
    public static boolean isOne(Path path) {
        return path.toString().endsWith(".zip");
    }

    /**
     * The network of a zip.
     *
     * @throws lockstep.dl4j.UnsupportedNetworkException if there is none, or Lockstep has no words for it
     */
    public static Model read(Path zip) {
        return new Model(zip, UserNetwork.load(zip));
    }

    /**
     * The network of a zip that is to compute what a config says: its activations, loss and updaters may be of the user's own.
     *
     * @param classes where these are found
     * @throws lockstep.dl4j.UnsupportedNetworkException if there is none, or it is another network
     */
    public static Model against(Path zip, ClassLoader classes, ExperimentConfig right) {
        return new Model(zip, UserNetwork.load(zip, classes, right.anyRun().network()));
    }

    /**
     * What it is held against, from its own weights.
     *
     * @throws ConfigException if the config is of another precision
     */
    public ExperimentConfig from(Path file, ExperimentConfig right) throws ConfigException {
        Precision own = network.spec().precision();
        Precision meant = right.anyRun().network().precision();
        if (own != meant) {
            throw problem(
                    file,
                    "found precision " + meant.key() + ", expected " + own.key() + ", the model's: --precision "
                            + own.key());
        }
        double[] weights = new double[network.spec().weightCount()];
        network.readWeights(weights);
        return right.startingFrom(weights);
    }

    /**
     * Examples of a file for this network: a CSV file whose columns are the inputs, then the targets, or one of classes; or the
     * {@code .bin} of DL4J's {@code DataSet.save}.
     */
    public Data examples(Path file, Progress.Display display) throws ConfigException {
        try {
            if (file.toString().endsWith(".bin")) {
                Examples examples = UserData.load(file).examples();
                return new Data(DataSource.Inline.of(examples), examples);
            }
            return csv(file, display);
        } catch (DataException e) {
            throw new ConfigException(e.mistakes().stream()
                    .map(mistake -> new ConfigProblem(
                            e.file().toString(), Math.toIntExact(mistake.line()), 0, mistake.message()))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw problem(file, String.valueOf(e.getMessage()));
        }
    }

    private Data csv(Path file, Progress.Display display) throws DataException, ConfigException {
        NetworkSpec spec = network.spec();
        CsvExamples csv = CsvExamples.withItsHeader(file);
        int columns = csv.columns().size();
        int inputs = spec.inputs();
        boolean classes = columns == inputs + 1 && spec.outputs() > 1;
        if (!classes && columns != inputs + spec.outputs()) {
            throw problem(
                    file,
                    "found " + columns + " columns, expected " + (inputs + spec.outputs()) + ": " + inputs
                            + " inputs, then " + spec.outputs() + " targets"
                            + (spec.outputs() > 1 ? "; or " + (inputs + 1) + ", the last one of classes" : ""));
        }
        DataSource.Csv source = source(file, csv.isNamed(), csv.columns(), inputs, classes);
        CsvExamples.Roles roles = new CsvExamples.Roles(
                IntStream.range(0, inputs).boxed().toList(),
                classes ? List.of() : IntStream.range(inputs, columns).boxed().toList(),
                classes ? OptionalInt.of(inputs) : OptionalInt.empty());
        Examples examples = csv.read(roles, Selection.ALL, display);
        if (examples.outputs() != spec.outputs()) {
            throw problem(
                    file,
                    "found " + examples.outputs() + " classes, expected " + spec.outputs()
                            + ", as many as the network has outputs");
        }
        return new Data(source, examples);
    }

    private static DataSource.Csv source(Path file, boolean header, List<String> columns, int inputs, boolean classes) {
        List<String> last = columns.subList(inputs, columns.size());
        return new DataSource.Csv(
                file,
                header,
                List.of("rest"),
                classes ? List.of() : last,
                classes ? Optional.of(last.get(0)) : Optional.empty(),
                Selection.ALL);
    }

    /** Where no examples are given: a file that the user has to make. */
    private Data promised() {
        NetworkSpec spec = network.spec();
        List<String> columns = IntStream.rangeClosed(1, spec.inputs() + spec.outputs())
                .mapToObj(Integer::toString)
                .toList();
        Examples none =
                new Examples(1, spec.inputs(), spec.outputs(), new double[spec.inputs()], new double[spec.outputs()]);
        return new Data(source(Path.of("examples.csv"), false, columns, spec.inputs(), false), none);
    }

    /** A config that trains it with these examples, from its own weights, of which it says nothing more. */
    public ExperimentConfig config(Data data) {
        return config(data, network.in(batchesOf(data)).specFromHere());
    }

    /**
     * The text of such a config.
     *
     * @param data the examples; without them it names a file that is to be made
     * @param weights where a layer's weights are kept, counted from 1; without them it starts from the initial distribution
     * @param folder where the text will be kept
     * @throws lockstep.dl4j.UnsupportedNetworkException if a config has no word for the distribution
     */
    public String text(Optional<Data> data, Optional<IntFunction<Path>> weights, Path folder) {
        Data examples = data.orElseGet(this::promised);
        UserNetwork trained = network.in(batchesOf(examples));
        NetworkSpec spec =
                weights.map(files -> inFiles(trained.specFromHere(), files)).orElseGet(trained::specAsConfigured);
        String about = data.isPresent()
                ? ""
                : "# examples.csv is yours to make: a row per example, " + spec.inputs() + " inputs, then "
                        + spec.outputs() + " targets.\n";
        if (network.steps() > 0) {
            about += "# The network was trained for " + network.steps()
                    + " iterations; what its updater remembers is not in a config.\n";
        }
        return about + ResolvedConfig.text(config(examples, spec), folder);
    }

    /** Its weights, layer by layer: a row per input, then the bias row; a column per unit. */
    public List<double[][]> weights() {
        return network.specFromHere().layers().stream()
                .map(layer -> ((Init.Values) layer.init()).rows())
                .toList();
    }

    /** The network itself, to be compared from where it is. */
    public Candidate candidate(ExperimentConfig config) {
        NetworkSpec spec = config.anyRun().network();
        return Candidate.model(network.in(spec.stepsPerEpoch()));
    }

    private static NetworkSpec inFiles(NetworkSpec spec, IntFunction<Path> files) {
        List<LayerSpec> layers = new ArrayList<>();
        for (LayerSpec layer : spec.layers()) {
            double[][] rows = ((Init.Values) layer.init()).rows();
            layers.add(layer.withInit(new Init.Values(rows, Optional.of(files.apply(layers.size() + 1)))));
        }
        return spec.withLayers(layers);
    }

    private ExperimentConfig config(Data data, NetworkSpec spec) {
        Examples examples = data.examples().in(spec.precision());
        String label = OptimizerKind.of(spec.optimizer()).key();
        Run run = new Run(label, spec, examples, Math.min(BATCH_SIZE, examples.size()), false, 0);
        String file = String.valueOf(zip.getFileName()).replaceFirst("[.]zip$", "");
        return new ExperimentConfig(
                Text.SAFE_NAME.accepts(file) ? file : "model",
                "",
                data,
                List.of(run),
                new VerifySettings(STEPS, spec.precision().tolerance()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static int batchesOf(Data data) {
        return Batches.perEpoch(data.examples().size(), BATCH_SIZE);
    }

    private static ConfigException problem(Path file, String message) {
        return new ConfigException(List.of(new ConfigProblem(file.toString(), 0, 0, message)));
    }
}
