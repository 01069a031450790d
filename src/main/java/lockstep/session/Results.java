package lockstep.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lockstep.config.ExperimentConfig;
import lockstep.model.Run;
import lockstep.parity.Parity;
import lockstep.parity.step.GradientSizes;
import lockstep.parity.verdict.Outputs;
import lockstep.parity.verdict.Ruling;
import lockstep.parity.verdict.Verdict;
import lockstep.race.analysis.Replication;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;
import lockstep.race.ranking.Tuned;

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
 * @param replications what others have published of it, beside ours
 */
public record Results(
        Path file,
        ExperimentConfig config,
        Candidate candidate,
        List<Parity> parities,
        boolean brief,
        List<Tuned> tuned,
        Optional<Race> race,
        Optional<Outputs> untrained,
        List<GradientSizes> gradients,
        List<Replication> replications) {

    /** Nothing yet. */
    public Results(Path file, ExperimentConfig config, Candidate candidate) {
        this(file, config, candidate, List.of(), Optional.empty());
    }

    /** Those of networks that learn. */
    public Results(
            Path file, ExperimentConfig config, Candidate candidate, List<Parity> parities, Optional<Race> race) {
        this(file, config, candidate, parities, false, List.of(), race, Optional.empty(), List.of(), List.of());
    }

    public Results with(List<Parity> found, boolean inBrief) {
        return new Results(file, config, candidate, found, inBrief, tuned, race, untrained, gradients, replications);
    }

    public Results withTuned(List<Tuned> found) {
        return new Results(file, config, candidate, parities, brief, found, race, untrained, gradients, replications);
    }

    public Results with(Race run) {
        return new Results(
                file, config, candidate, parities, brief, tuned, Optional.of(run), untrained, gradients, replications);
    }

    public Results with(Outputs outputs) {
        return new Results(
                file, config, candidate, parities, brief, tuned, race, Optional.of(outputs), gradients, replications);
    }

    public Results withGradients(List<GradientSizes> found) {
        return new Results(file, config, candidate, parities, brief, tuned, race, untrained, found, replications);
    }

    public Results withReplications(List<Replication> found) {
        return new Results(file, config, candidate, parities, brief, tuned, race, untrained, gradients, found);
    }

    /** What is verified and raced: the config's optimizers, those that were searched at the best of their settings. */
    public List<Run> runs() {
        return config.runs().stream()
                .map(run -> tuned(run.label()).map(Tuned::winner).orElse(run).withSeed(run.seed()))
                .toList();
    }

    public Optional<Tuned> tuned(String label) {
        return tuned.stream().filter(each -> each.optimizer().equals(label)).findFirst();
    }

    public boolean isEmpty() {
        return parities.isEmpty() && race.isEmpty() && untrained.isEmpty();
    }

    /** Whether networks that nothing trains answer what they should: each its target, and the same. */
    public boolean untrainedAsExpected() {
        return untrained
                .map(outputs -> outputs.asExpected(config.verify().tolerance()))
                .orElse(true);
    }

    /** Whether anything is not as the config expects: a verdict, an output, the size of a gradient. */
    public boolean isUnexpected() {
        return rulings().stream().anyMatch(Ruling::isUnexpected)
                || !untrainedAsExpected()
                || !unexpectedGradients().isEmpty();
    }

    /** The verdicts, beside those that the config expects. */
    public List<Ruling> rulings() {
        return parities.stream().map(this::ruling).toList();
    }

    public Optional<Parity> parity(String label) {
        return parities.stream()
                .filter(parity -> parity.run().label().equals(label))
                .findFirst();
    }

    public Optional<RaceSummary> summary(String label) {
        return race.flatMap(r -> r.summaries().stream()
                .filter(summary -> summary.optimizer().equals(label))
                .findFirst());
    }

    /** The verdict that an optimizer of the config has to get. */
    public Verdict.Kind expected(String label) {
        return config.expectation()
                .map(expectation -> switch (expectation.of(label)) {
                    case AGREE -> Verdict.Kind.AGREE;
                    case DISAGREE -> Verdict.Kind.DISAGREE;
                    case CHAOTIC -> Verdict.Kind.CHAOTIC;
                    case UNDECIDED -> Verdict.Kind.UNDECIDED;
                })
                .orElse(Verdict.Kind.AGREE);
    }

    /** Sizes of gradients that the two sides do not share, of optimizers that have to agree. */
    public List<GradientSizes> unexpectedGradients() {
        return gradients.stream()
                .filter(sizes ->
                        sizes.disagreesAt() >= 0 && expected(sizes.run().label()) == Verdict.Kind.AGREE)
                .toList();
    }

    private Ruling ruling(Parity parity) {
        Run run = parity.run();
        Verdict.Kind expected = expected(run.label());
        return new Ruling(
                run.label(),
                run.kind(),
                candidate.twins().apply(run),
                parity.verdict(),
                expected,
                asExpected(parity, expected));
    }

    private Ruling.AsExpected asExpected(Parity parity, Verdict.Kind expected) {
        Verdict verdict = parity.verdict();
        if (verdict.word().equals(expected.key())) {
            return Ruling.AsExpected.YES;
        }
        if (verdict.kind() == Verdict.Kind.DISAGREE) {
            return Ruling.AsExpected.NO;
        }
        if (brief
                && verdict.kind()
                        != Verdict.Kind.UNDECIDED) { // too few steps to hold it to anything but no disagreement
            return Ruling.AsExpected.YES;
        }
        boolean declared = config.expectation()
                .map(expectation -> expectation.optimizers().isEmpty()
                        || expectation.optimizers().contains(parity.run().label()))
                .orElse(false);
        if (!declared && verdict.kind() == Verdict.Kind.CHAOTIC && verdict.judgedToTheLast()) {
            return Ruling.AsExpected.YES;
        }
        // Nobody chose a setting that a search has found: what it leads to could not be declared.
        boolean unforeseeable = config.expectation().isEmpty()
                && config.search(parity.run().label()).isSearched();
        return unforeseeable ? Ruling.AsExpected.EXCUSED : Ruling.AsExpected.NO;
    }
}
