package lockstep.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import lockstep.results.ResultFiles;
import lockstep.results.file.UnreadableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Without it the page could change from one time to the next, break where a file is missing, hide a disagreement, or run what
 * somebody wrote into a description.
 */
class ReportPageTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        ResultFiles.write(folder);
    }

    static Set<String> files() {
        return ResultFiles.ALL.keySet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "ar-EG-u-nu-arab", "tr"})
    void theSameFilesGiveTheSameBytesUnderEveryLocale(String locale) throws IOException {
        byte[] first = Files.readAllBytes(ReportPage.write(folder));
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(locale));
            assertThat(ReportPage.write(folder)).hasBinaryContent(first);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theAnswerStandsFirst() throws IOException {
        assertThat(headline())
                .isEqualTo("Every optimizer agrees with DL4J over 2,000 steps, using less than 0.01 % of the tolerance."
                        + " sgd is fastest: 200.3 expected epochs, all 100 starts.");
        assertThat(html())
                .contains(
                        "<header class=\"good\">",
                        "Two measures rank differently",
                        "Lockstep 9.8.7",
                        "Deeplearning4j 1.2.3")
                .contains("DL4J has no updater adam")
                .containsPattern(
                        "(?s)id=\"ranking\".*id=\"parity\".*id=\"curves\""); // both answers before what they rest on
    }

    @Test
    void aDisagreementIsTheFirstSentenceAndRed() throws IOException {
        ResultFiles.change(
                folder,
                "verdicts.csv",
                "slow,adam,ours,agree,free,1,,loss,0.25,0.25,0.0,2000,agree,yes",
                "slow,adam,ours,disagree,rule,3,2,update[3],-0.5,-0.25,1.9E8,2000,agree,no");

        assertThat(headline())
                .isEqualTo(
                        "slow disagrees with DL4J at step 3, rung rule, layer 2, update[3]: the scalar network has -0.5, DL4J"
                                + " -0.25. sgd is fastest: 200.3 expected epochs, all 100 starts.");
        assertThat(html())
                .contains("<header class=\"bad\">", "Not as expected: slow (disagree); the config expects agree")
                .contains("DL4J -0.25, 1.9e8 times what rounding may do.", "a race of networks that are not all")
                .containsPattern("(?s)id=\"parity\".*id=\"ranking\""); // what is wrong before who is fastest
    }

    @Test
    void chaosThatIsExpectedIsNoAlarm() throws IOException {
        ResultFiles.change(
                folder,
                "verdicts.csv",
                "sgd,sgd,Sgd,agree,free,1",
                "sgd,sgd,Sgd,chaotic,free,1834",
                "slow,adam,ours,agree,free,1",
                "slow,adam,ours,chaotic,free,1900",
                "agree,yes",
                "chaotic,yes");
        ResultFiles.change(folder, "about.csv", "name,xor", "name,xor\nexpect,chaotic\nexpect_reason,rounding.");

        assertThat(headline())
                .startsWith("Every optimizer agrees with DL4J step by step, but is chaotic: run freely, rounding alone"
                        + " parts the losses. sgd is");
        assertThat(html())
                .contains("<header class=\"note\">", "The config expects chaotic: rounding.")
                .contains("sgd, slow are chaotic", "parts the losses from step 1,834 on.");
    }

    /** Ten optimizers that share the first place, half of them chaotic: still a sentence each, and all notes but two folded. */
    @Test
    void aCrowdIsNumbered() throws IOException {
        StringBuilder verdicts = new StringBuilder(
                ResultFiles.ALL.get("verdicts.csv").lines().findFirst().orElseThrow());
        StringBuilder remarks = new StringBuilder("topic,optimizer,other,value,other_value");
        for (int n = 0; n < 10; n++) {
            verdicts.append("\no")
                    .append(n)
                    .append(n < 5 ? ",sgd,Sgd,chaotic" : ",sgd,Sgd,agree")
                    .append(",free,7,,loss,1,1,0.5,9,agree,yes");
            remarks.append("\nfirst_by_luck,sgd,o")
                    .append(n)
                    .append(",1,1\nonly_rate_searched,o")
                    .append(n)
                    .append(",o,1,1");
        }
        remarks.append("\nrate_at_edge,sgd,sgd,10.0,10.0\nfew_starts,sgd,sgd,3,6\n");
        Files.writeString(folder.resolve("verdicts.csv"), verdicts);
        Files.writeString(folder.resolve("remarks.csv"), remarks);

        assertThat(headline())
                .isEqualTo(
                        "Every optimizer agrees with DL4J step by step; 5 of 10 are chaotic: run freely, rounding alone"
                                + " parts the losses. sgd ranks first with 200.3 expected epochs, a place that 10 others may share.");
        assertThat(html()).contains("<summary>2 more notes</summary>");
    }

    /** 200.3 of an axis that ends 5 % beyond 4400. */
    @Test
    void theIntervalsHaveAScale() throws IOException {
        assertThat(html())
                .contains("<span style=\"left: 21.6%\">1000</span>", "<path d=\"M4.3 0v12\" class=\"middle\"/>");
    }

    @Test
    void agreementWhereChaosIsExpectedIsAnAlarm() throws IOException {
        ResultFiles.change(folder, "verdicts.csv", "agree,yes", "chaotic,no");

        assertThat(html()).contains("<header class=\"bad\">", "Not as expected: sgd (agree), slow (agree)");
    }

    @Test
    void nobodyWonARaceThatNobodyFinished() throws IOException {
        ResultFiles.change(
                folder,
                "summary.csv",
                "100,100,1.0,0.96,1.0,187.5,175.0,195.0,200.3,112.4,200.3",
                "100,0,0.0,0.0,0.04,Infinity,Infinity,Infinity,,,Infinity",
                "100,40,0.4,0.3,0.5,Infinity,1500.0,Infinity,1400.0,200.0,4400.0",
                "100,0,0.0,0.0,0.04,Infinity,Infinity,Infinity,,,Infinity");

        assertThat(headline()).endsWith("of the tolerance. No optimizer reached the target in 2,000 epochs.");
        assertThat(html()).contains("&gt;2000 [&gt;2000, &gt;2000]", ">never<");
    }

    /** Of the files, those that a part of the page is made of. */
    @ParameterizedTest
    @CsvSource({
        "summary.csv, ranking",
        "curves.csv, curves",
        "sensitivity.csv, rates",
        "pairs.csv, pairs",
        "published.csv, published",
        "verdicts.csv, parity",
        "losses.csv, traces",
        "boundary.csv, boundary",
        "outputs.csv, outputs",
    })
    void whatIsMissingIsLeftOut(String file, String section) throws IOException {
        assertThat(html()).contains("<section id=\"" + section + "\">", "href=\"" + file + "\"");

        Files.delete(folder.resolve(file));

        assertThat(html()).doesNotContain("<section id=\"" + section + "\">", "href=\"" + file + "\"");
    }

    @ParameterizedTest
    @MethodSource("files")
    void anyFileMayBeMissing(String file) throws IOException {
        Files.delete(folder.resolve(file));

        assertThat(html()).contains("</html>").doesNotContain("href=\"" + file + "\"");
    }

    /** A run that diverges is seen to do so: the chart ends where its lines have left it, not where they begin. */
    @Test
    void aCurveThatEndsInfiniteIsShownAsFarAsItGoes() throws IOException {
        StringBuilder curves = new StringBuilder("""
                optimizer,epoch,loss_q25,loss_median,loss_q75
                sgd,0,0.1,0.2,0.3
                sgd,1,1.5,2.5,3.5
                sgd,2,15.0,25.0,35.0
                sgd,3,150.0,250.0,Infinity
                """);
        for (int epoch = 4; epoch <= 40; epoch++) {
            curves.append("sgd,").append(epoch).append(",Infinity,Infinity,Infinity\n");
        }
        Files.writeString(folder.resolve("curves.csv"), curves);

        assertThat(html())
                .contains("\"y\":[0.2,2.5,25,250,null],\"low\":[0.1,1.5,15,150,null],\"high\":[0.3,3.5,35,null,null]");
    }

    /** From 0 to 1, of 64 levels: 0.5 is the 32nd, 0.25 the 16th; beyond either end it is that end. */
    @Test
    void answersAreLevelsBetweenTheTargets() throws IOException {
        assertThat(html())
                .contains("data-examples=\"0.250 0.250 A;0.750 0.750 /\"")
                .contains("data-steps=\"0 5\" data-pictures=\"gggg AQg/\"")
                .contains("data-pictures=\"gggg A/./\"", "slow, DL4J’s weights")
                .doesNotContain("sgd, DL4J’s weights");
    }

    /** Of 1e-6 to 1e-2, 1e-4 is half-way: what vanishes is measured in powers of ten. */
    @Test
    void gradientsAreDarkerTheLarger() throws IOException {
        Files.writeString(folder.resolve("gradients.csv"), """
                optimizer,layers,step,layer,scalar_mean
                sgd,2,0,1,1.0E-4
                sgd,2,0,2,0.01
                sgd,3,0,1,1.0E-6
                sgd,3,0,2,1.1E-4
                sgd,3,0,3,0.0
                """);

        assertThat(html())
                .contains(
                        "style=\"--strength: 50%\" title=\"1.0E-4\">1e-4</td>",
                        "--strength: 100%\" title=\"0.01\">1e-2<")
                .contains(
                        "--strength: 0%\" title=\"1.0E-6\">1e-6<", "--strength: 0%\" title=\"0.0\">0e0<", ">3 layers<");
    }

    /** A layer's numbers are as dark as they are far from 0, the largest darkest; of a weight both are there. */
    @Test
    void aStepIsWrittenOutLayerByLayer() throws IOException {
        Files.writeString(folder.resolve("step.csv"), """
                optimizer,step,quantity,example,layer,from,unit,scalar_value,candidate_value
                sgd,4,sum,1,1,,y1,3.0,3.0
                sgd,4,gradient,,1,x1,y1,0.5,0.5
                sgd,4,gradient,,1,bias,y1,-0.25,-0.2500000000000001
                sgd,4,weight_before,,1,x1,y1,1.0,1.0
                sgd,4,weight_before,,1,bias,y1,2.0,2.0
                sgd,4,weight_after,,1,x1,y1,0.95,0.95
                sgd,4,weight_after,,1,bias,y1,2.025,2.025
                """);

        assertThat(html())
                .contains("What does step 4 change?", ">gradient, layer 1<", ">weights, layer 1<")
                .contains(
                        "odds bad\" style=\"--strength: 50%\" title=\"gradient -0.25, DL4J -0.2500000000000001\">-0.25<")
                .contains("title=\"weight before 1.0, DL4J 1.0; weight after 0.95, DL4J 0.95\">1 → 0.95<");

        ResultFiles.change(folder, "step.csv", "gradient,,1,bias,y1", "gradient,,1,bias,y2");
        assertThat(html()).contains(">gradient, layer 1<"); // a file that somebody cut
    }

    /** The chart of losses ends soon after all its lines are flat, at epoch 100; so do the single runs. */
    @Test
    void singleRunsGoAsFarAsTheChart() throws IOException {
        assertThat(html())
                .contains("\"singles\":[{\"label\":\"fastest: seed 12\"")
                .contains("{\"label\":\"slowest: seed 31\",\"style\":0,\"shape\":\"line\",\"x\":0,\"y\":[0.4,0.2]}");
    }

    @Test
    void timesToTheTargetAreShownFromEitherFile() throws IOException {
        assertThat(html()).contains("id=\"chart-survival\"", "outputs: 0.4");
        Files.delete(folder.resolve("survival.csv"));
        assertThat(html()).contains("<section id=\"time\">", "outputs: 0.4").doesNotContain("id=\"chart-survival\"");
        Files.delete(folder.resolve("ecdf.csv"));
        assertThat(html()).doesNotContain("<section id=\"time\">");
    }

    @Test
    void oursHasTheDigitsThatWerePublished() throws IOException {
        assertThat(html()).contains(">129 (46)<", ">125 (37.4)<", ">0.2910<", "loss, epoch 1");
    }

    @Test
    void whatPeopleWroteIsTextAndNothingElse() throws IOException {
        String script = "<script>alert(1)</script>";
        String image = "\"\"><img src=x onerror=alert(2)>"; // a quote is doubled in CSV
        ResultFiles.change(folder, "about.csv", "All four patterns", script, "name,xor", "name,\"" + image + "\"");
        Files.writeString(folder.resolve("config.yaml"), "# </pre>" + script);
        for (String file : new String[] {"summary.csv", "verdicts.csv", "rungs.csv", "losses.csv", "curves.csv"}) {
            ResultFiles.change(folder, file, "\nslow,", "\n\"" + image + script + "\",");
        }

        String html = html();

        assertThat(html)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&gt;&lt;img src=x")
                .doesNotContain(script, "<img", "</pre>&lt;");
        // In the charts' JSON the sign that could end the element is written otherwise.
        assertThat(html).contains("\\u003cscript>alert(1)\\u003c/script>");
    }

    @Test
    void nothingOnThePageLeadsOutOfTheFolder() throws IOException {
        String html = html();

        assertThat(Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(html).results())
                .extracting(match -> match.group(1))
                .allMatch(link -> link.startsWith("#") || link.equals("data:,") || ResultFiles.ALL.containsKey(link));
        assertThat(html).doesNotContain("@import").doesNotContainPattern("url\\((?!#)");
    }

    /** Which asks to be included in all copies (MIT). */
    @Test
    void theLicenceOfTheChartsGoesWithThem() throws IOException {
        assertThat(html()).contains("Copyright (c) 2022 Leon Sorokin", "this permission notice shall be included in");
    }

    @Test
    void theFilesBesideAreAllLinked() throws IOException {
        Files.writeString(folder.resolve("timing.csv"), "phase\n");

        String html = html();

        assertThat(ResultFiles.ALL.keySet()).allMatch(file -> html.contains("href=\"" + file + "\""));
        assertThat(html).doesNotContain("timing.csv");
    }

    @Test
    void aFileThatIsNotOursIsOneClearLine() throws IOException {
        ResultFiles.change(folder, "summary.csv", "187.5", "a lot");

        assertThatThrownBy(() -> ReportPage.write(folder))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("cannot read " + folder.resolve("summary.csv")
                        + ": line 2 has 'a lot' for median_epochs, expected a number");
        assertThat(folder.resolve("report.html")).doesNotExist();
    }

    @Test
    void aVerdictThatIsNoneIsOneClearLine() throws IOException {
        ResultFiles.change(folder, "verdicts.csv", ",ours,agree,", ",ours,maybe,");

        assertThatThrownBy(() -> ReportPage.write(folder))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining(
                        "line 3 has 'maybe' for verdict, expected one of [AGREE, DISAGREE, CHAOTIC, UNDECIDED]");
    }

    @Test
    void aFactThatIsNoNumberIsOneClearLine() throws IOException {
        ResultFiles.change(folder, "about.csv", "race_epochs,2000", "race_epochs,many");

        assertThatThrownBy(() -> ReportPage.write(folder))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(
                        "cannot read " + folder.resolve("about.csv") + ": race_epochs is 'many', expected a number");
    }

    private String html() throws IOException {
        return Files.readString(ReportPage.write(folder)).replace('\u00a0', ' '); // some spaces keep lines together
    }

    private String headline() throws IOException {
        return html().replaceAll("(?s).*<h1>(.*)</h1>.*", "$1")
                .replaceAll("</?span>", "")
                .strip();
    }
}
