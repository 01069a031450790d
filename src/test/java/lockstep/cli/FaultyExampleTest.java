package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.program.FaultyExample;
import lockstep.work.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without it somebody who writes a classic fault into the example could be told of another one, or of none. */
class FaultyExampleTest {

    private static final Path DENSE = Path.of("configs/dense.yaml");

    @TempDir
    private Path folder;

    private record Answer(int status, String out) {}

    @Test
    void theExampleAgreesToTwelveDigits() throws IOException {
        Answer answer =
                verify(dense("{steps: 2000, absolute: 1.0e-12, relative: 1.0e-12}"), "python3 examples/bpnn.py");

        assertThat(answer.out).contains("over 2000 steps", "momentum   agree ");
        assertThat(answer.status).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aFaultIsNamed(FaultyExample example) throws IOException {
        Answer answer = verify(dense("{steps: 40}"), example.written(folder));

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out).contains("momentum   disagree ");
        String words = answer.out.replaceAll("\\s+", " ");
        assertThat(words)
                .contains("Likely fault: " + example.fault().key() + ". "
                        + example.fault().symptom() + " Right: "
                        + example.fault().rightForm())
                .doesNotContain(" And ", "cannot tell it from");
    }

    private Path dense(String verify) throws IOException {
        String text = Files.readString(DENSE).replaceAll("\nverify: .*", "\nverify: " + verify);
        return Files.writeString(folder.resolve("dense.yaml"), text);
    }

    private Answer verify(Path config, String command) {
        StringWriter out = new StringWriter();
        int status = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(
                        "verify",
                        "--out",
                        folder.resolve("results").toString(),
                        config.toString(),
                        "--against",
                        command);
        return new Answer(status, out.toString());
    }
}
