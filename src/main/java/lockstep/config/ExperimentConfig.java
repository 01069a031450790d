package lockstep.config;

import java.util.List;
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
 *     those of the optimizers; none where nothing learns
 * @param race empty where the config asks for none
 * @param expectation empty where nothing but agreement will do
 * @param adequacy empty where the config may be blind to some faults
 * @param print what is printed besides the verdicts
 */
public record ExperimentConfig(
        String name,
        String description,
        Data data,
        Run anyRun,
        List<Run> runs,
        VerifySettings verify,
        Optional<RaceSettings> race,
        Optional<Expectation> expectation,
        Optional<AdequacyDemand> adequacy,
        PrintSettings print) {

    public ExperimentConfig {
        runs = List.copyOf(runs);
    }

    /** A config of networks that learn, with nothing printed but the verdicts. */
    public ExperimentConfig(
            String name,
            String description,
            Data data,
            List<Run> runs,
            VerifySettings verify,
            Optional<RaceSettings> race,
            Optional<Expectation> expectation,
            Optional<AdequacyDemand> adequacy) {
        this(name, description, data, runs.get(0), runs, verify, race, expectation, adequacy, PrintSettings.NOTHING);
    }

    /** Whether anything is trained; if not, the network's answers are compared as they are. */
    public boolean learns() {
        return !runs.isEmpty();
    }
}
