package lockstep.dl4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What {@link OurUpdater} remembers of a step, one array of weights' numbers or several, and the update that follows. */
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

    int arrays() {
        return arrays;
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
