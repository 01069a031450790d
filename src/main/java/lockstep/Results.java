package lockstep;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lockstep.config.ExperimentConfig;
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
 */
record Results(Path file, ExperimentConfig config, Candidate candidate, List<Parity> parities, Optional<Race> race) {

    Results with(List<Parity> found) {
        return new Results(file, config, candidate, found, race);
    }

    Results with(Race run) {
        return new Results(file, config, candidate, parities, Optional.of(run));
    }

    boolean isEmpty() {
        return parities.isEmpty() && race.isEmpty();
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
