package lockstep.dl4j;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The momentum of the literature as a DL4J updater, which DL4J does not have (its {@code Nesterovs} is another rule).
 *
 * <pre>
 *   v       = momentum * v + learningRate * g
 *   update  = v
 * </pre>
 *
 * <p>DL4J compares updaters by value, clones them for each layer and writes them to JSON field by field; hence
 * {@link #equals}, {@link #clone}, the constructor without arguments and fields that are not final.
 */
public final class HeavyBall implements IUpdater {

    private static final long serialVersionUID = 1L;
    private static final String VELOCITY = "V";

    private double learningRate;
    private double momentum;
    private @Nullable ISchedule learningRateSchedule;

    /** For DL4J to fill in when it reads JSON. */
    public HeavyBall() {}

    public HeavyBall(double learningRate, double momentum) {
        this.learningRate = learningRate;
        this.momentum = momentum;
    }

    /** One number per weight, the velocity. */
    @Override
    public long stateSize(long numParams) {
        return numParams;
    }

    /** @param view where the velocities are kept: {@code stateSize} numbers, a window into the state of the whole network */
    @Override
    public GradientUpdater<HeavyBall> instantiate(INDArray view, boolean initialize) {
        Rule rule = new Rule(this, view);
        rule.setStateViewArray(view, view.shape(), view.ordering(), initialize);
        return rule;
    }

    @Override
    public GradientUpdater<HeavyBall> instantiate(Map<String, INDArray> state, boolean initialize) {
        return instantiate(Objects.requireNonNull(state.get(VELOCITY)), initialize);
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return learningRateSchedule == null ? learningRate : learningRateSchedule.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double rate, @Nullable ISchedule schedule) {
        this.learningRate = rate;
        this.learningRateSchedule = schedule;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // all fields are copied below
    public HeavyBall clone() {
        HeavyBall copy = new HeavyBall(learningRate, momentum);
        copy.learningRateSchedule = learningRateSchedule == null ? null : learningRateSchedule.clone();
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeavyBall that
                && Double.compare(learningRate, that.learningRate) == 0
                && Double.compare(momentum, that.momentum) == 0
                && Objects.equals(learningRateSchedule, that.learningRateSchedule);
    }

    @Override
    public int hashCode() {
        return Objects.hash(learningRate, momentum, learningRateSchedule);
    }

    /** The rule at work on one block of weights. */
    private static final class Rule implements GradientUpdater<HeavyBall> {

        private final HeavyBall config;
        private INDArray velocity;

        Rule(HeavyBall config, INDArray velocity) {
            this.config = config;
            this.velocity = velocity;
        }

        @Override
        public HeavyBall getConfig() {
            return config;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialize) {
            velocity = Objects.requireNonNull(state.get(VELOCITY));
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of(VELOCITY, velocity);
        }

        @Override
        public void setStateViewArray(INDArray view, long[] gradientShape, char gradientOrder, boolean initialize) {
            if (initialize) {
                view.assign(0.0);
            }
            velocity = view;
        }

        /** Puts the update in the gradient's place. */
        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            gradient.muli(config.getLearningRate(iteration, epoch));
            velocity.muli(config.momentum).addi(gradient);
            gradient.assign(velocity);
        }
    }
}
