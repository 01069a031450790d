package lockstep.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import lockstep.page.part.Tone;
import lockstep.results.ResultFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a failure among many configs could drown. */
class IndexPageTest {

    @TempDir
    private Path results;

    @BeforeEach
    void writeFiles() throws IOException {
        ResultFiles.write(results.resolve("b"));
        ResultFiles.write(results.resolve("a"));
        Files.createDirectories(results.resolve("notes"));
        ResultFiles.change(results.resolve("a"), "about.csv", "name,xor", "name,<first>");
    }

    @Test
    void aRowForEachConfigInTheOrderOfTheFolders() throws IOException {
        assertThat(html())
                .contains("Of 2 configs, every verdict is as expected.", "<header class=\"good\">", "2 agree")
                .containsPattern("(?s)<a href=\"a/report.html\">&lt;first&gt;</a>.*<a href=\"b/report.html\">xor</a>")
                .doesNotContain("notes", "id=\"profile\"");
    }

    @Test
    void whoMayBeAsFastAsTheFirstIsNamed() throws IOException {
        assertThat(html()).doesNotContain("(or ");
        Path remarks = results.resolve("a/remarks.csv");
        Files.writeString(remarks, """
                topic,optimizer,other,value,other_value
                first_by_luck,sgd,slow,200.3,4400.0
                """);
        assertThat(html()).containsOnlyOnce("sgd (or slow)");
        Files.writeString(remarks, "first_by_luck,sgd,other,200.3,4400.0\n", StandardOpenOption.APPEND);
        assertThat(html()).containsOnlyOnce("sgd (or 2 others)");
    }

    @Test
    void oneFailureIsTheHeadline() throws IOException {
        ResultFiles.change(
                results.resolve("b"), "verdicts.csv", ",ours,agree,", ",ours,disagree,", "agree,yes\n", "agree,no\n");

        assertThat(html())
                .contains(
                        "1 of 2 configs has a verdict that was not expected.",
                        "<header class=\"bad\">",
                        "1 agree, 1 disagree");
    }

    /** A race alone says nothing of whether what raced is right. */
    @Test
    void whatWasNotVerifiedIsNotCalledGood() throws IOException {
        Files.delete(results.resolve("a/verdicts.csv"));
        assertThat(html())
                .contains("Of 2 configs, every verdict is as expected; 1 was not verified.", "<header class=\"good\">");

        Files.delete(results.resolve("b/verdicts.csv"));
        assertThat(html()).contains("<h1>Of 2 configs, nothing was verified.</h1>", "<header class=\"plain\">");
    }

    /** With the sign of chaos it would be taken for something that is no fault. */
    @Test
    void aDisagreementThatIsExpectedHasASignOfItsOwn() throws IOException {
        ResultFiles.change(results.resolve("b"), "verdicts.csv", ",agree,", ",disagree,");
        ResultFiles.change(results.resolve("b"), "about.csv", "name,xor", "name,xor\nexpect,disagree");
        ResultFiles.change(results.resolve("a"), "verdicts.csv", ",agree,", ",chaotic,");
        ResultFiles.change(results.resolve("a"), "about.csv", "lockstep,", "expect,chaotic\nlockstep,");

        assertThat(html())
                .contains(
                        "Of 2 configs, every verdict is as expected.",
                        "<span class=\"badge expected\">2 disagree, as expected</span>",
                        "<span class=\"badge note\">2 chaotic</span>");
        assertThat(Tone.values()).extracting(Tone::sign).doesNotHaveDuplicates();
        for (Tone tone : Tone.values()) {
            if (!tone.sign().isEmpty()) {
                assertThat(html()).contains(".badge." + tone.css() + "::before { content: \"" + tone.sign() + " \"; }");
            }
        }
    }

    @Test
    void theProfileIsShownWhereThereIsOne() throws IOException {
        Files.writeString(results.resolve("profile.csv"), """
                optimizer,configs,factor,share,area
                slow,xor other,2.0,0.5,0.4
                sgd,xor other,1.0,0.5,0.8
                sgd,xor other,3.0,1.0,0.8
                """);

        assertThat(html())
                .contains("<section id=\"profile\">", ">0.8<", "href=\"profile.csv\"")
                .contains("Of xor, other: the share of the configs")
                .containsSubsequence("\"y\":[0,0.5,1,1]", "\"y\":[0,0.5,0.5]"); // the best first, from edge to edge
    }

    @Test
    void theSameFilesGiveTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(IndexPage.write(results));

        assertThat(IndexPage.write(results)).hasBinaryContent(first);
    }

    private String html() throws IOException {
        return Files.readString(IndexPage.write(results));
    }
}
