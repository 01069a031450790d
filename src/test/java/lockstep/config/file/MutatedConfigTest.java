package lockstep.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a slip of a user's keyboard might end in a stack trace: what comes out is a config or a {@link ConfigException}. */
class MutatedConfigTest {

    private static final int CHANGED_CONFIGS = 2000;

    /** What YAML, numbers and text trip over. */
    private static final byte[] TROUBLE =
            "\0\t\n\r :-,[]{}&*!|>'\"%@`#?~<0123456789.eE+_naif\u00FF\u2028\uFEFF".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"xor", "bpnn", "dense"})
    void aChangedConfigIsReadOrRefused(String name) throws IOException {
        Path file = Path.of("configs", name + ".yaml");
        byte[] valid = Files.readAllBytes(file);
        int refused = 0;
        for (int seed = 0; seed < CHANGED_CONFIGS; seed++) {
            byte[] changed = changed(valid, new Random(seed));
            try {
                ConfigTexts.READER.read(changed, file);
            } catch (ConfigException e) {
                refused++;
                assertThat(e.problems()).as("seed %d", seed).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.toString()).doesNotContain("\n").doesNotContain("\r");
                    assertThat(problem.line()).isPositive();
                });
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + seed + " of " + name + ":\n" + new String(changed, StandardCharsets.UTF_8), e);
            }
        }
        assertThat(refused).as("how many were refused").isBetween(CHANGED_CONFIGS / 4, CHANGED_CONFIGS - 1);
    }

    /** One to four times: a stretch of bytes left out, doubled, or replaced by a troublesome one. */
    private static byte[] changed(byte[] valid, Random random) {
        byte[] bytes = valid;
        for (int change = random.nextInt(4); change >= 0; change--) {
            int from = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 1 : 12));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, from);
            switch (random.nextInt(4)) {
                case 0 -> {}
                case 1 -> {
                    out.write(bytes, from, to - from);
                    out.write(bytes, from, to - from);
                }
                case 2 -> out.write(random.nextInt(256));
                default -> out.write(TROUBLE[random.nextInt(TROUBLE.length)]);
            }
            out.write(bytes, to, bytes.length - to);
            bytes = out.toByteArray();
        }
        return bytes;
    }
}
