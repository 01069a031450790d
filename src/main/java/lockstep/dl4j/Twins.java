package lockstep.dl4j;

import java.util.List;
import java.util.function.Function;
import lockstep.dl4j.MomentumUpdater.Memory;
import lockstep.optim.Adam;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import lockstep.optim.Sgd;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * The table of twins: for every optimizer the DL4J updater that it claims to equal.
 *
 * <p>A line in here is all it takes to register an optimizer. Its name in a config, the messages that list the known names,
 * the contract tests and the parity tests come from it. Reading the table does not start ND4J.
 */
public final class Twins {

    private static final String OURS = "ours";

    // In the order in which people are shown them: from the simplest on.
    private static final List<Twin<?>> TABLE = List.of(
            twin(Sgd.class, sgd -> new org.nd4j.linalg.learning.config.Sgd(sgd.learningRate())),
            ours(
                    BpnnMomentum.class,
                    bpnn -> new MomentumUpdater(Memory.LAST_GRADIENT, bpnn.learningRate(), bpnn.momentum())),
            ours(Momentum.class, ball -> new MomentumUpdater(Memory.VELOCITY, ball.learningRate(), ball.momentum())),
            twin(Nesterov.class, nesterov -> new Nesterovs(nesterov.learningRate(), nesterov.momentum())),
            twin(
                    Adam.class,
                    adam -> new org.nd4j.linalg.learning.config.Adam(
                            adam.learningRate(), adam.beta1(), adam.beta2(), adam.epsilon())));

    private static final List<OptimizerKind> KINDS =
            TABLE.stream().map(twin -> OptimizerKind.of(twin.type)).toList();

    private Twins() {}

    /** Every optimizer that there is. */
    public static List<OptimizerKind> kinds() {
        return KINDS;
    }

    /**
     * What verdicts call an optimizer's twin: the simple name of DL4J's class, such as {@code Adam}, or {@code ours} where DL4J
     * has no such updater. Ours is no independent evidence for the rule, only for the gradients it is given.
     *
     * @throws IllegalArgumentException if the optimizer is not in the table
     */
    public static String nameOf(Optimizer optimizer) {
        Twin<?> twin = of(optimizer);
        return twin.ours ? OURS : twin.updaterOf(optimizer).getClass().getSimpleName();
    }

    /**
     * The twin of an optimizer, with its hyper-parameters.
     *
     * @throws IllegalArgumentException if the optimizer is not in the table
     */
    static IUpdater updater(Optimizer optimizer) {
        return of(optimizer).updaterOf(optimizer);
    }

    /** A line of the table. */
    private record Twin<O extends Optimizer>(Class<O> type, boolean ours, Function<O, IUpdater> updater) {

        IUpdater updaterOf(Optimizer optimizer) {
            return updater.apply(type.cast(optimizer));
        }
    }

    private static <O extends Optimizer> Twin<O> twin(Class<O> type, Function<O, IUpdater> updater) {
        return new Twin<>(type, false, updater);
    }

    private static <O extends Optimizer> Twin<O> ours(Class<O> type, Function<O, IUpdater> updater) {
        return new Twin<>(type, true, updater);
    }

    private static Twin<?> of(Optimizer optimizer) {
        for (Twin<?> twin : TABLE) {
            if (twin.type.isInstance(optimizer)) {
                return twin;
            }
        }
        throw new IllegalArgumentException(optimizer + " has no twin; expected one of "
                + KINDS.stream().map(OptimizerKind::name).toList() + ", or a new line in the table of twins");
    }
}
