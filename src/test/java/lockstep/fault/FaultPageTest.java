package lockstep.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without it the page of faults could tell readers another catalogue than the one that is searched. */
class FaultPageTest {

    private static final Path PAGE = Path.of("docs/faults.md");
    private static final String BEGIN = "<!-- the catalogue -->\n";
    private static final String END = "<!-- end of the catalogue -->";

    @Test
    void thePageHasTheCatalogue() throws IOException {
        String page = Files.readString(PAGE);
        String right =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + tables() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("lockstep.refresh")) {
            Files.writeString(PAGE, right);
            page = right;
        }

        assertThat(page).isEqualTo(right);
        int all = Fault.values().length;
        long met = Arrays.stream(Fault.values()).filter(Fault::metInPublic).count();
        assertThat(page).contains(all + " faults", met + " of the " + all + " were seen");
    }

    /** A table a slot, in the order of the catalogue. */
    private static String tables() {
        List<String> lines = new ArrayList<>();
        String place = "";
        for (Fault fault : Fault.values()) {
            if (!fault.place().equals(place)) {
                place = fault.place();
                lines.addAll(List.of("", "### " + place, ""));
                lines.add("| fault | what is wrong | right | seen in | only with |");
                lines.add("| --- | --- | --- | --- | --- |");
            }
            lines.add("| `" + fault.key() + "` | " + cell(fault.symptom()) + " | " + cell(fault.rightForm()) + " | "
                    + cell(fault.source()) + " | " + String.join(", ", fault.optimizers()) + " |");
        }
        return String.join("\n", lines) + "\n\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_");
    }
}
