package lockstep.dl4j.oddities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Without it the oddities page could claim what no test shows, or keep silent about what one does. */
class OdditiesPageTest {

    private static final Pattern NAME = Pattern.compile("\\| `([a-z]\\w+)` \\|");

    @Test
    void everyRowNamesATestAndEveryTestIsNamed() throws IOException {
        String page = Files.readString(Path.of("docs", "dl4j-oddities.md"));
        List<String> named =
                NAME.matcher(page).results().map(row -> row.group(1)).toList();
        long rows = page.lines()
                .filter(line ->
                        line.startsWith("| ") && !line.startsWith("| what happens") && !line.startsWith("| ---"))
                .count();
        List<String> tests = Stream.of(
                        UpdaterOdditiesTest.class,
                        ScheduleOdditiesTest.class,
                        ActivationOdditiesTest.class,
                        LossOdditiesTest.class,
                        NetworkOdditiesTest.class,
                        MemoryOdditiesTest.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> method.getName())
                .toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(tests).hasSize((int) rows);
    }
}
