package lockstep.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.console.TextTable.Cell;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** Without it a long label would push a table out of the terminal, or a colour would shift its columns. */
class TextTableTest {

    @Test
    void columnsAreAsWideAsTheyNeedBe() {
        TextTable table = new TextTable().words("optimizer").words("verdict").numbers("expected\nepochs");
        table.row(List.of(new Cell("sgd"), new Cell("agree", "green"), new Cell("12")));
        table.row(List.of(new Cell("momentum"), new Cell("disagree", "red"), new Cell("1234.5")));

        assertThat(table.lines(Ansi.OFF))
                .containsExactly(
                        "                     expected",
                        "optimizer  verdict     epochs",
                        "sgd        agree           12",
                        "momentum   disagree    1234.5");
    }

    @Test
    void aLongLabelGivesWay() {
        String label = "l\u00e4nge-\ud83d\ude00-".repeat(20);
        TextTable table = new TextTable().words("optimizer").numbers("n");
        table.row(List.of(new Cell(label), new Cell("1")));
        table.row(List.of(new Cell("sgd"), new Cell("2")));

        List<String> lines = table.lines(Ansi.OFF);

        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(TextTable.WIDTH));
        assertThat(lines.get(1)).endsWith("\u2026  1");
        assertThat(lines.get(2)).endsWith(" 2");
    }

    @Test
    void coloursTakeNoRoom() {
        TextTable table = new TextTable().words("verdict").numbers("n");
        table.row(List.of(new Cell("agree", "green"), new Cell("1")));

        assertThat(table.lines(Ansi.ON).get(1)).isEqualTo("\u001b[32magree  \u001b[39m  1");
        assertThat(table.lines(Ansi.OFF).get(1)).isEqualTo("agree    1");
    }

    @Test
    void sentencesBreakBetweenWords() {
        String sentence = "word ".repeat(40).strip() + " " + "x".repeat(90);

        List<String> lines = TextTable.wrapped(sentence);

        assertThat(String.join(" ", lines).replaceAll(" +", " ")).isEqualTo(sentence);
        assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("  "));
        assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.length() <= TextTable.WIDTH);
    }
}
