package lockstep.fuzzed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Without it a file that was damaged, or made to do harm, could end in a stack trace, without an end, or without memory. */
class FuzzedReadersTest {

    @TempDir
    private Path folder;

    /** What Jazzer found once is among these inputs. */
    @ParameterizedTest
    @EnumSource
    void everyInputIsReadOrRefusedInASentence(Reader reader) throws IOException {
        var inputs = Inputs.of(reader, folder);
        assertSoftly(softly -> inputs.forEach((name, input) -> softly.assertThatCode(() -> reader.check(folder, input))
                .as(name)
                .doesNotThrowAnyException()));
    }

    /** A cell, a number, a line or a nesting of any length. */
    @ParameterizedTest
    @EnumSource
    void aByteMayBeRepeated(Reader reader) throws IOException {
        Random random = new Random(1);
        List<byte[]> inputs = new ArrayList<>(Inputs.of(reader, folder).values());
        assertSoftly(softly -> {
            for (int k = 0; k < 2; k++) {
                byte[] input = inputs.get(random.nextInt(inputs.size()));
                int at = random.nextInt(input.length);
                softly.assertThatCode(() -> reader.check(folder, Campaign.repeated(input, at)))
                        .as("byte %d of %d", at, input.length)
                        .doesNotThrowAnyException();
            }
        });
    }

    /** Of a word of a million letters where a number belongs. */
    @ParameterizedTest
    @CsvSource({"DATA, 'a,b|1,x|2,33|'", "LOSSES, 'loss|x|'", "RESULTS, '== summary.csv|optimizer,seeds|sgd,x|'"})
    void aRefusalQuotesNoMoreThanAPersonReads(Reader reader, String lines) throws Exception {
        byte[] input = lines.replace('|', '\n').getBytes(UTF_8);
        reader.check(folder, Campaign.repeated(input, lines.lastIndexOf('x')));
    }
}
