package lockstep.page.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.results.ResultFiles;
import lockstep.results.SavedResults;
import lockstep.results.file.UnreadableException;
import lockstep.words.RemarkWords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it the page could keep to itself that its ranking depends on the measure, or name the wrong one as misled. */
class ConclusionTest {

    private static final String EXCUSED = "7,2000,agree,excused";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        ResultFiles.write(folder);
    }

    /** The figures are those of summary.csv and of the row itself. */
    @Test
    void saysWhichMeasureMisleadsAndWhy() throws IOException {
        remarks(
                "mean_misleads,slow,sgd,4400.0,200.3,1400.0,200.3",
                "median_misleads,sgd,slow,200.3,4400.0,187.5,Infinity");

        assertThat(RemarkWords.of(new SavedResults(folder).remarks()))
                .containsExactly(
                        "Two measures rank differently: slow has the lower mean over the starts that got there (1400,"
                                + " sgd 200.3), but reaching the target costs it more: 4400 expected epochs, and sgd 200.3."
                                + " The mean forgets what failed starts cost.",
                        "Two measures rank differently: sgd has the lower median (187.5, slow never), but reaching the"
                                + " target costs it more: 200.3 expected epochs, and slow 4400. The median does not see how"
                                + " long the slower half took.");
    }

    @Test
    void manyLosersAndEdgesAreOneRemarkEach() throws IOException {
        remarks(
                "search_too_small,adam,momentum,20.4,16.5,,",
                "search_too_small,adam,sgd,20.4,18.0,,",
                "rate_at_edge,sgd,sgd,10.0,10.0,,",
                "rate_at_edge,adam,adam,1.0E-4,1.0E-4,,");

        assertThat(RemarkWords.of(new SavedResults(folder).remarks()))
                .containsExactly(
                        "Lost to an optimizer that it contains, because at some of its settings it is the same: adam lost to"
                                + " momentum (20.4 and 16.5 expected epochs), adam lost to sgd (20.4 and 18 expected epochs)."
                                + " Such a search was too small; that says nothing against the rule.",
                        "The best learning rate is at the edge of those that were tried, and a better one may lie beyond:"
                                + " sgd (10.0), adam (1.0E-4).");
    }

    /** Who is first only by luck is not called the fastest. */
    @Test
    void aFirstPlaceThatMayBeLuckIsNotCalledTheFastest() throws IOException {
        remarks("first_by_luck,sgd,slow,200.3,4400.0,,");

        SavedResults results = new SavedResults(folder);
        assertThat(RemarkWords.of(results.remarks())).isEmpty();
        assertThat(Conclusion.of(results).answers())
                .last()
                .isEqualTo("sgd ranks first with 200.3 expected epochs, a place that slow may share.");
        assertThat(Conclusion.ofRanking(results))
                .containsExactly(
                        "That sgd ranks first may be luck: by expected epochs it cannot be told apart from slow.");
    }

    /** A race verifies a few steps and writes no verdicts.csv: what it found stands in its summary. */
    @Test
    void aRaceSaysOfItselfWhetherItIsVerified() throws IOException {
        String never = "None of these was verified against DL4J: `lockstep run` does both.";
        Files.delete(folder.resolve("verdicts.csv"));
        assertThat(Conclusion.of(new SavedResults(folder)).remarks()).doesNotContain(never);

        ResultFiles.change(
                folder, "summary.csv", "200.3,agree", "200.3,unverified", "4400.0,agree", "4400.0,unverified");
        assertThat(Conclusion.of(new SavedResults(folder)).remarks()).contains(never);
    }

    @Test
    void aTopicOfAnotherVersionIsNamed() throws IOException {
        remarks("weather,sgd,sgd,1.0,1.0,,");
        assertThatThrownBy(() -> RemarkWords.of(new SavedResults(folder).remarks()))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("weather");
    }

    /** A search found the setting: that it is chaotic could not have been declared, so it is no failure. */
    @Test
    void chaosAtASettingThatWasSearchedIsExcused() throws IOException {
        ResultFiles.change(
                folder, "verdicts.csv", "sgd,sgd,Sgd,agree", "sgd,sgd,Sgd,chaotic", "7,2000,agree,yes", EXCUSED);
        Conclusion excused = Conclusion.of(new SavedResults(folder));
        assertThat(excused.tone()).isEqualTo(Tone.NOTE);
        assertThat(Conclusion.ofVerdicts(new SavedResults(folder)))
                .contains(
                        "A search has found the settings with which sgd is chaotic, so nobody could have declared it.");

        ResultFiles.change(folder, "verdicts.csv", EXCUSED, "7,2000,agree,no");
        Conclusion chosen = Conclusion.of(new SavedResults(folder));
        assertThat(chosen.tone()).isEqualTo(Tone.BAD);
        assertThat(chosen.remarks())
                .contains("Not as expected: sgd (chaotic); the config expects agree of every optimizer.");
    }

    private void remarks(String... rows) throws IOException {
        Files.writeString(
                folder.resolve("remarks.csv"),
                "topic,optimizer,other,value,other_value,measure,other_measure\n" + String.join("\n", rows) + "\n");
    }
}
