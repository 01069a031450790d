package lockstep;

import java.util.function.Function;
import lockstep.dl4j.UserNetwork;
import lockstep.model.Batch;
import lockstep.model.NetworkSpec;
import lockstep.parity.step.CandidateStep;
import lockstep.parity.step.Shadow;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redoes each iteration of a network in training, by hand: with one line, every step of {@code fit} is compared with what
 * back-propagation and the updater should have made of the same weights and batch.
 *
 * <pre>{@code
 * MultiLayerNetwork net = new MultiLayerNetwork(conf);
 * net.init();
 * net.setListeners(new LockstepListener());
 * net.fit(data); // throws a DisagreementError at the first wrong number
 * }</pre>
 *
 * <p>It looks at the loss, at each number of the gradient, and at each new weight, by what rounding may do to them in the network's
 * own precision. What there is no word for, such as dropout, is refused at the first iteration. For a network that has been
 * trained before, what its updater remembers is taken over. A listener is for one network, and for one thread at a time.
 */
public final class LockstepListener extends BaseTrainingListener {

    private static final Logger LOG = LoggerFactory.getLogger(LockstepListener.class);

    private final Function<MultiLayerNetwork, UserNetwork> reading;
    private int every = 1;
    private int iterationsPerEpoch = 1;
    private boolean warns;
    private @Nullable Watch watch;

    /** For a network whose configuration is to be computed as it stands. */
    public LockstepListener() {
        this.reading = network -> UserNetwork.of(network, iterationsPerEpoch);
    }

    private LockstepListener(Function<MultiLayerNetwork, UserNetwork> reading) {
        this.reading = reading;
    }

    /**
     * For a network with activations, a loss or an updater of your own, which are to compute what DL4J's do in another
     * configuration of the same layers.
     */
    public static LockstepListener against(MultiLayerConfiguration right) {
        var listener = new LockstepListener[1];
        listener[0] = new LockstepListener(
                network -> UserNetwork.against(network, UserNetwork.read(right, listener[0].iterationsPerEpoch)));
        return listener[0];
    }

    /** The same for what DL4J has not, such as an updater with a heavy ball's momentum. */
    public static LockstepListener against(NetworkSpec right) {
        return new LockstepListener(network -> UserNetwork.against(network, right));
    }

    /**
     * Judges every n-th iteration only, from what the updater remembers by then: the others cost nothing. For an updater of your
     * own, which remembers nobody knows what, it has to be every iteration.
     */
    public LockstepListener every(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("every is " + n + "; expected at least 1");
        }
        every = n;
        return this;
    }

    /** Does not stop the training at a disagreement, but logs it once, as a warning. */
    public LockstepListener warn() {
        warns = true;
        return this;
    }

    /** How many iterations make an epoch: needed for a learning rate that is scheduled by epochs. */
    public LockstepListener iterationsPerEpoch(int n) {
        iterationsPerEpoch = n;
        return this;
    }

    /**
     * What was found so far.
     *
     * @throws IllegalStateException before the first iteration
     */
    public Judgement judgement() {
        if (watch == null) {
            throw new IllegalStateException(
                    "no iteration was seen; attach the listener with net.setListeners(listener)");
        }
        return watch.judgement();
    }

    @Override
    public void onGradientCalculation(Model model) {
        if (watch == null) {
            if (!(model instanceof MultiLayerNetwork network)) {
                throw new IllegalArgumentException("found a " + model.getClass().getSimpleName()
                        + ", expected a MultiLayerNetwork: Lockstep checks dense and output layers in a row");
            }
            watch = new Watch(network, reading.apply(network));
        }
        watch.begin(model, every);
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        if (watch == null || watch.end()) {
            return;
        }
        Judgement judgement = watch.judgement();
        if (warns || !judgement.verdict().equals(Verdict.Kind.DISAGREE.key())) {
            LOG.warn("{}", judgement.text());
        } else {
            throw new DisagreementError(judgement);
        }
    }

    /** One network in training, and its shadow. */
    private static final class Watch {

        private final MultiLayerNetwork network;
        private final UserNetwork user;
        private final Shadow shadow;
        private final double[][] memory;
        private final double[] before;
        private final double[] gradient;
        private final double[] after;
        private final int first;
        private @Nullable Batch batch;
        private double loss;

        Watch(MultiLayerNetwork network, UserNetwork user) {
            int n = user.spec().weightCount();
            this.network = network;
            this.user = user;
            this.shadow = new Shadow(user.spec(), ControlNetwork::new);
            this.memory = user.newMemory();
            this.before = new double[n];
            this.gradient = new double[n];
            this.after = new double[n];
            this.first = user.steps();
        }

        void begin(Model model, int every) {
            if (model != network) {
                throw new IllegalStateException("found a second network, expected one listener for each");
            }
            int step = user.steps();
            batch = null;
            if (shadow.isDone() || (step - first) % every != 0) {
                return;
            }
            if (step > 0 && (every > 1 || step == first)) {
                user.readMemory(memory);
                shadow.resume(memory, step);
            }
            batch = user.batch();
            loss = user.loss();
            user.readWeights(before);
            user.readGradient(gradient, batch.size());
        }

        /** Whether there is nothing to say of the step: it agrees, was passed over, or something was said before. */
        boolean end() {
            if (batch == null) {
                return true;
            }
            user.readWeights(after);
            return shadow.see(new CandidateStep(before, batch, loss, gradient, after));
        }

        Judgement judgement() {
            return Lockstep.judgement(user, shadow.verdict());
        }
    }
}
