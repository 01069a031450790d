package lockstep.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.Adam;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.parity.Boundary;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Outputs;
import lockstep.parity.verdict.Ruling;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Trace;
import lockstep.parity.verdict.Verdict;
import lockstep.race.job.Outcome;
import lockstep.race.job.RaceJob;
import lockstep.race.job.RaceResult;
import lockstep.race.job.TestResult;
import lockstep.race.ranking.Curve;
import lockstep.race.ranking.Quartiles;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;
import lockstep.results.file.CsvFile;
import lockstep.results.file.UnwritableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * These texts seal the format: programs of others read it. Without them a locale, a line end or a rename could change it
 * unnoticed.
 */
class ResultFolderTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @TempDir
    private Path out;

    @Test
    void whatAKilledProcessLeftIsSweptAndWhatALivingOneWritesIsNot() throws IOException {
        Path forsaken = Files.createFile(out.resolve(".verdicts.csv.999999999999.part"));
        Path elsewhere = Files.createFile(out.resolve(".runs.csv.999999999998.part")); // a shard's, on another machine
        Path living = Files.createFile(
                out.resolve(".runs.csv." + ProcessHandle.current().pid() + ".part"));
        Path others = Files.createFile(out.resolve(".notes.part"));
        for (Path old : List.of(forsaken, living, others)) {
            Files.setLastModifiedTime(old, FileTime.fromMillis(0));
        }

        new ResultFolder(out, "name: x\n", Map.of());

        assertThat(forsaken).doesNotExist();
        assertThat(elsewhere).exists();
        assertThat(living).exists();
        assertThat(others).exists();
    }

    /** What OWASP lists under "CSV injection", and what only looks like it. */
    @Test
    void noTextIsAFormulaInASpreadsheetAndEachIsReadBack() throws IOException {
        List<String> texts = List.of("=1+1", "+cmd", "-a", "@SUM(1)", "\t=1", "'=1", "''x", "-", "-1.5E-9", "a=1");
        CsvFile.write(
                out.resolve("t.csv"),
                "text",
                csv -> texts.forEach(text -> csv.text(text).endRow()));

        assertThat(Files.readAllLines(out.resolve("t.csv")))
                .containsExactly(
                        "text", "'=1+1", "'+cmd", "'-a", "'@SUM(1)", "'\t=1", "''=1", "''x", "-", "-1.5E-9", "a=1");
        assertThat(new SavedResults(out).rows("t.csv"))
                .extracting(row -> row.text("text"))
                .isEqualTo(texts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "ar", "tr"})
    void filesAreTheSameUnderEveryLocale(String locale) throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(locale.equals("ar") ? "ar-EG-u-nu-arab" : locale));
            ResultFolder folder = new ResultFolder(out, "name: x\n", Map.of());
            folder.write(parities(), rulings());
            folder.write(race(), parities().subList(0, 1), List.of());
            folder.writeTiming("verify", 2, 1.5, 4000);
            folder.writeStepTiming("a,b", "scalar", 0.5, 1_000_000);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(text("config.yaml")).isEqualTo("name: x\n");
        assertThat(text("verdicts.csv")).isEqualTo("""
                optimizer,kind,twin,verdict,rung,step,layer,quantity,scalar_value,candidate_value,share,steps,\
                expected,as_expected,judged_steps
                sgd,sgd,Sgd,agree,free,1,,loss,0.25,0.2500000000000001,4.440892098500626E-4,2,agree,yes,2
                "a,b",adam,ours,disagree,weights,,1,weight[0][0],-0.5,NaN,Infinity,1,agree,no,1
                """);
        assertThat(text("rungs.csv")).isEqualTo("""
                optimizer,rung,holds,share,step,layer,quantity,scalar_value,candidate_value,note,kink_steps,rate_seen,gradient_seen,weight_seen
                sgd,rule,,,,,,,,no rule,0,,,
                sgd,free,true,4.440892098500626E-4,1,,loss,0.25,0.2500000000000001,,0,,,
                "a,b",weights,false,Infinity,,1,weight[0][0],-0.5,NaN,"it says ""no"", loudly",0,,,
                """);
        assertThat(text("losses.csv")).isEqualTo("""
                optimizer,step,epoch,scalar_loss,candidate_loss,difference,control_spread
                sgd,0,1,0.5,0.5,0.0,0.0
                sgd,1,1,0.25,0.2500000000000001,1.1102230246251565E-16,5.0E-17
                sgd,2,2,1.0E7,1.0E7,0.0,0.0
                "a,b",0,1,0.5,Infinity,Infinity,
                """);
        assertThat(text("runs.csv")).isEqualTo("""
                optimizer,kind,learning_rate,seed,outcome,epochs,steps,presentations,final_loss,test_loss,accuracy,\
                gradient_evaluations,connection_crossings
                sgd,sgd,0.5,7,converged,3,6,12,0.009,0.0125,0.75,6,24
                "a,b",adam,0.001,7,diverged,1,2,4,NaN,,,2,8
                """);
        assertThat(text("summary.csv")).isEqualTo("""
                optimizer,kind,learning_rate,seeds,converged,success_rate,success_low,success_high,\
                median_epochs,median_low,median_high,mean_epochs,sd_epochs,ert_epochs,verified,\
                test_loss_median,accuracy_median,verified_steps,restart_mean,restart_sd,hyper_parameters,\
                ert_low,ert_high,place_low,place_high
                sgd,sgd,0.5,1,1,1.0,0.2,1.0,3.0,3.0,3.0,3.0,,3.0,agree,0.0125,0.75,2,3.0,,learning_rate=0.5,\
                3.0,3.0,1,2
                "a,b",adam,0.001,1,0,0.0,0.0,0.8,Infinity,Infinity,Infinity,,,Infinity,unverified,,,0,,,\
                learning_rate=0.001 beta1=0.9 beta2=0.999 epsilon=1.0E-8,Infinity,Infinity,1,2
                """);
        assertThat(text("survival.csv")).isEqualTo("""
                optimizer,epoch,at_risk,converged,survival,survival_low,survival_high
                sgd,3,1,1,0.0,,
                """);
        assertThat(text("ecdf.csv")).isEqualTo("""
                optimizer,target,epoch,share
                sgd,loss: 0.01,3,1.0
                """);
        // The interval of 1 of 1; U, z and chi^2 by hand: 0, 0 and 0.5^2 / 0.25. SciPy 1.17's chi2.sf(1, 1) ends in 15.
        assertThat(text("pairs.csv")).isEqualTo("""
                optimizer,other,seeds,faster,slower,ties,probability,probability_low,probability_high,\
                median_ratio,ratio_low,ratio_high,sign_p,holm_p,mann_whitney_u,mann_whitney_p,\
                log_rank_chi_square,log_rank_p,ert_ratio,ert_ratio_low,ert_ratio_high,ert_p,ert_holm_p
                sgd,"a,b",1,1,0,0,1.0,0.20654931437723742,1.0,0.0,0.0,Infinity,1.0,1.0,0.0,1.0,1.0,0.31731050786291404,\
                0.0,0.0,1.0,1.0,1.0
                """);
        assertThat(text("remarks.csv")).isEqualTo("""
                topic,optimizer,other,value,other_value,measure,other_measure
                first_by_luck,sgd,"a,b",3.0,Infinity,,
                few_starts,sgd,sgd,1.0,6.0,,
                """);
        assertThat(text("curves.csv")).isEqualTo("""
                optimizer,epoch,loss_q25,loss_median,loss_q75,\
                test_loss_q25,test_loss_median,test_loss_q75,accuracy_q25,accuracy_median,accuracy_q75
                sgd,0,0.1,0.2,0.3,,,,,,
                sgd,1,0.001,0.002,Infinity,0.25,0.5,Infinity,0.0,0.75,1.0
                """);
        assertThat(text("single_runs.csv")).isEqualTo("""
                optimizer,run,seed,epoch,loss
                sgd,slowest,7,0,0.5
                sgd,slowest,7,2,Infinity
                """);
        assertThat(text("timing.csv")).isEqualTo("""
                phase,optimizer,engine,threads,seconds,steps,microseconds_per_step
                verify,,,2,1.5,4000,375.0
                steps,"a,b",scalar,1,0.5,1000000,0.5
                """);
    }

    /** Targets of 0 and 1: two places after the point. The candidate is written where it looks different. */
    @Test
    void aPlaneIsABlockOfNumbersThatLooksLikeIt() throws IOException {
        double[] axis =
                IntStream.range(0, Boundary.POINTS).mapToDouble(i -> i / 2.0).toArray();
        double[] answers = new double[axis.length * axis.length];
        Arrays.fill(answers, 0.1251);
        answers[1] = -1e-9;
        double[] close = answers.clone();
        close[2] += 1e-4;
        double[] other = answers.clone();
        other[2] = Double.NaN;
        Boundary boundary = new Boundary(
                axis,
                axis,
                List.of(
                        new Boundary.Picture(0, answers, Optional.of(close)),
                        new Boundary.Picture(1, answers, Optional.of(other)),
                        new Boundary.Picture(2, answers, Optional.empty())));
        Parity parity = parities().get(0);
        new ResultFolder(out, "name: x\n", Map.of())
                .write(
                        List.of(new Parity(
                                parity.run(),
                                parity.verdict(),
                                parity.trace(),
                                Optional.empty(),
                                Optional.of(boundary))),
                        rulings());

        List<String> lines = Files.readAllLines(out.resolve("boundary.csv"));
        assertThat(lines).hasSize(1 + 3 * axis.length);
        assertThat(lines.get(0))
                .startsWith("optimizer,step,input_2,input_1_low,input_1_high,scalar_1,scalar_2,")
                .contains(",scalar_25,candidate_1,")
                .endsWith(",candidate_25");
        assertThat(lines.get(1)).startsWith("sgd,0,0.0,0.0,12.0,0.13,0.0,0.13,").endsWith(",0.13" + ",".repeat(25));
        assertThat(lines.get(25)).startsWith("sgd,0,12.0,0.0,12.0,0.13,0.13,0.13,");
        assertThat(lines.get(26)).startsWith("sgd,1,0.0,").contains(",0.13,0.13,0.0,NaN,0.13,");
        assertThat(lines.get(51)).startsWith("sgd,2,0.0,").endsWith(",0.13" + ",".repeat(25));
    }

    @Test
    void leavesNothingButTheFiles() throws IOException {
        ResultFolder folder = new ResultFolder(out, "name: x\n", Map.of());
        assertThat(names()).isEmpty();

        folder.write(parities(), rulings());

        assertThat(names()).containsExactly("config.yaml", "losses.csv", "rungs.csv", "verdicts.csv");
        assertThat(folder.written()).containsExactly("config.yaml", "verdicts.csv", "rungs.csv", "losses.csv");
    }

    @Test
    void aFileThatCannotBeFinishedLeavesTheOldOne() throws IOException {
        Path file = out.resolve("a.csv");
        Files.writeString(file, "old");

        assertThatThrownBy(() -> CsvFile.write(file, "x,y", csv -> {
                    csv.number(1).number(2).endRow();
                    csv.number(1).endRow();
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the row [1] has not the columns [x, y]");

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.csv");
    }

    @Test
    void resultsOfAnotherConfigDoNotStayBesideNewOnes() throws IOException {
        ResultFolder old = new ResultFolder(out, "name: x\nseed: 1\n", Map.of());
        old.write(race(), List.of(), List.of());
        Files.writeString(out.resolve("notes.txt"), "mine");

        new ResultFolder(out, "name: x\nseed: 1\n", Map.of()).write(parities(), rulings());
        assertThat(names()).contains("runs.csv", "verdicts.csv"); // of the same config: they belong together

        ResultFolder other = new ResultFolder(out, "name: x\nseed: 2\n", Map.of());
        assertThat(names()).contains("runs.csv"); // nothing is lost before there is something new
        other.write(parities(), rulings());
        assertThat(names()).containsExactly("config.yaml", "losses.csv", "notes.txt", "rungs.csv", "verdicts.csv");
    }

    /** All programs that a config is verified against share a folder: one that dies must not show what another answered. */
    @Test
    void outputsOfAnotherCandidateDoNotStay() throws IOException {
        ResultFolder first = new ResultFolder(out, "name: x\n", Map.of());
        List<Parity> answered = parities().stream()
                .map(parity -> new Parity(
                        parity.run(),
                        parity.verdict(),
                        parity.trace(),
                        Optional.of(outputs(parity.run())),
                        Optional.empty()))
                .toList();
        first.write(answered, rulings());
        assertThat(names()).contains("outputs.csv");

        ResultFolder second = new ResultFolder(out, "name: x\n", Map.of());
        second.write(parities(), rulings());

        assertThat(names()).containsExactly("config.yaml", "losses.csv", "rungs.csv", "verdicts.csv");
        assertThat(second.written()).doesNotContain("outputs.csv");
    }

    @Test
    void aFileWhereAFolderIsNeededIsOneClearLine() throws IOException {
        Path file = Files.writeString(out.resolve("results"), "");

        assertThatThrownBy(() -> new ResultFolder(file.resolve("xor"), "", Map.of()))
                .isInstanceOf(UnwritableException.class)
                .hasMessageStartingWith("cannot write " + file.resolve("xor") + ": ")
                .message()
                .hasLineCount(1);
    }

    @Test
    void aFolderWhereAFileIsNeededIsOneClearLine() throws IOException {
        ResultFolder folder = new ResultFolder(out, "name: x\n", Map.of());
        Files.createDirectories(out.resolve("verdicts.csv/in the way"));

        assertThatThrownBy(() -> folder.write(parities(), rulings()))
                .isInstanceOf(UnwritableException.class)
                .hasMessageStartingWith("cannot write " + out.resolve("verdicts.csv") + ": ");
    }

    /** MNIST's first thousand images would be 32 MB of text. */
    @Test
    void manyInputsStayOutOfTheOutputs() throws IOException {
        double[] inputs = new double[2 * 33];
        Examples examples = new Examples(2, 33, 1, inputs, new double[] {1, 0});
        ResultFolder folder = new ResultFolder(out, "name: x\n", Map.of());
        Examples all = new Examples(5000, 33, 1, new double[5000 * 33], new double[5000]);

        folder.write(new Outputs(examples, new double[] {0.75, 0.25}, Optional.empty(), ""), Optional.empty(), all);

        assertThat(text("outputs.csv")).isEqualTo("""
                optimizer,example,target_1,scalar_1,candidate_1,failure
                ,1,1.0,0.75,,
                ,2,0.0,0.25,,
                """);
        assertThat(folder.contents())
                .endsWith(": config.yaml, outputs.csv (the first 2 of 5000 examples, without their 33 inputs)");
    }

    private String text(String name) throws IOException {
        return new String(Files.readAllBytes(out.resolve(name)), StandardCharsets.UTF_8);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Outputs outputs(Run run) {
        double[] answers = {0.25, 0.75};
        return new Outputs(run.examples(), answers, Optional.of(answers), "");
    }

    private static List<Ruling> rulings() {
        return parities().stream()
                .map(parity -> new Ruling(
                        parity.run().label(),
                        parity.run().kind(),
                        parity.run().label().equals("sgd") ? "Sgd" : Ruling.OURS,
                        parity.verdict(),
                        Verdict.Kind.AGREE,
                        parity.verdict().kind() == Verdict.Kind.AGREE ? Ruling.AsExpected.YES : Ruling.AsExpected.NO))
                .toList();
    }

    private static List<Parity> parities() {
        Finding nothing = new Finding(Rung.RULE, true, 0.0, -1, 0, "", Double.NaN, Double.NaN, "no rule");
        Finding free = new Finding(Rung.FREE, true, 4.440892098500626E-4, 1, 0, "loss", 0.25, 0.2500000000000001, "");
        Finding lost = new Finding(
                Rung.WEIGHTS, false, INFINITY, -1, 1, "weight[0][0]", -0.5, Double.NaN, "it says \"no\", loudly");
        return List.of(
                new Parity(
                        run("sgd", new Sgd(0.5)),
                        new Verdict(Verdict.Kind.AGREE, free, List.of(nothing, free), 2),
                        new Trace(
                                2,
                                new double[] {0.5, 0.25, 1e7},
                                new double[] {0.5, 0.2500000000000001, 1e7},
                                new double[] {0.0, 5e-17, 0.0})),
                new Parity(
                        run("a,b", new Adam(0.001)),
                        new Verdict(Verdict.Kind.DISAGREE, lost, List.of(lost), 1),
                        new Trace(2, new double[] {0.5}, new double[] {INFINITY}, new double[] {Double.NaN})));
    }

    private static Race race() {
        RaceJob sgd = new RaceJob(run("sgd", new Sgd(0.5)), 0.01, 100);
        RaceJob adam = new RaceJob(run("a,b", new Adam(0.001)), 0.01, 100);
        TestResult tested = new TestResult(new double[0], new double[0], 0.0125, 0.75);
        return new Race(
                List.of(
                        new RaceResult(sgd, new Outcome.Converged(3), 6, 12, 0.009, new double[0], Optional.of(tested)),
                        new RaceResult(adam, new Outcome.Diverged(1), 2, 4, Double.NaN, new double[0])),
                List.of(
                        new RaceSummary(
                                "sgd",
                                1,
                                1,
                                1.0,
                                0.2,
                                1.0,
                                3.0,
                                3.0,
                                3.0,
                                3.0,
                                Double.NaN,
                                3.0,
                                3.0,
                                Double.NaN,
                                0.0125,
                                0.75),
                        new RaceSummary(
                                "a,b",
                                1,
                                0,
                                0.0,
                                0.0,
                                0.8,
                                INFINITY,
                                INFINITY,
                                INFINITY,
                                Double.NaN,
                                Double.NaN,
                                INFINITY,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN)),
                List.of(new Curve(
                        "sgd",
                        List.of(
                                new Curve.Point(0, 0.1, 0.2, 0.3),
                                new Curve.Point(
                                        1,
                                        new Quartiles(0.001, 0.002, INFINITY),
                                        new Quartiles(0.25, 0.5, INFINITY),
                                        new Quartiles(0.0, 0.75, 1.0))),
                        List.of(new Curve.Single(
                                "slowest",
                                7,
                                List.of(new Curve.Single.Moment(0, 0.5), new Curve.Single.Moment(2, INFINITY)))))));
    }

    private static Run run(String label, Optimizer optimizer) {
        LayerSpec layer = new LayerSpec(1, Activation.TANH, true, new Init.Uniform(-1.0, 1.0));
        NetworkSpec network = new NetworkSpec(1, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, optimizer);
        Examples examples = Examples.of(new double[][] {{0.0}, {1.0}}, new double[][] {{0.0}, {1.0}});
        return new Run(label, network, examples, 1, false, 7);
    }
}
