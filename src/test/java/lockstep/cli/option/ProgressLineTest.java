package lockstep.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Without it the line could outgrow a terminal's, stay behind on it, or turn up in a pipe. */
class ProgressLineTest {

    @Test
    void saysHowMuchIsDoneAndHowLongItTakesYet() {
        ProgressLine line = new ProgressLine("xor: verifying, step", 20_000, null);
        line.advance(5_000);

        assertThat(line.text(30.0)).isEqualTo("xor: verifying, step 5000/20000  25 %  167/s  1:30 left");
    }

    @Test
    void isClearedAtTheEnd() throws InterruptedException {
        StringWriter terminal = new StringWriter();
        try (ProgressLine line = new ProgressLine("w".repeat(100), 10, new PrintWriter(terminal))) {
            Thread.sleep(150); // it is not drawn more often than people can read
            line.advance(1);
        }

        String[] drawn = terminal.toString().split("\r", -1);
        assertThat(drawn[1]).hasSize(79).endsWith("\u2026");
        assertThat(drawn[2]).isEqualTo(" ".repeat(79));
        assertThat(drawn[3]).isEmpty();
    }

    @Test
    void nobodyLooksAtAPipe() {
        assertThat(ProgressLine.isTerminal()).isFalse();
    }
}
