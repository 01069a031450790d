package lockstep.dl4j;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * DL4J updaters for rules that DL4J lacks: its {@code Nesterovs} is another momentum.
 *
 * <p>DL4J compares updaters by value, clones them for each layer and writes them to JSON field by field; hence
 * {@link #equals}, {@link #clone}, the constructor without arguments and fields that are not final.
 */
final class OurUpdater implements IUpdater {

    private static final long serialVersionUID = 1L;

    private Memory memory = Memory.VELOCITY;
    private double learningRate;
    private double[] numbers = {};
    private @Nullable ISchedule learningRateSchedule;

    /** For DL4J, which fills in the fields when it reads JSON. */
    OurUpdater() {}

    /** @param numbers the rule's own, in the order of its hyper-parameters */
    OurUpdater(Memory memory, double learningRate, double... numbers) {
        this.memory = memory;
        this.learningRate = learningRate;
        this.numbers = numbers.clone();
    }

    Memory memory() {
        return memory;
    }

    double number(int index) {
        return numbers[index];
    }

    @Nullable
    ISchedule schedule() {
        return learningRateSchedule;
    }

    @Override
    public long stateSize(long numParams) {
        return memory.arrays() * numParams;
    }

    /** @param view {@link #stateSize} numbers, a window into the state of the whole network: used, never copied */
    @Override
    public GradientUpdater<OurUpdater> instantiate(INDArray view, boolean initialize) {
        Rule rule = new Rule(this, view);
        rule.setStateViewArray(view, view.shape(), view.ordering(), initialize);
        return rule;
    }

    @Override
    public GradientUpdater<OurUpdater> instantiate(Map<String, INDArray> state, boolean initialize) {
        return instantiate(Objects.requireNonNull(state.get(memory.name())), initialize);
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return learningRateSchedule == null ? learningRate : learningRateSchedule.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return memory != Memory.STEP_SIZES;
    }

    @Override
    public void setLrAndSchedule(double rate, @Nullable ISchedule schedule) {
        this.learningRate = rate;
        this.learningRateSchedule = schedule;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // every field is copied here
    public OurUpdater clone() {
        OurUpdater copy = new OurUpdater(memory, learningRate, numbers);
        copy.learningRateSchedule = learningRateSchedule == null ? null : learningRateSchedule.clone();
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OurUpdater that
                && memory == that.memory
                && Double.compare(learningRate, that.learningRate) == 0
                && Arrays.equals(numbers, that.numbers)
                && Objects.equals(learningRateSchedule, that.learningRateSchedule);
    }

    @Override
    public int hashCode() {
        return Objects.hash(memory, learningRate, Arrays.hashCode(numbers), learningRateSchedule);
    }

    @Override
    public String toString() {
        return "OurUpdater(" + memory + ", learningRate=" + learningRate + ", " + Arrays.toString(numbers) + ", "
                + learningRateSchedule + ")";
    }

    /** The updater at work on one block of weights. */
    private static final class Rule implements GradientUpdater<OurUpdater> {

        private final OurUpdater config;
        private INDArray view;
        private INDArray[] arrays = {};

        Rule(OurUpdater config, INDArray view) {
            this.config = config;
            this.view = view;
        }

        @Override
        public OurUpdater getConfig() {
            return config;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialize) {
            view = Objects.requireNonNull(state.get(config.memory.name()));
            setStateViewArray(view, view.shape(), view.ordering(), initialize);
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of(config.memory.name(), view);
        }

        @Override
        public void setStateViewArray(
                INDArray wholeView, long[] gradientShape, char gradientOrder, boolean initialize) {
            view = wholeView;
            long n = view.length() / config.memory.arrays();
            arrays = new INDArray[config.memory.arrays()];
            for (int k = 0; k < arrays.length; k++) {
                arrays[k] = arrays.length == 1
                        ? view
                        : view.reshape(view.length()).get(NDArrayIndex.interval(k * n, (k + 1) * n));
            }
            if (initialize) {
                view.assign(0.0);
                config.memory.begin(arrays, config.numbers);
            }
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            config.memory.update(gradient, arrays, config.getLearningRate(iteration, epoch), config.numbers);
        }
    }
}
