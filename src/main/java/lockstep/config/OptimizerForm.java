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
        return new Fields<>("the hyper-parameters of " + kind.name(), keys, found -> {
            Map<String, Double> values = new HashMap<>();
            numbers.forEach(key -> values.put(key.name(), found.get(key)));
            return kind.create(values);
        });
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
