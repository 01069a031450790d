package lockstep.optim;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A kind of optimizer as a config names it: a name and named hyper-parameters, read from the record itself, so that neither is
 * written twice.
 *
 * @param name the record's name in {@code snake_case}: {@code bpnn_momentum} for {@link BpnnMomentum}
 * @param type the record
 */
public record OptimizerKind(String name, Class<? extends Optimizer> type) {

    /**
     * A hyper-parameter.
     *
     * @param name the component's name in {@code snake_case}
     * @param byDefault DL4J's value, or empty if a config has to give one (the learning rate)
     */
    public record Parameter(String name, OptionalDouble byDefault) {}

    public static OptimizerKind of(Class<? extends Optimizer> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type + " is not a record");
        }
        return new OptimizerKind(snakeCase(type.getSimpleName()), type);
    }

    /** The kind of an optimizer at hand. */
    public static OptimizerKind of(Optimizer optimizer) {
        return of(optimizer.getClass());
    }

    /** The hyper-parameters, in the order of the record's components. */
    public List<Parameter> parameters() {
        Map<String, Double> defaults = hasLearningRate() ? values(newDefault(1.0)) : values(newDefault());
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
    public static Map<String, Double> values(Optimizer optimizer) {
        Map<String, Double> values = new java.util.LinkedHashMap<>();
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
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(java.util.Locale.ROOT);
    }
}
