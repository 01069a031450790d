package lockstep.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lockstep.cli.Main;
import lockstep.work.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it losses could be taken for those of other steps than they are of, and a right program be accused. */
class LossFileTest {

    private static final String CONFIG = "configs/chapter/listing-mended.yaml";

    /** What docs/chapter.md shows that this config's run prints. */
    private static final String PRINTED = """
            epoch,loss
            1,0.67177
            501,0.00050
            1001,0.00021
            1501,0.00013
            2001,0.00009
            2501,0.00007
            3001,0.00006
            3501,0.00005
            4001,0.00004
            4501,0.00004
            """;

    @TempDir
    private Path folder;

    private record Answer(int status, String text) {}

    @Test
    void theTableThatRunPrintsIsThatOfARightProgram() throws IOException {
        assertThat(diagnose(PRINTED, "--per", "epoch"))
                .isEqualTo(new Answer(
                        0,
                        "No fault: a right program has these losses (10 figures, each the sum over the epoch's steps,"
                                + " epochs counted from 1)."));
    }

    @Test
    void aNameMayBeginWithACapital() throws IOException {
        assertThat(diagnose(PRINTED.replace("epoch,loss", "Epoch,Loss"), "--per", "epoch").status)
                .isZero();
    }

    @Test
    void aColumnOfEpochsIsNotPassedOver() throws IOException {
        assertThat(diagnose(PRINTED))
                .isEqualTo(new Answer(
                        2,
                        "losses.csv:1: found the column epoch, but not --per epoch; add it if each loss is an epoch's, or"
                                + " else take the column away"));
        assertThat(diagnose(PRINTED.replace("epoch", "step"), "--per", "epoch"))
                .isEqualTo(new Answer(
                        2,
                        "losses.csv:1: found the column step beside --per epoch; leave that out if each loss is a step's,"
                                + " or else take the column away"));
    }

    @Test
    void aFileWithoutAHeaderLosesNoFigure() throws IOException {
        String message = "losses.csv:1: found the number %s where the name of a column belongs, expected a row of names"
                + " above the figures: put a first line there, such as \"loss\"";

        assertThat(diagnose("0.67177\n0.00050\n")).isEqualTo(new Answer(2, message.formatted("0.67177")));
        assertThat(diagnose("0,0.67177\n1,0.00050\n")).isEqualTo(new Answer(2, message.formatted("0")));
        assertThat(diagnose("0,0.67177\n1,0.00050\n", "--column", "0.67177"))
                .isEqualTo(new Answer(2, message.formatted("0.67177")));
    }

    /** An epoch has 4 steps here: their number would not be an int. */
    @Test
    void anEpochThatNobodyReachesIsRefused() throws IOException {
        assertThat(diagnose("epoch,loss\n2000000000,0.1\n", "--per", "epoch"))
                .isEqualTo(new Answer(
                        2,
                        "losses.csv:2: found a loss of epoch 2000000000, expected none beyond 250000000: so far no program"
                                + " can be followed"));
        assertThat(diagnose("loss\n0.1\n0.1\n", "--every", "2000000000").status).isEqualTo(2);
    }

    @Test
    void aSpreadsheetsSemicolonsAreNamed() throws IOException {
        assertThat(diagnose("epoch;loss\n1;0,67177\n501;0,00050\n", "--per", "epoch"))
                .isEqualTo(new Answer(
                        2,
                        "losses.csv:1: found columns separated by semicolons and numbers with a decimal comma, expected"
                                + " commas between columns and points in numbers: replace each comma by a point, then each"
                                + " semicolon by a comma"));
    }

    @Test
    void aLossOfBeforeAnyTrainingTellsNothing() throws IOException {
        Answer answer = diagnose("loss\n0.4\n");
        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.text)
                .contains(
                        "A suspect, no more: fewer than 10 figures may fit by chance",
                        "It is of before the first update: only the start, the forward pass and the loss show in it.");

        Path results = folder.resolve("verified");
        Main.commandLine(new Interruption())
                .setOut(new PrintWriter(new StringWriter()))
                .execute("verify", "--out", results.toString(), brief().toString());
        String first =
                Files.readAllLines(results.resolve("brief/losses.csv")).get(1).split(",", -1)[3];
        answer = diagnose("loss\n" + first + "\n");
        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.text)
                .isEqualTo(
                        "It cannot be told whether there is a fault: a right program has this loss (1 figure), but it"
                                + " is of before the first update, when nothing has been learned yet. Losses of later steps can"
                                + " tell.");
    }

    @Test
    void fewRightFiguresSayWhatTheyDoNotRuleOut() throws IOException {
        Answer answer = diagnose("epoch,loss\n1,0.67177\n", "--per", "epoch");

        assertThat(answer.status).isZero();
        assertThat(answer.text)
                .startsWith("No fault: a right program has these losses (1 figure, each the sum over the epoch's steps,"
                        + " epochs counted from 1). But they are fewer than 10, and do not rule out ");
    }

    private Path brief() throws IOException {
        String text = Files.readString(Path.of(CONFIG)).replace("name: chapter-listing-mended", "name: brief");
        return Files.writeString(
                folder.resolve("brief.yaml"),
                text.replace("steps: 20000", "steps: 2").replaceFirst("print: .*", ""));
    }

    /** The answer in one line, without the files' folders and the headline. */
    private Answer diagnose(String losses, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("losses.csv"), losses);
        List<String> all = new ArrayList<>(List.of("diagnose", "--losses", file.toString(), CONFIG));
        all.addAll(List.of("--out", folder.toString()));
        all.addAll(List.of(options));
        StringWriter out = new StringWriter();
        int status = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
        String text = out.toString()
                .replaceFirst("(?s)\\n\\nwritten to .*", "")
                .replace(folder + "/", "")
                .replaceAll("\\s+", " ")
                .strip();
        return new Answer(
                status, text.replaceFirst("^losses.csv against momentum of " + Pattern.quote(CONFIG) + ": ", ""));
    }
}
