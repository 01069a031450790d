package lockstep.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.data.Data;
import lockstep.model.NetworkSpec;
import lockstep.model.Published;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.optim.Convention;
import lockstep.optim.OptimizerKind;

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
 * @param like the library whose optimizers are meant
 * @param forms the entries of the catalogue that an optimizer is meant to have besides, by its label
 * @param published figures of others, by the optimizer's label
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
        Optional<GradientSettings> gradients,
        Convention like,
        Map<String, List<String>> forms,
        Map<String, Published> published) {

    public ExperimentConfig {
        runs = List.copyOf(runs);
        searches = Collections.unmodifiableMap(new LinkedHashMap<>(searches));
        faults = Collections.unmodifiableMap(new LinkedHashMap<>(faults));
        forms = Collections.unmodifiableMap(new LinkedHashMap<>(forms));
        published = Collections.unmodifiableMap(new LinkedHashMap<>(published));
    }

    /** Whether anything is trained; if not, the network's answers are compared as they are. */
    public boolean learns() {
        return !runs.isEmpty();
    }

    /** The faults planted in the scalar network with an optimizer; usually empty. */
    public List<String> faults(String label) {
        return faults.getOrDefault(label, List.of());
    }

    /** The entries of the catalogue that are meant: those of the library, and the optimizer's own. */
    public List<String> meant(Run run) {
        return meant(like, forms, run);
    }

    /** The same of a config that is not made yet. */
    public static List<String> meant(Convention like, Map<String, List<String>> forms, Run run) {
        return Stream.concat(
                        like.entries(OptimizerKind.of(run.network().optimizer())).stream(),
                        forms.getOrDefault(run.label(), List.of()).stream())
                .toList();
    }

    /** Those of them that make other numbers than DL4J's form. */
    public List<String> differing(Run run) {
        boolean constant = run.network().schedule().equals(Schedule.CONSTANT);
        return meant(run).stream()
                .filter(entry -> !(constant && entry.equals(Convention.SAME_AT_A_CONSTANT_RATE)))
                .toList();
    }

    /** Whether all optimizers are meant as DL4J has them. */
    public boolean isLikeDl4j() {
        return like == Convention.DL4J && forms.isEmpty();
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
                Optional.empty(),
                Convention.DL4J,
                Map.of(),
                Map.of());
    }

    /** The same with the optimizers of a library, and entries of the catalogue besides, by label. */
    public ExperimentConfig with(Convention library, Map<String, List<String>> otherForms) {
        return with(data, anyRun, runs, searches, race, library, otherForms);
    }

    /** The same with other data, and another network where it does not matter whose. */
    public ExperimentConfig with(Data otherData, NetworkSpec network) {
        return with(otherData, anyRun.withNetwork(network), runs, searches, race, like, forms);
    }

    /** The same from weights that are given. */
    public ExperimentConfig startingFrom(double[] weights) {
        List<Run> begun = runs.stream()
                .map(run -> run.withNetwork(run.network().startingFrom(weights)))
                .toList();
        Run any = anyRun.withNetwork(anyRun.network().startingFrom(weights));
        return with(data, any, begun, searches, race, like, forms);
    }

    /**
     * The same with nothing left to search.
     *
     * @param chosen the runs, each with the setting that its race has
     */
    public ExperimentConfig tuned(List<Run> chosen) {
        return with(data, chosen.get(0), chosen, given(chosen), race.map(RaceSettings::tuned), like, forms);
    }

    private ExperimentConfig with(
            Data otherData,
            Run any,
            List<Run> otherRuns,
            Map<String, SearchSpace> otherSearches,
            Optional<RaceSettings> otherRace,
            Convention library,
            Map<String, List<String>> otherForms) {
        return new ExperimentConfig(
                name,
                description,
                otherData,
                any,
                otherRuns,
                otherSearches,
                verify,
                otherRace,
                expectation,
                adequacy,
                print,
                faults,
                gradients,
                library,
                otherForms,
                published);
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
