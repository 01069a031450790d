package lockstep.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigReader;
import lockstep.model.Run;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Trace;
import lockstep.parity.verdict.Verdict;
import lockstep.race.job.Outcome;
import lockstep.race.job.RaceJob;
import lockstep.race.job.RaceResult;
import lockstep.race.ranking.ErtPair;
import lockstep.race.ranking.Place;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;
import lockstep.race.ranking.Ranking;
import lockstep.session.Candidate;
import lockstep.session.Results;
import lockstep.statistics.ErtComparison;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** Without it the table that people look at could say less, or something else, than the results do. */
class OverviewTest {

    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final double NONE = Double.NaN;

    @Test
    void afterRun() throws ConfigException {
        ExperimentConfig config =
                config("sgd", "heavy-ball-with-a-label-that-is-far-too-long-for-a-table", "adam", "slow");
        List<Parity> parities = List.of(
                parity(config, 0, Verdict.Kind.AGREE, finding(Rung.FREE, 0.0002, 1999, 0, "loss", "")),
                parity(config, 1, Verdict.Kind.CHAOTIC, finding(Rung.FREE, 1.03, 1811, 0, "loss", "")),
                parity(
                        config,
                        2,
                        Verdict.Kind.DISAGREE,
                        finding(
                                Rung.GRADIENT,
                                1e9,
                                0,
                                2,
                                "gradient of weight[1][0]",
                                "the candidate's is not the" + " derivative of the loss")),
                parity(config, 3, Verdict.Kind.AGREE, finding(Rung.LOCKED, 0.0, 3, 0, "loss", "")));
        Race race = race(
                config,
                summary(config, 0, 100, 412.0, 398.0, 431.0, 420.1, 420.1),
                summary(config, 1, 98, 80.5, 78.0, 85.25, 83.0, 588.4),
                summary(config, 2, 45, NEVER, 1200.0, NEVER, 90.0, 3000.4),
                summary(config, 3, 0, NEVER, NEVER, NEVER, NONE, NEVER));

        assertThat(lines(new Results(
                        Path.of("configs/xor.yaml"), config, Candidate.dl4j(), parities, Optional.of(race))))
                .isEqualTo("""
                xor: 2-2-1, 4 examples, all of them a batch, half_squared_error, seed 777
                verified against DL4J over 2000 steps
                raced from 100 starts to a loss of 0.01 on all examples, in 2000 epochs at most

                                        tolerance                  median epochs  expected
                optimizer     verdict        used  success                [95 %]    epochs  rank
                sgd           agree        0.02 %    100 %        412 [398, 431]     420.1     1
                heavy-ball-\u2026  chaotic       103 %   98.0 %       80.5 [78, 85.3]     588.4     2
                adam          disagree  1.0e+09 x   45.0 %   >2000 [1200, >2000]    3000.4     3
                slow          agree           0 %      0 %  >2000 [>2000, >2000]     never     -

                heavy-ball-with-a-label-that-is-far-too-long-for-a-table is chaotic: every step
                  agrees, judged to the last step from DL4J's own weights (0.29 % of the
                  tolerance used on the locked rung), but run freely the losses part at step
                  1,811 (0.1234567890123 and DL4J's 0.1234567890456). Rounding is all that it
                  takes.
                adam disagrees with DL4J at step 0, rung gradient, layer 2, gradient of
                  weight[1][0]: the scalar network has 0.1234567890123, DL4J 0.1234567890456,
                  1.0e+09 times what rounding may do; the candidate's is not the derivative of
                  the loss.
                DL4J has no updater momentum: the rule is our own on both sides, so the verdict
                  is independent evidence for the gradients only.
                Two measures rank differently: adam has the lower mean over the starts that got
                  there (90, sgd 420.1), but reaching the target costs it more: 3000.4 expected
                  epochs, and sgd 420.1. The mean forgets what failed starts cost.
                Two measures rank differently:
                  heavy-ball-with-a-label-that-is-far-too-long-for-a-table has the lower median
                  (80.5, sgd 412), but reaching the target costs it more: 588.4 expected epochs,
                  and sgd 420.1. The median does not see how long the slower half took.
                """);
    }

