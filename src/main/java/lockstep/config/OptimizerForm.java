package lockstep.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;

/** {@code {momentum: {learning_rate: 0.1, momentum: 0.9}}}: a kind and its hyper-parameters, as the kind declares them. */
final class OptimizerForm {

    private OptimizerForm() {}

    static Form<Optimizer> of(List<OptimizerKind> kinds) {
        List<OneOf.Variant<Optimizer>> variants = new ArrayList<>();
        for (OptimizerKind kind : kinds) {
            variants.add(new OneOf.Variant<>(kind.name(), hyperParameters(kind), kind.type()::isInstance));
        }
        return new OneOf<>("optimizer", variants);
    }

    private static Form<Optimizer> hyperParameters(OptimizerKind kind) {
        List<Key<Optimizer, ?>> keys = new ArrayList<>();
        List<Key<Optimizer, Double>> numbers = new ArrayList<>();
        kind.parameters().forEach(parameter -> numbers.add(key(kind, parameter)));
        keys.addAll(numbers);
        return new Fields<>(
                "the hyper-parameters of " + kind.name(), keys, found -> fit(kind, numbers, found), found -> {
                    Map<String, Double> values = new HashMap<>();
                    numbers.forEach(key -> values.put(key.name(), found.get(key)));
                    return kind.create(values);
                });
    }

    /**
     * Tries each hyper-parameter by itself among the defaults: the record's constructor knows the ranges, but stops at the
     * first value that it refuses.
     */
    private static boolean fit(OptimizerKind kind, List<Key<Optimizer, Double>> numbers, Fields.Found found) {
        boolean fit = true;
        for (Key<Optimizer, Double> key : numbers) {
            Map<String, Double> values = new HashMap<>(OptimizerKind.values(kind.createDefault(1.0)));
            found.maybe(key).ifPresent(value -> values.put(key.name(), value));
            try {
                kind.create(values);
            } catch (IllegalArgumentException refusal) {
                found.refuse(key, refusal);
                fit = false;
            }
        }
        return fit;
    }

    private static Key<Optimizer, Double> key(OptimizerKind kind, OptimizerKind.Parameter parameter) {
        String name = parameter.name();
        OptionalDouble byDefault = parameter.byDefault();
        String about = "a hyper-parameter of " + kind.name();
        return byDefault.isPresent()
                ? Key.optional(
                        name, about, RealNumber.ANY, byDefault.getAsDouble(), optimizer -> value(optimizer, name))
                : Key.required(name, about, RealNumber.ANY, optimizer -> value(optimizer, name));
    }

    private static double value(Optimizer optimizer, String name) {
        Double value = OptimizerKind.values(optimizer).get(name);
        if (value == null) {
            throw new IllegalArgumentException(optimizer + " has no " + name);
        }
        return value;
    }
}
