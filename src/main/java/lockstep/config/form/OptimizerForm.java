package lockstep.config.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import lockstep.config.SearchSpace;
import lockstep.config.SearchValues;
import lockstep.optim.OptimizerKind;
import lockstep.yaml.Fields;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.OneOf;

/**
 * {@code {momentum: {learning_rate: 0.1, momentum: 0.9}}}: a kind and its hyper-parameters, as the kind declares them, each a
 * number or a search.
 */
final class OptimizerForm {

    private static final Form<SearchValues> VALUES = new SearchValuesForm();

    private OptimizerForm() {}

    static Form<SearchSpace> of(List<OptimizerKind> kinds) {
        List<OneOf.Variant<SearchSpace>> variants = new ArrayList<>();
        for (OptimizerKind kind : kinds) {
            variants.add(new OneOf.Variant<>(
                    kind.name(), hyperParameters(kind), search -> search.kind().equals(kind)));
        }
        return new OneOf<>("optimizer", variants);
    }

    private static Form<SearchSpace> hyperParameters(OptimizerKind kind) {
        List<Key<SearchSpace, SearchValues>> parameters = new ArrayList<>();
        kind.parameters().forEach(parameter -> parameters.add(key(kind, parameter)));
        return new Fields<>(
                "the hyper-parameters of " + kind.name(),
                new ArrayList<>(parameters),
                found -> fit(kind, parameters, found),
                found -> search(kind, parameters, found));
    }

    private static SearchSpace search(
            OptimizerKind kind, List<Key<SearchSpace, SearchValues>> parameters, Fields.Found found) {
        Map<String, SearchValues> values = new LinkedHashMap<>();
        parameters.forEach(key -> values.put(key.name(), found.get(key)));
        SearchSpace search = new SearchSpace(kind, values);
        Optional<Long> size = search.size();
        if (size.isPresent() && size.get() > SearchSpace.MOST_SETTINGS) {
            throw new IllegalArgumentException("the grids of " + kind.name() + " make more than "
                    + SearchSpace.MOST_SETTINGS + " settings; expected fewer: draw from ranges instead");
        }
        return search;
    }

    /**
     * Tries each value by itself among the defaults: the record's constructor knows the ranges, but stops at the first value
     * that it refuses.
     */
    private static boolean fit(
            OptimizerKind kind, List<Key<SearchSpace, SearchValues>> parameters, Fields.Found found) {
        boolean fit = true;
        for (Key<SearchSpace, SearchValues> key : parameters) {
            List<Double> samples = found.maybe(key).map(SearchValues::samples).orElse(List.of());
            for (double value : samples) {
                Map<String, Double> values = new HashMap<>(OptimizerKind.values(kind.createDefault(1.0)));
                values.put(key.name(), value);
                try {
                    kind.create(values);
                } catch (IllegalArgumentException refusal) {
                    found.refuse(key, refusal);
                    fit = false;
                }
            }
        }
        return fit;
    }

    private static Key<SearchSpace, SearchValues> key(OptimizerKind kind, OptimizerKind.Parameter parameter) {
        String name = parameter.name();
        OptionalDouble byDefault = parameter.byDefault();
        String about = "a hyper-parameter of " + kind.name();
        return byDefault.isPresent()
                ? Key.optional(
                        name,
                        about,
                        VALUES,
                        new SearchValues.Fixed(byDefault.getAsDouble()),
                        search -> search.values(name))
                : Key.required(name, about, VALUES, search -> search.values(name));
    }
}
