package lockstep.dl4j;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Optimizer;
import lockstep.optim.Quickprop;
import lockstep.optim.Rprop;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * DL4J updaters for rules that DL4J lacks: its {@code Nesterovs} is another momentum.
 *
 * <p>DL4J compares updaters by value, clones them for each layer and writes them to JSON field by field; hence
 * {@link #equals}, {@link #clone}, the constructor without arguments and fields that are not final.
 */
final class OurUpdater implements IUpdater {

    /** What is remembered of a step, one array of weights' numbers or several, and the update that follows. */
    enum Memory {
        /** The heavy ball: {@code v = momentum * v + learningRate * g}, and v is the update. */
        VELOCITY(1) {
            @Override
            void update(INDArray g, INDArray[] memory, double learningRate, double[] numbers) {
                INDArray v = memory[0];
                v.muli(numbers[0]).addi(g.muli(learningRate));
                g.assign(v);
            }
        },
        /** bpnn.py: the update is {@code learningRate * g(t) + momentum * g(t-1)}. */
        LAST_GRADIENT(1) {
            @Override
            void update(INDArray g, INDArray[] memory, double learningRate, double[] numbers) {
                INDArray last = memory[0];
                try (INDArray repeated = last.mul(numbers[0])) {
                    last.assign(g);
                    g.muli(learningRate).addi(repeated);
                }
            }
        },
        /** Quickprop: the last update and the gradient that came with it, both along the way of that update. */
        PARABOLA(2) {
            @Override
            void update(INDArray g, INDArray[] memory, double learningRate, double[] numbers) {
                INDArray update = memory[0];
                INDArray way = Transforms.abs(update, true).gt(numbers[1]).castTo(g.dataType());
                way.muli(Transforms.sign(update, true));
                INDArray now = way.mul(g);
                INDArray before = way.mul(memory[1]);
                memory[1].assign(g);
                // now / (before - now) grows beyond all growth as now comes up to before: there growth ends it.
                INDArray fallen = Transforms.max(before.sub(now), least(g), false);
                INDArray growth = Transforms.min(now.div(fallen), numbers[0], false);
                INDArray fresh =
                        way.eq(0.0).castTo(g.dataType()).addi(Transforms.max(Transforms.sign(now, true), 0.0, false));
                update.muli(growth).addi(g.muli(learningRate).muli(fresh));
                g.assign(update);
            }
        },
        /** RPROP: the sizes of the steps, the last update, and the signs of the gradients that it was made of. */
        STEP_SIZES(3) {
            @Override
            void begin(INDArray[] memory, double[] numbers) {
                memory[0].assign(numbers[0]);
            }

            @Override
            void update(INDArray g, INDArray[] memory, double learningRate, double[] numbers) {
                INDArray sizes = memory[0];
                INDArray last = memory[1];
                INDArray signs = memory[2];
                INDArray sign = Transforms.sign(g, true);
                INDArray product = signs.mul(sign);
                INDArray same = product.gt(0.0).castTo(g.dataType());
                INDArray turned = product.lt(0.0).castTo(g.dataType());
                INDArray held = turned.rsub(1.0);
                INDArray grown = Transforms.min(sizes.mul(numbers[1]), numbers[4], false);
                INDArray shrunk = Transforms.max(sizes.mul(numbers[2]), numbers[3], false);
                sizes.muli(product.eq(0.0).castTo(g.dataType()))
                        .addi(grown.muli(same))
                        .addi(shrunk.muli(turned));
                signs.assign(sign.mul(held));
                // A step that went too far is taken back.
                g.assign(sign.mul(sizes).muli(held).subi(last.mul(turned)));
                last.assign(g);
            }
        };

        /** The smallest normal number of an array's type. */
        private static double least(INDArray array) {
            return array.dataType() == DataType.FLOAT ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        }

        private final int arrays;

        /** @param arrays how many numbers are remembered of each weight */
        Memory(int arrays) {
            this.arrays = arrays;
        }

        /** Fills the memory, which is 0, before the first step. */
        void begin(INDArray[] memory, double[] numbers) {}

        /**
         * Puts the update in the gradient's place.
         *
         * @param memory changed in place
         * @param numbers the rule's own, in the order of its hyper-parameters; the learning rate is none of them
         */
        abstract void update(INDArray gradient, INDArray[] memory, double learningRate, double[] numbers);
    }

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
            case VELOCITY -> new Momentum(rate, numbers[0]);
            case LAST_GRADIENT -> new BpnnMomentum(rate, numbers[0]);
            case PARABOLA -> new Quickprop(rate, numbers[0], numbers[1]);
            case STEP_SIZES -> new Rprop(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        };
    }

    @Override
    public long stateSize(long numParams) {
        return memory.arrays * numParams;
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
            long n = view.length() / config.memory.arrays;
            arrays = new INDArray[config.memory.arrays];
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
