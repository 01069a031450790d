package lockstep.optim;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The kinds of optimizer as a config names them: a name and named hyper-parameters, read from the record itself, so that neither
 * is written twice.
 *
 * <p>A line in here is what registers an optimizer: its name in a config, the messages that list the known names and the
 * contract tests come from it. The {@code switch}es that do not know the new kind no longer compile.
 */
public enum OptimizerKind {
    // In the order in which people are shown them: from the simplest on.
    SGD(Sgd.class),
    BPNN_MOMENTUM(BpnnMomentum.class),
    MOMENTUM(Momentum.class),
    NESTEROV(Nesterov.class),
    QUICKPROP(Quickprop.class),
    RPROP(Rprop.class),
    ADAGRAD(Adagrad.class),
    RMSPROP(Rmsprop.class),
    ADADELTA(Adadelta.class),
    ADAM(Adam.class),
    ADAMAX(Adamax.class),
    NADAM(Nadam.class),
    AMSGRAD(Amsgrad.class),
    ADABELIEF(Adabelief.class);

    /**
     * A hyper-parameter.
     *
     * @param name the component's name in {@code snake_case}
     * @param byDefault DL4J's value, or empty if a config has to give one (the learning rate)
     */
    public record Parameter(String name, OptionalDouble byDefault) {}

    /** Every kind, in their order. */
    public static final List<OptimizerKind> ALL = List.of(values());

    private final Class<? extends Optimizer> type;

    OptimizerKind(Class<? extends Optimizer> type) {
        this.type = type;
    }

    /**
     * The kind whose records are of this class.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static OptimizerKind of(Class<? extends Optimizer> type) {
        for (OptimizerKind kind : ALL) {
            if (kind.type == type) {
                return kind;
            }
        }
        throw new IllegalArgumentException(type.getSimpleName() + " is no known optimizer; expected one of "
                + ALL.stream().map(OptimizerKind::key).toList() + ", or a new line in OptimizerKind");
    }

    /** The kind of an optimizer at hand. */
    public static OptimizerKind of(Optimizer optimizer) {
        return of(optimizer.getClass());
    }

    /** The name in a config: {@code bpnn_momentum}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The hyper-parameters, in the order of the record's components. */
    public List<Parameter> parameters() {
        Map<String, Double> defaults = hasLearningRate() ? valuesOf(newDefault(1.0)) : valuesOf(newDefault());
        List<Parameter> parameters = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = snakeCase(component.getName());
            boolean required = name.equals("learning_rate");
            parameters.add(new Parameter(
                    name,
                    required ? OptionalDouble.empty() : OptionalDouble.of(defaults.getOrDefault(name, Double.NaN))));
        }
        return List.copyOf(parameters);
    }

    /**
     * An optimizer of this kind.
     *
     * @param values a value for each of {@link #parameters()}
     * @throws IllegalArgumentException if a value is missing or out of range; the message names the hyper-parameter
     */
    public Optimizer create(Map<String, Double> values) {
        List<Double> arguments = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String parameter = snakeCase(component.getName());
            Double value = values.get(parameter);
            if (value == null) {
                throw new IllegalArgumentException(parameter + " is missing");
            }
            arguments.add(value);
        }
        return construct(arguments.toArray(Double[]::new));
    }

    /** An optimizer of this kind with the other hyper-parameters at their defaults. */
    public Optimizer createDefault(double learningRate) {
        return hasLearningRate() ? newDefault(learningRate) : newDefault();
    }

    /** The hyper-parameters of an optimizer by name, in the order of its components. */
    public static Map<String, Double> valuesOf(Optimizer optimizer) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (RecordComponent component : optimizer.getClass().getRecordComponents()) {
            try {
                values.put(snakeCase(component.getName()), (Double)
                        component.getAccessor().invoke(optimizer));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(optimizer.getClass() + " has to be a public record of doubles", e);
            }
        }
        return values;
    }

    /** Whether the kind has a learning rate, which a schedule can change. */
    public boolean hasLearningRate() {
        return Arrays.stream(type.getRecordComponents())
                .anyMatch(component -> component.getName().equals("learningRate"));
    }

    private Optimizer newDefault(Double... learningRate) {
        return construct(learningRate);
    }

    private Optimizer construct(Double... arguments) {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, double.class);
        try {
            Constructor<? extends Optimizer> constructor = type.getConstructor(types);
            return constructor.newInstance((Object[]) arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    type + " needs a public constructor of " + arguments.length + " doubles (see Optimizer)", e);
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
