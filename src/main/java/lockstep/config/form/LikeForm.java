package lockstep.config.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lockstep.config.ExperimentConfig;
import lockstep.config.SearchSpace;
import lockstep.config.SearchValues;
import lockstep.optim.Convention;
import lockstep.optim.OptimizerKind;
import lockstep.yaml.Choice;
import lockstep.yaml.Fields;
import lockstep.yaml.Key;
import lockstep.yaml.Labelled;
import lockstep.yaml.ListOf;
import lockstep.yaml.Yaml;

/** {@code like: pytorch}, and what it makes of the optimizers. */
final class LikeForm {

    static final Key<ExperimentConfig, Optional<Convention>> LIKE = Key.maybe(
            "like",
            "the library whose optimizers are meant, and whose defaults: DL4J's, if there is none",
            Choice.of("library", Convention.values(), Convention::key),
            config -> Optional.of(config.like()).filter(like -> like != Convention.DL4J));

    static final Key<ExperimentConfig, Optional<Map<String, List<String>>>> FORMS = Key.maybe(
            "forms",
            "entries of the catalogue of faults that an optimizer is meant to have, by its label, beside those of `like`",
            new Labelled<>(
                    "lists of entries",
                    new ListOf<>("entries", Choice.of("entry", Convention.meant(), Function.identity()))),
            config -> Optional.of(config.forms()).filter(forms -> !forms.isEmpty()));

    private LikeForm() {}

    /** Whether the library has the optimizers, in a form that is known. */
    static boolean fits(Fields.Found found, Convention like, Key<?, Map<String, SearchSpace>> optimizers) {
        boolean fits = true;
        for (Map.Entry<String, SearchSpace> each :
                found.maybe(optimizers).orElse(Map.of()).entrySet()) {
            OptimizerKind kind = each.getValue().kind();
            Optional<Convention.Form> form = like.of(kind);
            if (form.filter(Convention.Form::isKnown).isEmpty()) {
                String why = form.map(unknown -> like.library() + " writes it in a way that Lockstep does not have ("
                                + unknown.place() + ")")
                        .orElse(like.library() + " has no such optimizer");
                found.reading()
                        .report(
                                found.at(optimizers)
                                        .value(each.getKey())
                                        .orElse(found.node())
                                        .place(),
                                "found " + kind.key() + " with like " + like.key() + ", expected one of " + known(like)
                                        + ": " + why);
                fits = false;
            }
        }
        return fits;
    }

    private static String known(Convention like) {
        return OptimizerKind.ALL.stream()
                .filter(kind -> like.of(kind).filter(Convention.Form::isKnown).isPresent())
                .map(OptimizerKind::key)
                .collect(Collectors.joining(", "));
    }

    /** The optimizers, with the library's defaults where the config has no values. */
    static Map<String, SearchSpace> withDefaults(
            Fields.Found found, Convention like, Key<?, Map<String, SearchSpace>> optimizers) {
        Map<String, SearchSpace> all = new LinkedHashMap<>();
        found.get(optimizers).forEach((label, search) -> {
            Optional<Yaml> given = found.at(optimizers)
                    .value(label)
                    .flatMap(node -> node.value(search.kind().key()));
            Map<String, Double> defaults =
                    like.of(search.kind()).map(Convention.Form::defaults).orElse(Map.of());
            Function<OptimizerKind.Parameter, SearchValues> value = parameter -> {
                Double own = defaults.get(parameter.name());
                boolean written =
                        given.flatMap(node -> node.value(parameter.name())).isPresent();
                return own == null || written ? search.values(parameter.name()) : new SearchValues.Fixed(own);
            };
            Map<String, SearchValues> values = new LinkedHashMap<>();
            search.kind().parameters().forEach(parameter -> values.put(parameter.name(), value.apply(parameter)));
            all.put(label, new SearchSpace(search.kind(), values));
        });
        return all;
    }
}