    @Test
    void afterVerify() throws ConfigException {
        ExperimentConfig config = config("sgd", "momentum");
        List<Parity> parities = List.of(
                parity(config, 0, Verdict.Kind.AGREE, finding(Rung.FREE, 0.0002, 1999, 0, "loss", "")),
                parity(config, 1, Verdict.Kind.DISAGREE, finding(Rung.WEIGHTS, NEVER, -1, 1, "weight[0][0]", "")));

        assertThat(lines(new Results(Path.of("xor.yaml"), config, Candidate.dl4j(), parities, Optional.empty())))
                .isEqualTo("""
                xor: 2-2-1, 4 examples, all of them a batch, half_squared_error, seed 777
                verified against DL4J over 2000 steps

                                     tolerance  most of it        twin
                optimizer  verdict        used  at rung     step  in DL4J
                sgd        agree        0.02 %  free        1999  Sgd
                momentum   disagree   infinite  weights        -  ours

                momentum disagrees with DL4J at rung weights, layer 1, weight[0][0]: the scalar
                  network has 0.1234567890123, DL4J 0.1234567890456, beyond any tolerance.
                DL4J has no updater momentum: the rule is our own on both sides, so the verdict
                  is independent evidence for the gradients only.
                """);
    }

    @Test
    void afterRace() throws ConfigException {
        ExperimentConfig config = config("sgd");
        Race race = race(config, summary(config, 0, 100, 412.0, 398.0, 431.0, 420.1, 420.1));

        assertThat(lines(new Results(Path.of("xor.yaml"), config, Candidate.dl4j(), List.of(), Optional.of(race))))
                .isEqualTo("""
                xor: 2-2-1, 4 examples, all of them a batch, half_squared_error, seed 777
                raced from 100 starts to a loss of 0.01 on all examples, in 2000 epochs at most

                                     median epochs  expected
                optimizer  success          [95 %]    epochs  rank
                sgd          100 %  412 [398, 431]     420.1     1

                None of these was verified against DL4J: `lockstep run` does both.
                """);
    }

    @Test
    void afterARaceWithExamplesHeldOut() throws ConfigException {
        ExperimentConfig config = read(
                "{source: parity, split: {test: 0.25}}",
                "sgd: {sgd: {learning_rate: 0.5}}, adam: {adam: {learning_rate: 0.5}}",
                "");
        RaceSummary sgd = summary(config, 0, 100, 412.0, 398.0, 431.0, 420.1, 420.1);
        RaceSummary adam = summary(config, 1, 100, 412.0, 398.0, 431.0, 420.1, 420.1);
        Race race = race(config, tested(sgd, 0.75), tested(adam, 1.0));

        assertThat(lines(new Results(Path.of("xor.yaml"), config, Candidate.dl4j(), List.of(), Optional.of(race))))
                .startsWith(
                        "xor: 4-2-1, 12 examples, 4 held out, all of them a batch, half_squared_error,\n  seed 777\n")
                .contains("to a loss of 0.01 on the examples learned from, in")
                .contains("""
                        Right on the examples held out, in the median at the end of a run: sgd 75.0 %,
                          adam 100.0 %.
                        """);
    }

    private static RaceSummary tested(RaceSummary s, double accuracy) {
        return new RaceSummary(
                s.optimizer(),
                s.seeds(),
                s.converged(),
                s.successRate(),
                s.successLow(),
                s.successHigh(),
                s.medianEpochs(),
                s.medianLow(),
                s.medianHigh(),
                s.meanEpochs(),
                s.sdEpochs(),
                s.ertEpochs(),
                s.restartMean(),
                s.restartSd(),
                0.1,
                accuracy);
    }

    @Test
    void anInterruptBeforeAnythingWasFinishedLeavesTheHeadline() throws ConfigException {
        ExperimentConfig config = config("sgd");
        assertThat(lines(new Results(Path.of("xor.yaml"), config, Candidate.dl4j(), List.of(), Optional.empty())))
                .isEqualTo("xor: 2-2-1, 4 examples, all of them a batch, half_squared_error, seed 777\n");
    }

    @Test
    void whatIsUndecidedHasToBeDeclared() throws ConfigException {
        ExperimentConfig config = config("sgd");
        List<Parity> undecided =
                List.of(parity(config, 0, Verdict.Kind.UNDECIDED, finding(Rung.FREE, 1.03, 1811, 0, "loss", "")));

        List<String> lines = new Overview(
                        new Results(Path.of("xor.yaml"), config, Candidate.dl4j(), undecided, Optional.empty()))
                .unexpected();

        assertThat(String.join(" ", lines).replaceAll("\\s+", " "))
                .isEqualTo(
                        "NOT AS EXPECTED: sgd (undecided); xor.yaml expects agree of every optimizer. If losses are all"
                                + " that there is to see, declare it: add this line. expect: {verdict: undecided, reason: losses"
                                + " alone decide nothing from step 1811}");
        // The line is what the config needs.
        ExperimentConfig declared = read(
                "sgd: {sgd: {learning_rate: 0.5}}", lines.get(lines.size() - 1).strip());
        assertThat(new Results(Path.of("xor.yaml"), declared, Candidate.dl4j(), undecided, Optional.empty())
                        .isUnexpected())
                .isFalse();
    }

