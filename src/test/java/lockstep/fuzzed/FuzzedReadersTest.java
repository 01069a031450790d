package lockstep.fuzzed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without it a file that was damaged, or made to do harm, could end in a stack trace, without an end, or without memory. */
class FuzzedReadersTest {

    /** Far more than the readers' own limit, for what has no end. */
    private static final int SECONDS = 60;

    @TempDir
    private Path folder;

    /** What Jazzer found once is among these inputs. */
    @ParameterizedTest
    @EnumSource
    @Timeout(SECONDS)
    void everyInputIsReadOrRefusedInASentence(Reader reader) throws Exception {
        for (Map.Entry<String, byte[]> input : Inputs.of(reader, folder).entrySet()) {
            check(reader, input.getKey(), input.getValue());
        }
    }

    /** A cell, a number, a line or a nesting of any length. */
    @ParameterizedTest
    @EnumSource
    @Timeout(SECONDS)
    void aByteMayBeRepeated(Reader reader) throws Exception {
        Random random = new Random(1);
        List<byte[]> inputs = new ArrayList<>(Inputs.of(reader, folder).values());
        for (int k = 0; k < 5; k++) {
            byte[] input = inputs.get(random.nextInt(inputs.size()));
            int at = random.nextInt(input.length);
            check(reader, "byte " + at + " repeated", Campaign.repeated(input, at));
        }
    }

    private void check(Reader reader, String name, byte[] input) throws IOException {
        try {
            reader.check(folder, input);
        } catch (Throwable e) {
            throw new AssertionError(reader.key() + ", " + name, e);
        }
    }
}
