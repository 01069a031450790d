package lockstep;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lockstep.config.ExperimentConfig;
import lockstep.config.RaceSettings;
import lockstep.config.file.ConfigReader;
import lockstep.dl4j.UserData;
import lockstep.dl4j.UserNetwork;
import lockstep.jobs.ScalarEngines;
import lockstep.model.Batches;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.optim.OptimizerKind;
import lockstep.parity.Parity;
import lockstep.parity.ParityCheck;
import lockstep.parity.Verification;
import lockstep.parity.verdict.Ruling;
import lockstep.parity.verdict.Verdict;
import lockstep.race.ConvergenceRace;
import lockstep.race.job.Goal;
import lockstep.race.ranking.Race;
import lockstep.session.Candidate;
import lockstep.session.Plan;
import lockstep.session.Results;
import lockstep.work.Progress;
import lockstep.yaml.ConfigException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Lockstep for who calls it from Java: is this network the function that it should be, trained by the rule that it should be? In
 * a test it takes one line:
 *
 * <pre>{@code
 * @Test
 * void theNetworkIsRight() {
 *     MultiLayerNetwork net = new MultiLayerNetwork(conf);
 *     net.init();
 *     Lockstep.assertAgrees(net, data);
 * }
 * }</pre>
 *
 * <p>The network is not changed: copies of it are trained, beside one that is written out by hand, and compared on every rung of
 * {@code docs/verdict.md}, for {@value #STEPS} steps. Nothing is printed, and no file is written. To watch a training of your
 * own, see {@link LockstepListener}.
 */
public final class Lockstep {

    /** How many steps a network is judged over. */
    public static final int STEPS = 100;

    private static final String NETWORK = "the network";

    private Lockstep() {}

    /**
     * Judges a network from where it is: its weights, and what its updater remembers.
     *
     * @param data its batches, as an iterator gives them; they are trained with in this order, again and again
     * @throws IllegalArgumentException if Lockstep has no words for the network or the data; the message names all that has none
     */
    public static Judgement verify(MultiLayerNetwork network, DataSetIterator data) {
        UserData read = UserData.of(data);
        return verify(UserNetwork.of(network, stepsPerEpoch(read)), read);
    }

    /**
     * The same for a network with activations, a loss or an updater of your own.
     *
     * @param right a configuration of the same layers, in which DL4J's own are what these should be
     */
    public static Judgement verify(MultiLayerNetwork network, MultiLayerConfiguration right, DataSetIterator data) {
        UserData read = UserData.of(data);
        return verify(UserNetwork.against(network, UserNetwork.read(right, stepsPerEpoch(read))), read);
    }

    /**
     * Throws if a network is not what it should be.
     *
     * @param data all of it is one batch
     * @throws DisagreementError with the whole verdict, unless {@link Judgement#agrees}
     */
    public static void assertAgrees(MultiLayerNetwork network, DataSet data) {
        UserData read = UserData.of(data);
        throwUnlessAgrees(verify(UserNetwork.of(network, stepsPerEpoch(read)), read));
    }

    /** The same in batches: see {@link #verify(MultiLayerNetwork, DataSetIterator)}. */
    public static void assertAgrees(MultiLayerNetwork network, DataSetIterator data) {
        throwUnlessAgrees(verify(network, data));
    }

    /** The same for what is your own: see {@link #verify(MultiLayerNetwork, MultiLayerConfiguration, DataSetIterator)}. */
    public static void assertAgrees(MultiLayerNetwork network, MultiLayerConfiguration right, DataSetIterator data) {
        throwUnlessAgrees(verify(network, right, data));
    }

    /**
     * Judges DL4J on each optimizer of a config, as {@code lockstep verify} does. ND4J is set up as for the command line: on one
     * thread.
     *
     * @param config a YAML file
     * @throws IllegalArgumentException if the config has mistakes; the message has all of them, with their places
     */
    public static List<Judgement> verify(Path config) {
        return verify(read(config));
    }

    /** The same of a config's text; relative paths in it start from the current folder. */
    public static List<Judgement> verify(String yaml) {
        return verify(read(yaml));
    }

    /**
     * Races the optimizers of a config, as {@code lockstep race} does, without a comparison before it.
     *
     * @param config a YAML file with a {@code race}
     * @return the optimizers, from the fastest on
     * @throws IllegalArgumentException if the config has mistakes, no race, or optimizers whose settings have to be searched first
     */
    public static List<Standing> race(Path config) {
        return race(read(config));
    }

    /** The same of a config's text; relative paths in it start from the current folder. */
    public static List<Standing> race(String yaml) {
        return race(read(yaml));
    }

    private static Judgement verify(UserNetwork user, UserData data) {
        NetworkSpec network = user.specFromHere();
        String kind = OptimizerKind.of(network.optimizer()).key();
        Run run = new Run(kind, network, data.examples().in(network.precision()), data.batchSize(), false, 0);
        Parity parity = new ParityCheck(network.precision().tolerance(), STEPS)
                .judge(run, Candidate.beside(user), user.copies(), Progress.NONE);
        return judgement(user, parity.verdict());
    }

    static Judgement judgement(UserNetwork user, Verdict verdict) {
        String kind = OptimizerKind.of(user.spec().optimizer()).key();
        Ruling ruling = new Ruling(kind, kind, kind, verdict, Verdict.Kind.AGREE, Ruling.AsExpected.YES);
        return Judgement.of(ruling, user.spec().precision(), NETWORK);
    }

    private static int stepsPerEpoch(UserData data) {
        return Batches.perEpoch(data.examples().size(), data.batchSize());
    }

    private static void throwUnlessAgrees(Judgement judgement) {
        if (!judgement.agrees()) {
            throw new DisagreementError(judgement);
        }
    }

    private static List<Judgement> verify(ExperimentConfig config) {
        Candidate dl4j = Candidate.dl4j();
        dl4j.whyItCannotCompute(config, Plan.VERIFY).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        Verification verification = new Verification(
                new ParityCheck(config.verify().tolerance(), config.verify().steps()), threads(), true);
        List<Parity> parities =
                verification.run(config.runs(), ScalarEngines.of(config), dl4j.engines(), Progress.NONE);
        return new Results(Path.of(""), config, dl4j, parities, Optional.empty())
                .rulings().stream()
                        .map(ruling ->
                                Judgement.of(ruling, config.anyRun().network().precision(), dl4j.name()))
                        .toList();
    }

    private static List<Standing> race(ExperimentConfig config) {
        RaceSettings settings = config.race()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "the config " + config.name()
                                        + " has no race; expected one, such as race: {seeds: 100, epochs: 2000, target: {loss: 0.01}}"));
        if (settings.tuning().isPresent()) {
            throw new IllegalArgumentException("the config " + config.name()
                    + " searches for settings, which is long work: lockstep race remembers it, and resumes it");
        }
        Engines.PerRun engines = settings.engine() == RaceSettings.EngineName.SCALAR
                ? ScalarEngines.of(config)
                : run -> Candidate.dl4j().engines();
        Goal goal = new Goal(settings.targets(), settings.hold(), settings.epochs());
        Race race = new ConvergenceRace(goal, settings.seeds(), threads()).run(config.runs(), engines, Progress.NONE);
        return race.ranking().inOrder().stream()
                .map(place -> Standing.of(
                        place,
                        race.summary(place.optimizer()),
                        race.kind(place.optimizer()),
                        race.run(place.optimizer()).learningRate()))
                .toList();
    }

    private static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static ExperimentConfig read(Path config) {
        try {
            return new ConfigReader(ScalarEngines.FAULTS).read(config);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static ExperimentConfig read(String yaml) {
        try {
            return new ConfigReader(ScalarEngines.FAULTS).read(yaml, Path.of("config.yaml"));
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
