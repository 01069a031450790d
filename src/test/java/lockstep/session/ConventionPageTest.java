package lockstep.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigReader;
import lockstep.jobs.ScalarEngines;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Run;
import lockstep.optim.Convention;
import lockstep.optim.OptimizerKind;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;

/**
 * Without it the page of conventions could tell readers another table than the one that networks are judged by.
 *
 * <p>{@code mvn -Dtest=ConventionPageTest -Dlockstep.refresh=true test} rewrites it.
 */
class ConventionPageTest {

    private static final Path PAGE = Path.of("docs/conventions.md");
    private static final String BEGIN = "<!-- the table -->\n";
    private static final String END = "<!-- end of the table -->";

    private static final int STEPS = 2000;

    /** A difference in the fifth digit of a printed loss. */
    private static final double VISIBLE = 1e-5;

    @Test
    void thePageHasTheTable() throws IOException, ConfigException {
        String page = Files.readString(PAGE);
        String right =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + tables() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("lockstep.refresh")) {
            Files.writeString(PAGE, right);
            page = right;
        }

        assertThat(page).isEqualTo(right);
    }

    private static String tables() throws ConfigException {
        StringBuilder tables = new StringBuilder();
        for (Convention library : Convention.values()) {
            if (library == Convention.DL4J) {
                continue;
            }
            tables.append("\n### ")
                    .append(library.library())
                    .append(": `like: ")
                    .append(library.key())
                    .append("`\n\n");
            tables.append("| optimizer | differs from DL4J's by | seen at step | defaults of its own | where |\n");
            tables.append("| --- | --- | --- | --- | --- |\n");
            for (OptimizerKind kind : OptimizerKind.ALL) {
                Convention.Form form = library.of(kind).orElse(null);
                if (form != null) {
                    tables.append("| `")
                            .append(kind.key())
                            .append("` | ")
                            .append(entries(form))
                            .append(" | ");
                    tables.append(form.entries().isEmpty() ? "" : seen(library, kind))
                            .append(" | ");
                    tables.append(defaults(form))
                            .append(" | ")
                            .append(form.place())
                            .append(" |\n");
                }
            }
        }
        return tables + "\n";
    }

    private static String entries(Convention.Form form) {
        if (!form.isKnown()) {
            return "in a way that cannot be judged";
        }
        return form.entries().isEmpty()
                ? "nothing"
                : form.entries().stream().map(entry -> "`" + entry + "`").collect(Collectors.joining(", "));
    }

    private static String defaults(Convention.Form form) {
        return form.defaults().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(value -> value.getKey() + " " + value.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The first step on the network of dense.yaml at which the losses of the two forms, with the library's defaults, can be told apart. */
    private static String seen(Convention library, OptimizerKind kind) throws ConfigException {
        ExperimentConfig config = config(library, kind);
        Run run = config.runs().get(0);
        Batches batches = run.start().batches();
        try (Engine own = ScalarEngines.of(config).of(run).of(run.network());
                Engine dl4j = ScalarEngines.of(config.with(Convention.DL4J, Map.of()))
                        .of(run)
                        .of(run.network())) {
            own.loadWeights(run.start().weights());
            dl4j.loadWeights(run.start().weights());
            for (int step = 0; step < STEPS; step++) {
                Batch batch = batches.next();
                double a = own.step(batch);
                if (Math.abs(a - dl4j.step(batch)) > VISIBLE * a) {
                    return Integer.toString(step);
                }
            }
        }
        return "not in " + STEPS;
    }

    private static ExperimentConfig config(Convention library, OptimizerKind kind) throws ConfigException {
        String dense;
        try {
            dense = Files.readString(Path.of("configs/dense.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String network = dense.substring(0, dense.indexOf("\noptimizers:"));
        String rate = kind == OptimizerKind.ADADELTA ? "" : "learning_rate: 0.01";
        String text =
                network + "\nlike: " + library.key() + "\noptimizers: {one: {" + kind.key() + ": {" + rate + "}}}\n";
        return new ConfigReader(ScalarEngines.FAULTS).read(text, Path.of("configs/dense.yaml"));
    }
}
