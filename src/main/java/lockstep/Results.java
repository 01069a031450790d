package lockstep;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lockstep.config.ExperimentConfig;
import lockstep.experiment.GradientSizes;
import lockstep.experiment.Outputs;
import lockstep.experiment.Parity;
import lockstep.experiment.Race;
import lockstep.experiment.RaceSummary;
import lockstep.experiment.Tuned;
import lockstep.experiment.Verdict;
import lockstep.model.Run;

/**
 * What there is of a config so far.
 *
 * @param file where the config was read
 * @param candidate what the scalar network is compared with
 * @param parities of the optimizers that were verified
 * @param brief whether they were verified over a few steps only, before a race: too few to show chaos
 * @param tuned the optimizers that were searched
 * @param untrained the answers of networks that nothing trains, where the config has no optimizer
 * @param gradients their sizes, where the config asks for them
 */
record Results(
        Path file,
        ExperimentConfig config,
        Candidate candidate,
        List<Parity> parities,
        boolean brief,
        List<Tuned> tuned,
        Optional<Race> race,
        Optional<Outputs> untrained,
        List<GradientSizes> gradients) {

    /** Nothing yet. */
    Results(Path file, ExperimentConfig config, Candidate candidate) {
        this(file, config, candidate, List.of(), Optional.empty());
    }

    /** Those of networks that learn. */
    Results(Path file, ExperimentConfig config, Candidate candidate, List<Parity> parities, Optional<Race> race) {
        this(file, config, candidate, parities, false, List.of(), race, Optional.empty(), List.of());
    }

    Results with(List<Parity> found, boolean inBrief) {
        return new Results(file, config, candidate, found, inBrief, tuned, race, untrained, gradients);
    }

    Results withTuned(List<Tuned> found) {
        return new Results(file, config, candidate, parities, brief, found, race, untrained, gradients);
    }

    Results with(Race run) {
        return new Results(file, config, candidate, parities, brief, tuned, Optional.of(run), untrained, gradients);
    }

    Results with(Outputs outputs) {
        return new Results(file, config, candidate, parities, brief, tuned, race, Optional.of(outputs), gradients);
    }

    Results withGradients(List<GradientSizes> found) {
        return new Results(file, config, candidate, parities, brief, tuned, race, untrained, found);
    }

    /** What is verified and raced: the config's optimizers, those that were searched at the best of their settings. */
    List<Run> runs() {
        return config.runs().stream()
                .map(run -> tuned(run.label()).map(Tuned::winner).orElse(run).withSeed(run.seed()))
                .toList();
    }

    Optional<Tuned> tuned(String label) {
        return tuned.stream().filter(each -> each.optimizer().equals(label)).findFirst();
    }

    boolean isEmpty() {
        return parities.isEmpty() && race.isEmpty() && untrained.isEmpty();
    }

    /** Whether networks that nothing trains answer what they should: each its target, and the same. */
    boolean untrainedAsExpected() {
        return untrained
                .map(outputs -> outputs.right() == outputs.examples().size()
                        && outputs.failure().isEmpty()
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

    /** The verdict that an optimizer of the config has to get. */
    Verdict.Kind expected(String label) {
        return config.expectation()
                .map(expectation -> switch (expectation.of(label)) {
                    case AGREE -> Verdict.Kind.AGREE;
                    case DISAGREE -> Verdict.Kind.DISAGREE;
                    case CHAOTIC -> Verdict.Kind.CHAOTIC;
                })
                .orElse(Verdict.Kind.AGREE);
    }

    /** Sizes of gradients that the two sides do not share, of optimizers that have to agree. */
    List<GradientSizes> unexpectedGradients() {
        return gradients.stream()
                .filter(sizes ->
                        sizes.disagreesAt() >= 0 && expected(sizes.run().label()) == Verdict.Kind.AGREE)
                .toList();
    }

    /** The optimizers that got another. */
    List<Parity> unexpected() {
        return parities.stream().filter(this::isUnexpected).toList();
    }

    private boolean isUnexpected(Parity parity) {
        Verdict.Kind kind = parity.verdict().kind();
        if (parity.verdict().word().equals(expected(parity.run().label()).key())) {
            return false;
        }
        // Nobody chose a setting that a search has found: that it is chaotic could not be declared.
        boolean unforeseeable = config.expectation().isEmpty()
                && config.search(parity.run().label()).isSearched();
        boolean excused = brief || (unforeseeable && kind == Verdict.Kind.CHAOTIC);
        return kind == Verdict.Kind.DISAGREE || !excused;
    }
}
