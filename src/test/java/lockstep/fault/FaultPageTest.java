package lockstep.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without it the page of faults could tell readers another catalogue than the one that is searched. */
class FaultPageTest {

    private static final Path PAGE = Path.of("docs/faults.md");

    @Test
    void thePageHasTheCatalogue() throws IOException {
        Path right = Files.writeString(Path.of("target/faults-table.md"), table());

        assertThat(Files.readString(PAGE))
                .as("its table has to be that of %s", right)
                .contains(table());
        assertThat(Files.readString(PAGE)).contains(Fault.values().length + " faults");
    }

    private static String table() {
        List<String> lines = new ArrayList<>();
        lines.add("| fault | what is wrong | right | seen in | only with |");
        lines.add("| --- | --- | --- | --- | --- |");
        for (Fault fault : Fault.values()) {
            lines.add("| `" + fault.key() + "` | " + cell(fault.symptom()) + " | " + cell(fault.rightForm()) + " | "
                    + cell(fault.source()) + " | " + String.join(", ", fault.optimizers()) + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_");
    }
}
