package lockstep.dl4j;

import java.util.Map;
import java.util.Objects;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Optimizer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * DL4J updaters for kinds of momentum that DL4J lacks: its {@code Nesterovs} is another rule.
 *
 * <p>DL4J compares updaters by value, clones them for each layer and writes them to JSON field by field; hence
 * {@link #equals}, {@link #clone}, the constructor without arguments and fields that are not final.
 */
final class MomentumUpdater implements IUpdater {

    /** What is remembered of a step, one number per weight, and the update that follows. */
    enum Memory {
        /** The heavy ball: {@code v = momentum * v + learningRate * g}, and v is the update. */
        VELOCITY {
            @Override
            void update(INDArray g, INDArray v, double learningRate, double momentum, double second) {
                v.muli(momentum).addi(g.muli(learningRate));
                g.assign(v);
            }
        },
        /** bpnn.py: the update is {@code learningRate * g(t) + momentum * g(t-1)}. */
        LAST_GRADIENT {
            @Override
            void update(INDArray g, INDArray last, double learningRate, double momentum, double second) {
                try (INDArray repeated = last.mul(momentum)) {
                    last.assign(g);
                    g.muli(learningRate).addi(repeated);
                }
            }
        };

        /**
         * Puts the update in the gradient's place.
         *
         * @param second a second such number; 0 for kinds that take only one
         */
        abstract void update(
                INDArray gradient, INDArray remembered, double learningRate, double momentum, double second);
    }

    private static final long serialVersionUID = 1L;

    private Memory memory = Memory.VELOCITY;
    private double learningRate;
    private double momentum;
    private double second;
    private @Nullable ISchedule learningRateSchedule;

    /** For DL4J, which fills in the fields when it reads JSON. */
    MomentumUpdater() {}

    MomentumUpdater(Memory memory, double learningRate, double momentum) {
        this(memory, learningRate, momentum, 0.0);
    }

    /** A kind that takes two numbers in addition to the rate. */
    MomentumUpdater(Memory memory, double learningRate, double momentum, double second) {
        this.memory = memory;
        this.learningRate = learningRate;
        this.momentum = momentum;
        this.second = second;
    }

    double learningRate() {
        return learningRate;
    }

    @Nullable
    ISchedule schedule() {
        return learningRateSchedule;
    }

    /** The optimizer that this is the twin of, with this rate. */
    Optimizer optimizer(double rate) {
        return switch (memory) {
            case VELOCITY -> new Momentum(rate, momentum);
            case LAST_GRADIENT -> new BpnnMomentum(rate, momentum);
        };
    }

    @Override
    public long stateSize(long numParams) {
        return numParams;
    }

    /** @param view {@link #stateSize} numbers, a window into the state of the whole network: used, never copied */
    @Override
    public GradientUpdater<MomentumUpdater> instantiate(INDArray view, boolean initialize) {
        Rule rule = new Rule(this, view);
        rule.setStateViewArray(view, view.shape(), view.ordering(), initialize);
        return rule;
    }

    @Override
    public GradientUpdater<MomentumUpdater> instantiate(Map<String, INDArray> state, boolean initialize) {
        return instantiate(Objects.requireNonNull(state.get(memory.name())), initialize);
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
    @SuppressWarnings("MethodDoesntCallSuperMethod") // every field is copied here
    public MomentumUpdater clone() {
        MomentumUpdater copy = new MomentumUpdater(memory, learningRate, momentum, second);
        copy.learningRateSchedule = learningRateSchedule == null ? null : learningRateSchedule.clone();
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MomentumUpdater that
                && memory == that.memory
                && Double.compare(learningRate, that.learningRate) == 0
                && Double.compare(momentum, that.momentum) == 0
                && Double.compare(second, that.second) == 0
                && Objects.equals(learningRateSchedule, that.learningRateSchedule);
    }

    @Override
    public int hashCode() {
        return Objects.hash(memory, learningRate, momentum, second, learningRateSchedule);
    }

    @Override
    public String toString() {
        return "MomentumUpdater(" + memory + ", learningRate=" + learningRate + ", momentum=" + momentum + ", " + second
                + ", " + learningRateSchedule + ")";
    }

    /** The updater at work on one block of weights. */
    private static final class Rule implements GradientUpdater<MomentumUpdater> {

        private final MomentumUpdater config;
        private INDArray remembered;

        Rule(MomentumUpdater config, INDArray remembered) {
            this.config = config;
            this.remembered = remembered;
        }

        @Override
        public MomentumUpdater getConfig() {
            return config;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialize) {
            remembered = Objects.requireNonNull(state.get(config.memory.name()));
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of(config.memory.name(), remembered);
        }

        @Override
        public void setStateViewArray(INDArray view, long[] gradientShape, char gradientOrder, boolean initialize) {
            if (initialize) {
                view.assign(0.0);
            }
            remembered = view;
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            config.memory.update(
                    gradient, remembered, config.getLearningRate(iteration, epoch), config.momentum, config.second);
        }
    }
}
