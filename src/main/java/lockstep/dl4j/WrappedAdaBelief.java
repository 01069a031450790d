package lockstep.dl4j;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.AdaBeliefUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * DL4J's {@code AdaBelief}, made usable. As released it throws an {@code ArrayIndexOutOfBoundsException} as soon as a
 * {@code MultiLayerNetwork} hands it its state: it asks the state, which has one dimension, for the length of a second one.
 * Here the state is cut in two for it; the arithmetic is DL4J's own.
 */
final class WrappedAdaBelief implements IUpdater {

    private static final long serialVersionUID = 1L;

    private AdaBelief dl4js;

    /** With DL4J's defaults; and for DL4J, which fills in the field when it reads JSON. */
    WrappedAdaBelief() {
        this(new AdaBelief());
    }

    WrappedAdaBelief(AdaBelief dl4js) {
        this.dl4js = dl4js;
    }

    AdaBelief dl4js() {
        return dl4js;
    }

    @Override
    public long stateSize(long numParams) {
        return dl4js.stateSize(numParams);
    }

    /** @param view the two means of every weight, a window into the state of the whole network: used, never copied */
    @Override
    public GradientUpdater<?> instantiate(INDArray view, boolean initialize) {
        if (initialize) {
            view.assign(0.0);
        }
        long weights = view.length() / 2;
        Map<String, INDArray> state = new HashMap<>();
        state.put(AdaBeliefUpdater.M_STATE, view.get(NDArrayIndex.interval(0, weights)));
        state.put(AdaBeliefUpdater.S_STATE, view.get(NDArrayIndex.interval(weights, 2 * weights)));
        return instantiate(state, false);
    }

    @Override
    public GradientUpdater<?> instantiate(Map<String, INDArray> state, boolean initialize) {
        return dl4js.instantiate(state, initialize);
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return dl4js.getLearningRate(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return dl4js.hasLearningRate();
    }

    @Override
    public void setLrAndSchedule(double rate, @Nullable ISchedule schedule) {
        dl4js.setLrAndSchedule(rate, schedule);
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // the field is copied here
    public WrappedAdaBelief clone() {
        return new WrappedAdaBelief(dl4js.clone());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WrappedAdaBelief that && dl4js.equals(that.dl4js);
    }

    @Override
    public int hashCode() {
        return Objects.hash(dl4js);
    }

    @Override
    public String toString() {
        return "Wrapped" + dl4js;
    }
}
