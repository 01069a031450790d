package lockstep.dl4j;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * bpnn.py's momentum as a DL4J updater: it remembers the last gradient, not the last step.
 *
 * <pre>
 *   update  = learningRate * g(t) + momentum * g(t-1)
 * </pre>
 *
 * <p>DL4J compares updaters by value, clones them for each layer and writes them to JSON field by field; hence
 * {@link #equals}, {@link #clone}, the constructor without arguments and fields that are not final.
 */
public final class LastGradient implements IUpdater {

    private static final long serialVersionUID = 1L;
    private static final String LAST = "G";

    private double learningRate;
    private double momentum;
    private @Nullable ISchedule learningRateSchedule;

    /** For DL4J to fill in when it reads JSON. */
    public LastGradient() {}

    public LastGradient(double learningRate, double momentum) {
        this.learningRate = learningRate;
        this.momentum = momentum;
    }

    /** One number per weight, the gradient of the last step. */
    @Override
    public long stateSize(long numParams) {
        return numParams;
    }

    /** @param view where the last gradients are kept: {@code stateSize} numbers, a window into the state of the whole network */
    @Override
    public GradientUpdater<LastGradient> instantiate(INDArray view, boolean initialize) {
        Rule rule = new Rule(this, view);
        rule.setStateViewArray(view, view.shape(), view.ordering(), initialize);
        return rule;
    }

    @Override
    public GradientUpdater<LastGradient> instantiate(Map<String, INDArray> state, boolean initialize) {
        return instantiate(Objects.requireNonNull(state.get(LAST)), initialize);
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
    public LastGradient clone() {
        LastGradient copy = new LastGradient(learningRate, momentum);
        copy.learningRateSchedule = learningRateSchedule == null ? null : learningRateSchedule.clone();
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LastGradient that
                && Double.compare(learningRate, that.learningRate) == 0
                && Double.compare(momentum, that.momentum) == 0
                && Objects.equals(learningRateSchedule, that.learningRateSchedule);
    }

    @Override
    public int hashCode() {
        return Objects.hash(learningRate, momentum, learningRateSchedule);
    }

    /** The rule at work on one block of weights. */
    private static final class Rule implements GradientUpdater<LastGradient> {

        private final LastGradient config;
        private INDArray last;

        Rule(LastGradient config, INDArray last) {
            this.config = config;
            this.last = last;
        }

        @Override
        public LastGradient getConfig() {
            return config;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialize) {
            last = Objects.requireNonNull(state.get(LAST));
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of(LAST, last);
        }

        @Override
        public void setStateViewArray(INDArray view, long[] gradientShape, char gradientOrder, boolean initialize) {
            if (initialize) {
                view.assign(0.0);
            }
            last = view;
        }

        /** Puts the update in the gradient's place. */
        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            try (INDArray repeated = last.mul(config.momentum)) {
                last.assign(gradient);
                gradient.muli(config.getLearningRate(iteration, epoch)).addi(repeated);
            }
        }
    }
}
