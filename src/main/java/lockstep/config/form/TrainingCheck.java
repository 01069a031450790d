package lockstep.config.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.config.ExperimentConfig;
import lockstep.config.SearchSpace;
import lockstep.config.form.NetworkForm.WrittenLayer;
import lockstep.data.Data;
import lockstep.model.Examples;
import lockstep.model.Schedule;
import lockstep.optim.OptimizerKind;
import lockstep.yaml.Fields;
import lockstep.yaml.Key;
import lockstep.yaml.Yaml;

/** Whether batches, penalties and schedule fit the rest of a config; what does not is reported. */
final class TrainingCheck {

    private TrainingCheck() {}

    /** No batch can be larger than all the examples. */
    static boolean batchFits(Fields.Found found, Key<?, Integer> batchSize, Key<?, Data> data) {
        Optional<Examples> examples = found.maybe(data).map(Data::examples);
        int size = found.maybe(batchSize).orElse(BatchSize.FULL);
        if (examples.isEmpty()
                || size == BatchSize.FULL
                || size <= examples.get().size()) {
            return true;
        }
        found.report(
                batchSize,
                "found " + size + ", expected at most " + examples.get().size() + ", the number of examples"
                        + (found.maybe(data).flatMap(Data::test).isPresent() ? " to learn from" : "") + ", or full");
        return false;
    }

    /** Each layer's penalties and clipping have to fit those at the top of the config. */
    static boolean termsFit(Fields.Found found, TermKeys<ExperimentConfig> terms, Key<?, List<WrittenLayer>> network) {
        boolean fit = terms.fit(found);
        TermKeys.Written defaults = terms.read(found);
        List<WrittenLayer> layers = found.maybe(network).orElse(List.of());
        Yaml list = found.at(network).value(NetworkForm.LAYERS.name()).orElse(found.at(network));
        for (int l = 0; l < layers.size(); l++) {
            WrittenLayer layer = layers.get(l);
            Yaml at = list.item(l).orElseThrow();
            fit &= terms.fit(at, layer.terms(), defaults, layer.spec().bias(), found.reading());
        }
        return fit;
    }

    /** A schedule is of a learning rate. */
    static boolean scheduleFits(
            Fields.Found found, Key<?, Optional<Schedule>> schedule, Key<?, Map<String, SearchSpace>> optimizers) {
        if (found.maybe(schedule).flatMap(each -> each).isEmpty()) {
            return true;
        }
        int before = found.reading().problems().size();
        found.maybe(optimizers).orElse(Map.of()).forEach((label, search) -> {
            OptimizerKind kind = search.kind();
            if (!kind.hasLearningRate()) {
                Yaml at = found.at(optimizers).value(label).orElseThrow();
                found.reading()
                        .report(
                                at.place(),
                                "found " + kind.key()
                                        + " with a schedule, expected an optimizer with a learning rate: "
                                        + kind.key() + " has none");
            }
        });
        return found.reading().problems().size() == before;
    }
}
