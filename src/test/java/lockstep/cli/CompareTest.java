package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import lockstep.cli.option.ExitStatus;
import lockstep.results.ResultFiles;
import lockstep.work.Interruption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Without it a verdict that got worse from one version to the next could be reported as no change. */
class CompareTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeFiles() throws IOException {
        ResultFiles.write(folder.resolve("a/xor"));
        ResultFiles.write(folder.resolve("b/xor"));
    }

    @Test
    void theSameResultsAreSaidToBe() {
        assertThat(compare("a/xor", "b/xor")).isZero();
        assertThat(out).hasToString("no verdict, rank or cost changed\n");
        assertThat(folder.resolve("a/xor/report.html")).doesNotExist();
    }

    /** sgd: 150.225 is 0.75 times 200.3; of slow the verdict alone changed. */
    @Test
    void whatChangedIsATable() throws IOException {
        ResultFiles.change(folder.resolve("b/xor"), "verdicts.csv", ",ours,agree,", ",ours,chaotic,");
        ResultFiles.change(folder.resolve("b/xor"), "summary.csv", "112.4,200.3,", "112.4,150.225,");
        ResultFiles.write(folder.resolve("b/more"));

        assertThat(compare("a", "b")).isZero();
        assertThat(out.toString().lines().map(String::strip))
                .anyMatch(line -> line.matches("sgd +agree +1 +200.3 -> 150.2 +0.75 +yes"))
                .anyMatch(line -> line.matches("slow +agree -> chaotic +2 +4400 +1 +no"))
                .anyMatch(line -> line.matches("only in .*b: more"));
    }

    @Test
    void whatCannotBeComparedIsAnErrorOfOneLine() {
        assertThat(compare("a", "b/xor")).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(err.toString())
                .startsWith("lockstep: found no results of one config in both ")
                .hasLineCount(1);
        assertThat(compare("a", "c")).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(err.toString()).contains("found no folder " + folder.resolve("c"));
    }

    private int compare(String one, String other) {
        CommandLine commandLine = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return commandLine.execute(
                "report",
                folder.resolve(one).toString(),
                "--compare",
                folder.resolve(other).toString());
    }
}
