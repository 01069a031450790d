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
 * @param runs one per optimizer, in the order of the config: they share network, data, batches and seed, and their labels are
 *     those of the optimizers
 * @param race empty where the config asks for none
 * @param expectation empty where nothing but agreement will do
 * @param adequacy empty where the config may be blind to some faults
 */
public record ExperimentConfig(
        String name,
        String description,
        Data data,
        List<Run> runs,
        VerifySettings verify,
        Optional<RaceSettings> race,
        Optional<Expectation> expectation,
        Optional<AdequacyDemand> adequacy) {

    public ExperimentConfig {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("runs is empty; expected one per optimizer");
        }
    }

    /** The run of the first optimizer, which tells what all of them share. */
    public Run anyRun() {
        return runs.get(0);
    }
}
