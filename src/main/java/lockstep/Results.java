package lockstep;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lockstep.config.ExperimentConfig;
import lockstep.experiment.Outputs;
import lockstep.experiment.Parity;
import lockstep.experiment.Race;
import lockstep.experiment.RaceSummary;
import lockstep.experiment.Verdict;

/**
 * What there is of a config so far.
 *
 * @param file where the config was read
 * @param candidate what the scalar network is compared with
 * @param parities of the optimizers that were verified
 * @param untrained the answers of networks that nothing trains, where the config has no optimizer
 */
record Results(
        Path file,
        ExperimentConfig config,
        Candidate candidate,
        List<Parity> parities,
        Optional<Race> race,
        Optional<Outputs> untrained) {

    /** Nothing yet. */
    Results(Path file, ExperimentConfig config, Candidate candidate) {
        this(file, config, candidate, List.of(), Optional.empty(), Optional.empty());
    }

    /** Those of networks that learn. */
    Results(Path file, ExperimentConfig config, Candidate candidate, List<Parity> parities, Optional<Race> race) {
        this(file, config, candidate, parities, race, Optional.empty());
    }

    Results with(List<Parity> found) {
        return new Results(file, config, candidate, found, race, untrained);
    }

    Results with(Race run) {
        return new Results(file, config, candidate, parities, Optional.of(run), untrained);
    }

    Results with(Outputs outputs) {
        return new Results(file, config, candidate, parities, race, Optional.of(outputs));
    }

    boolean isEmpty() {
        return parities.isEmpty() && race.isEmpty() && untrained.isEmpty();
    }

    /** Whether networks that nothing trains answer what they should: each its target, and the same. */
    boolean untrainedAsExpected() {
        return untrained
                .map(outputs -> outputs.right() == outputs.examples().size()
                        && outputs.share(config.verify().tolerance()) <= 1.0)
                .orElse(true);
    }

    Optional<Parity> parity(String label) {
        return parities.stream()
                .filter(parity -> parity.run().label().equals(label))
                .findFirst();
    }

    Optional<RaceSummary> summary(String label) {
        return race.flatMap(r -> r.summaries().stream()
                .filter(summary -> summary.optimizer().equals(label))
                .findFirst());
    }

    /** The verdict that every optimizer of the config has to get. */
    Verdict.Kind expected() {
        return config.expectation()
                .map(expectation -> switch (expectation.verdict()) {
                    case AGREE -> Verdict.Kind.AGREE;
                    case DISAGREE -> Verdict.Kind.DISAGREE;
                    case CHAOTIC -> Verdict.Kind.CHAOTIC;
                })
                .orElse(Verdict.Kind.AGREE);
    }

    /** The optimizers that got another. */
    List<Parity> unexpected() {
        return parities.stream()
                .filter(parity -> parity.verdict().kind() != expected())
                .toList();
    }
}
