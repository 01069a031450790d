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
 * @param name names the folder under the results
 * @param description for people; may be empty
 * @param anyRun tells what all runs share: the first of them, or, where nothing learns, one that is never made
 * @param runs one per optimizer, in the order of the config: they share network, data, batches and seed, and their labels are
 *     those of the optimizers; none where nothing learns. Of an optimizer that is to be searched it has some setting
 * @param searches by the same labels: what is to be chosen among
 * @param race empty where the config asks for none
 * @param expectation empty where nothing but agreement will do
 * @param adequacy empty where the config may be blind to some faults
 * @param print what is printed besides the verdicts
 * @param faults by labels of optimizers: the names of the faults that the scalar network has with them
 * @param gradients empty where their size is not measured
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

    /** The faults that the scalar network is to have with an optimizer; none, as a rule. */
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

    /** What an optimizer of the config may be. */
    public SearchSpace search(String label) {
        SearchSpace search = searches.get(label);
        return Objects.requireNonNull(search, () -> "no optimizer is labelled " + label);
    }
}
