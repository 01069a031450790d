package lockstep.config.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lockstep.config.Expectation;
import lockstep.config.FaultNames;
import lockstep.config.SearchSpace;
import lockstep.model.Run;
import lockstep.yaml.Fields;
import lockstep.yaml.Key;
import lockstep.yaml.Yaml;

/** Whether a config names only optimizers that it has, and plants only faults that they can have. */
final class FaultCheck {

    private FaultCheck() {}

    /** Whether the optimizers that get faults, or anything else by their labels, are the config's. */
    static boolean labelsKnown(
            Fields.Found found,
            Key<?, Map<String, SearchSpace>> optimizers,
            Key<?, ? extends Optional<? extends Map<String, ?>>> faults) {
        Optional<Map<String, SearchSpace>> labels = found.maybe(optimizers);
        int before = found.reading().problems().size();
        if (labels.isPresent() && found.at(faults) instanceof Yaml.Mapping mapping && mapping != found.node()) {
            mapping.entries().forEach((label, entry) -> {
                if (!labels.get().containsKey(label)) {
                    found.reading()
                            .unknown(
                                    entry.place(),
                                    "optimizer",
                                    label,
                                    labels.get().keySet());
                }
            });
        }
        return found.reading().problems().size() == before;
    }

    /** Whether the optimizers with an expected verdict are the config's. */
    static boolean expectationFits(
            Fields.Found found, Key<?, Map<String, SearchSpace>> optimizers, Key<?, Optional<Expectation>> expect) {
        Optional<Map<String, SearchSpace>> labels = found.maybe(optimizers);
        List<String> named = found.maybe(expect)
                .flatMap(value -> value)
                .map(Expectation::optimizers)
                .orElse(List.of());
        int before = found.reading().problems().size();
        for (int i = 0; i < named.size() && labels.isPresent(); i++) {
            if (!labels.get().containsKey(named.get(i))) {
                Yaml at = found.at(expect)
                        .value(ExpectationForm.OPTIMIZERS.name())
                        .orElse(found.at(expect));
                found.reading()
                        .unknown(
                                at.item(i).orElse(at).place(),
                                "optimizer",
                                named.get(i),
                                labels.get().keySet());
            }
        }
        return found.reading().problems().size() == before;
    }

    /**
     * Whether the networks of the runs can have the faults; those that they cannot have are reported.
     *
     * @param meant the entries that a run's network has besides
     */
    static boolean plantable(
            Fields.Found found,
            List<Run> runs,
            Key<?, Optional<Map<String, List<String>>>> faults,
            Function<Run, List<String>> meant,
            FaultNames names) {
        Map<String, List<String>> planted = found.get(faults).orElse(Map.of());
        int before = found.reading().problems().size();
        for (Run run : runs) {
            List<String> its = planted.getOrDefault(run.label(), List.of());
            objection(run, its, meant.apply(run), names).ifPresent(objection -> {
                Yaml at = found.at(faults).value(run.label()).orElseThrow();
                found.reading()
                        .report(
                                at.place(),
                                "found faults that " + run.label() + " cannot have, expected others: " + objection);
            });
        }
        return found.reading().problems().size() == before;
    }

    private static Optional<String> objection(Run run, List<String> its, List<String> meant, FaultNames names) {
        return names.objection()
                .apply(run, its)
                .or(() -> its.stream()
                        .filter(meant::contains)
                        .findFirst()
                        .map(fault -> fault + " (it is how the optimizer is meant)"))
                .or(() -> its.stream()
                        .flatMap(fault -> meant.stream()
                                .filter(form -> names.objection()
                                        .apply(run, List.of(form))
                                        .isEmpty())
                                .flatMap(form -> names.objection().apply(run, List.of(fault, form)).stream()))
                        .findFirst());
    }
}
