package lockstep.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lockstep.data.Data;
import lockstep.model.Run;

/**
 * Everything that one config asks for.
 *
 * @param name the name of its folder under the results
 * @param description for people; may be empty
 * @param anyRun holds what all runs share: the first of them or, if nothing learns, a run that is never made
 * @param runs one per optimizer, in the order of the config: they share network, data, batches and seed, and their labels are
 *     those of the optimizers; empty if nothing learns. A searched optimizer has one of its settings here
 * @param searches the values to choose from, by the same labels
 * @param race empty if the config has no race
 * @param expectation empty if only agreement will do
 * @param adequacy empty if the config need not see all faults
 * @param print what to print in addition to the verdicts
 * @param faults the names of the faults that the scalar network has with an optimizer, by the optimizer's label
 * @param gradients empty if their size is not measured
 */
public record ExperimentConfig(
        String name,
        String description,
        Data data,
        Run anyRun,
        List<Run> runs,
        Map<String, SearchSpace> searches,
        VerifySettings verify,
        Optional<RaceSettings> race,
        Optional<Expectation> expectation,
        Optional<AdequacyDemand> adequacy,
        PrintSettings print,
        Map<String, List<String>> faults,
        Optional<GradientSettings> gradients) {

    public ExperimentConfig {
        runs = List.copyOf(runs);
        searches = Collections.unmodifiableMap(new LinkedHashMap<>(searches));
        faults = Collections.unmodifiableMap(new LinkedHashMap<>(faults));
    }

    /** Whether anything is trained; if not, the network's answers are compared as they are. */
    public boolean learns() {
        return !runs.isEmpty();
    }

    /** The faults planted in the scalar network with an optimizer; usually empty. */
    public List<String> faults(String label) {
        return faults.getOrDefault(label, List.of());
    }

    /** A config whose optimizers are all given. */
    public ExperimentConfig(
            String name,
            String description,
            Data data,
            List<Run> runs,
            VerifySettings verify,
            Optional<RaceSettings> race,
            Optional<Expectation> expectation,
            Optional<AdequacyDemand> adequacy) {
        this(
                name,
                description,
                data,
                runs.get(0),
                runs,
                given(runs),
                verify,
                race,
                expectation,
                adequacy,
                PrintSettings.NOTHING,
                Map.of(),
                Optional.empty());
    }

    private static Map<String, SearchSpace> given(List<Run> runs) {
        Map<String, SearchSpace> searches = new LinkedHashMap<>();
        runs.forEach(
                run -> searches.put(run.label(), SearchSpace.of(run.network().optimizer())));
        return searches;
    }

    /** The settings that an optimizer of the config may have. */
    public SearchSpace search(String label) {
        SearchSpace search = searches.get(label);
        return Objects.requireNonNull(search, () -> "no optimizer is labelled " + label);
    }
}