    @Test
    void chaosThatWasJudgedToTheLastStepIsAsItShouldBe() throws ConfigException {
        ExperimentConfig config = config("sgd");
        List<Parity> chaotic =
                List.of(parity(config, 0, Verdict.Kind.CHAOTIC, finding(Rung.FREE, 1.03, 1811, 0, "loss", "")));
        Results results = new Results(Path.of("xor.yaml"), config, Candidate.dl4j(), chaotic, Optional.empty());

        assertThat(results.isUnexpected()).isFalse();
    }

    private static String lines(Results results) {
        List<String> lines = new Overview(results).lines(Ansi.OFF);
        assertThat(lines).allMatch(line -> line.codePointCount(0, line.length()) <= 80);
        return String.join("\n", lines) + "\n";
    }

    private static ExperimentConfig config(String... labels) throws ConfigException {
        List<String> optimizers = new ArrayList<>();
        for (String label : labels) {
            String kind = label.startsWith("heavy") ? "momentum" : label.equals("slow") ? "sgd" : label;
            optimizers.add(label + ": {" + kind + ": {learning_rate: 0.5}}");
        }
        return read(String.join(", ", optimizers), "");
    }

    private static ExperimentConfig read(String optimizers, String more) throws ConfigException {
        return read("{source: xor}", optimizers, more);
    }

    private static ExperimentConfig read(String data, String optimizers, String more) throws ConfigException {
        String text = """
                name: xor
                data: %s
                network:
                  layers:
                    - {units: 2, activation: tanh, init: {uniform: [-0.2, 0.2]}}
                    - {units: 1, activation: tanh, bias: false, init: {uniform: [-2.0, 2.0]}}
                loss: half_squared_error
                batch_size: full
                seed: 777
                optimizers: {%s}
                race: {seeds: 100, epochs: 2000, target: {loss: 0.01}}
                %s
                """.formatted(data, optimizers, more);
        return new ConfigReader().read(text, Path.of("xor.yaml"));
    }

    private static Finding finding(Rung rung, double share, int step, int layer, String quantity, String note) {
        return new Finding(rung, share <= 1.0, share, step, layer, quantity, 0.1234567890123, 0.1234567890456, note);
    }

    private static Parity parity(ExperimentConfig config, int number, Verdict.Kind kind, Finding decisive) {
        Finding locked = finding(Rung.LOCKED, 0.003, 17, 0, "loss", "");
        List<Finding> findings = decisive.rung() == Rung.LOCKED ? List.of(decisive) : List.of(locked, decisive);
        return new Parity(
                config.runs().get(number),
                new Verdict(kind, decisive, findings, 2000),
                new Trace(1, new double[0], new double[0], new double[0]));
    }

    private static RaceSummary summary(
            ExperimentConfig config,
            int number,
            int converged,
            double median,
            double low,
            double high,
            double mean,
            double ert) {
        String label = config.runs().get(number).label();
        return new RaceSummary(
                label,
                100,
                converged,
                converged / 100.0,
                0.0,
                1.0,
                median,
                low,
                high,
                mean,
                1.0,
                ert,
                ert,
                1.0,
                NONE,
                NONE);
    }

    private static Race race(ExperimentConfig config, RaceSummary... summaries) {
        Run run = config.runs().get(0);
        RaceJob job = new RaceJob(run, 0.01, 2000);
        RaceResult result = new RaceResult(job, new Outcome.Converged(3), 3, 12, 0.009, new double[0]);
        // Every place is told apart from the others.
        ErtComparison clear = new ErtComparison(0.5, 0.4, 0.6, 0.0);
        List<Place> places = new ArrayList<>();
        List<ErtPair> pairs = new ArrayList<>();
        for (RaceSummary summary : summaries) {
            String label = summary.optimizer();
            double ert = summary.ertEpochs();
            places.forEach(other -> pairs.add(new ErtPair(other.optimizer(), label, clear, 0.0, true)));
            places.add(new Place(label, ert, ert, ert, places.size() + 1, places.size() + 1));
        }
        return new Race(List.of(result), List.of(summaries), List.of(), new Ranking(places, pairs));
    }
}
