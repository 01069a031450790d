package lockstep.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import lockstep.model.Schedule;
import lockstep.optim.Adabelief;
import lockstep.optim.Adadelta;
import lockstep.optim.Adagrad;
import lockstep.optim.Adam;
import lockstep.optim.Adamax;
import lockstep.optim.Amsgrad;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Nadam;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import lockstep.optim.Quickprop;
import lockstep.optim.Rmsprop;
import lockstep.optim.Rprop;
import lockstep.optim.Sgd;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.guava.base.CaseFormat;

/** The table of twins: for every kind of optimizer the DL4J updater that it claims to equal. */
public final class Twins {

    private static final String OURS = "ours";
    private static final String RATE = "learning_rate";

    private Twins() {}

    private static Twin<?> of(OptimizerKind kind) {
        return switch (kind) {
            case SGD -> twin(Sgd.class, o -> new org.nd4j.linalg.learning.config.Sgd(o.learningRate()));
            case BPNN_MOMENTUM ->
                ours(BpnnMomentum.class, o -> new OurUpdater(Memory.LAST_GRADIENT, o.learningRate(), o.momentum()));
            case MOMENTUM -> ours(Momentum.class, o -> new OurUpdater(Memory.VELOCITY, o.learningRate(), o.momentum()));
            case QUICKPROP ->
                ours(
                        Quickprop.class,
                        o -> new OurUpdater(Memory.PARABOLA, o.learningRate(), o.maximumGrowth(), o.smallestStep()));
            case RPROP ->
                ours(
                        Rprop.class,
                        o -> new OurUpdater(
                                Memory.STEP_SIZES,
                                1.0,
                                o.initialStep(),
                                o.increase(),
                                o.decrease(),
                                o.smallestStep(),
                                o.largestStep()));
            case NESTEROV -> twin(Nesterov.class, o -> new Nesterovs(o.learningRate(), o.momentum()));
            case ADAGRAD -> twin(Adagrad.class, o -> new AdaGrad(o.learningRate(), o.epsilon()));
            case RMSPROP -> twin(Rmsprop.class, o -> new RmsProp(o.learningRate(), o.decay(), o.epsilon()));
            case ADADELTA -> twin(Adadelta.class, o -> new AdaDelta(o.rho(), o.epsilon()));
            case ADAM ->
                twin(
                        Adam.class,
                        o -> new org.nd4j.linalg.learning.config.Adam(
                                o.learningRate(), o.beta1(), o.beta2(), o.epsilon()));
            case ADAMAX -> twin(Adamax.class, o -> new AdaMax(o.learningRate(), o.beta1(), o.beta2(), o.epsilon()));
            case NADAM ->
                twin(
                        Nadam.class,
                        o -> new org.nd4j.linalg.learning.config.Nadam(
                                o.learningRate(), o.beta1(), o.beta2(), o.epsilon()));
            case AMSGRAD -> twin(Amsgrad.class, o -> new AMSGrad(o.learningRate(), o.beta1(), o.beta2(), o.epsilon()));
            case ADABELIEF ->
                twin(
                        Adabelief.class,
                        o -> new WrappedAdaBelief(new AdaBelief(o.learningRate(), o.beta1(), o.beta2(), o.epsilon())));
        };
    }

    /**
     * What verdicts call an optimizer's twin: the simple name of DL4J's class, such as {@code Adam}, or {@code ours} where DL4J
     * has no such updater. Ours is no independent evidence for the rule, only for the gradients it is given;
     * {@code WrappedAdaBelief}, DL4J's arithmetic in our wrapper, is.
     *
     * @throws IllegalArgumentException if the optimizer is of no known kind
     */
    public static String nameOf(Optimizer optimizer) {
        Twin<?> twin = of(OptimizerKind.of(optimizer));
        return twin.ours ? OURS : twin.updaterOf(optimizer).getClass().getSimpleName();
    }

    /**
     * The default learning rate of DL4J's updater. Our own twins have that of {@code Nesterovs}, DL4J's nearest updater; an
     * optimizer without a learning rate has 1.
     */
    public static double defaultLearningRate(OptimizerKind kind) {
        if (!kind.hasLearningRate()) {
            return 1.0;
        }
        IUpdater updater = of(kind).ours ? new Nesterovs() : updater(kind.createDefault(1.0));
        try {
            return updater.getClass().getDeclaredConstructor().newInstance().getLearningRate(0, 0);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(updater.getClass() + " has no constructor of DL4J's defaults", e);
        }
    }

    /**
     * The twin of an optimizer, with its hyper-parameters.
     *
     * @throws IllegalArgumentException if the optimizer is of no known kind
     */
    static IUpdater updater(Optimizer optimizer) {
        return of(OptimizerKind.of(optimizer)).updaterOf(optimizer);
    }

    /** What a user's updater is the twin of. */
    record Taught(Optimizer optimizer, Schedule schedule) {}

    /** The table backwards: empty for an updater that is no twin, or says more than ours can, such as a schedule of its momentum. */
    static Optional<Taught> read(IUpdater theirs) {
        try {
            return OptimizerKind.ALL.stream()
                    .filter(kind -> rule(updater(kind.createDefault(1.0))).equals(rule(theirs)))
                    .findFirst()
                    .flatMap(kind -> taught(kind, theirs))
                    .filter(taught -> {
                        IUpdater unscheduled = theirs.clone();
                        if (theirs.hasLearningRate()) {
                            unscheduled.setLrAndSchedule(taught.optimizer().learningRate(), null);
                        }
                        return updater(taught.optimizer()).equals(unscheduled);
                    });
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a hyper-parameter that ours does not take
        }
    }

    private static Object rule(IUpdater updater) {
        return updater instanceof OurUpdater ours ? ours.memory() : updater.getClass();
    }

    private static Optional<Taught> taught(OptimizerKind kind, IUpdater theirs) {
        Map<String, Double> values = new HashMap<>();
        List<String> names =
                new ArrayList<>(OptimizerKind.valuesOf(kind.createDefault(1.0)).keySet());
        names.remove(RATE);
        for (String name : names) {
            Object value = theirs instanceof OurUpdater ours ? ours.number(names.indexOf(name)) : get(theirs, name);
            values.put(name, (Double) Objects.requireNonNull(value));
        }
        Object schedule = !kind.hasLearningRate()
                ? null
                : theirs instanceof OurUpdater ours ? ours.schedule() : get(theirs, RATE + "_schedule");
        Optional<Schedules.Rated> rated = schedule == null
                ? Optional.of(new Schedules.Rated(Schedule.CONSTANT, theirs.getLearningRate(0, 0)))
                : Schedules.read((ISchedule) schedule);
        return rated.map(read -> {
            values.put(RATE, read.rate());
            return new Taught(kind.create(values), read.schedule());
        });
    }

    /** What DL4J's updater has under a name of ours; theirs are the same, but for one. */
    private static @Nullable Object get(IUpdater theirs, String name) {
        IUpdater dl4js = theirs instanceof WrappedAdaBelief wrapped ? wrapped.dl4js() : theirs;
        String getter = "get_" + (dl4js instanceof RmsProp && name.equals("decay") ? "rms_decay" : name);
        try {
            return dl4js.getClass()
                    .getMethod(CaseFormat.LOWER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, getter))
                    .invoke(dl4js);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(dl4js.getClass() + " has another name for " + name, e);
        }
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
}
