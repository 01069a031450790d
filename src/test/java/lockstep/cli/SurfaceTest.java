package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.dl4j.Twins;
import lockstep.model.Activation;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.optim.OptimizerKind;
import lockstep.parity.Parity;
import lockstep.parity.ParityCheck;
import lockstep.parity.Verification;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.upkeep.Surface;
import lockstep.upkeep.Surface.Cell;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Without it the table of all that is verified could leave something out, or no longer be true. */
class SurfaceTest {

    private static final Tolerance TOLERANCE = new Tolerance(1e-12, 1e-9);

    private static final int STEPS = 300;

    private static final List<Cell> CELLS = Surface.cells(STEPS);

    @Test
    void everyOptimizerMeetsEveryActivationAndEveryLoss() {
        assertThat(CELLS)
                .hasSize(OptimizerKind.ALL.size() * Activation.values().length * Loss.values().length)
                .extracting(cell -> cell.run().kind() + " " + cell.activation() + " "
                        + cell.run().network().loss())
                .doesNotHaveDuplicates();
    }

    /** DL4J's own rates, from the Javadoc of its classes. */
    @Test
    void learningRatesAreDl4jsDefaults() {
        assertThat(OptimizerKind.ALL.stream().map(kind -> kind.key() + " " + Twins.defaultLearningRate(kind)))
                .contains(
                        "sgd 0.001",
                        "bpnn_momentum 0.1",
                        "momentum 0.1",
                        "nesterov 0.1",
                        "adagrad 0.1",
                        "rmsprop 0.1",
                        "adadelta 1.0",
                        "adam 0.001",
                        "adamax 0.001",
                        "nadam 0.001",
                        "amsgrad 0.001",
                        "adabelief 0.001");
    }

    /** A rate is another than DL4J's only where the table says so, and then it is a tenth, or a tenth of that. */
    @Test
    void ratesAreOthersOnlyWhereTheNetworkOverflows() {
        assertThat(CELLS).allSatisfy(cell -> {
            double byDefault = Twins.defaultLearningRate(
                    OptimizerKind.of(cell.run().network().optimizer()));
            boolean overflows = cell.remark().contains("overflows");
            assertThat(cell.run().learningRate() < byDefault).isEqualTo(overflows);
            assertThat(cell.run().learningRate()).isGreaterThanOrEqualTo(byDefault / 1000.0);
        });
        assertThat(CELLS.stream().filter(cell -> cell.remark().contains("overflows")))
                .as("the table is of DL4J's own rates, but for a few")
                .hasSizeBetween(1, CELLS.size() / 20);
    }

    /** Every 101st: 16 of them, of several optimizers, activations and losses. */
    @Test
    void aSampleAgrees() {
        check(
                IntStream.range(0, CELLS.size())
                        .filter(c -> c % 101 == 0)
                        .mapToObj(CELLS::get)
                        .toList(),
                100);
    }

    /** At DL4J's defaults, over 300 steps free. */
    @Test
    void everyOptimizerAgreesOrIsChaotic() {
        List<Cell> cells = CELLS.stream()
                .filter(cell -> cell.activation() == Activation.TANH
                        && cell.run().network().loss() == Loss.HALF_SQUARED_ERROR)
                .toList();

        assertThat(cells)
                .hasSameSizeAs(OptimizerKind.ALL)
                .allMatch(cell -> cell.remark().isEmpty());
        check(cells, STEPS);
    }

    @Tag("exhaustive")
    @Test
    void allAgree() {
        check(CELLS, STEPS);
    }

    /** What {@code lockstep surface} wrote. */
    @Test
    void theCommittedTableIsWholeAndGood() throws IOException {
        List<NamedCsvRecord> rows;
        try (var csv = CsvReader.builder().ofNamedCsvRecord(Path.of("results", "surface", "surface.csv"))) {
            rows = csv.stream().toList();
        }

        assertThat(rows)
                .extracting(row -> String.join(
                        " ",
                        row.getField("optimizer"),
                        String.valueOf(Double.parseDouble(row.getField("learning_rate"))),
                        row.getField("activation"),
                        row.getField("output_activation"),
                        row.getField("loss")))
                .containsExactlyElementsOf(
                        CELLS.stream().map(SurfaceTest::inWords).toList());
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.getField("verdict")).isIn("agree", "chaotic");
            assertThat(row.getField("rule_share")).as("bit for bit").isEqualTo("0.0");
            assertThat(Double.parseDouble(row.getField("gradient_share"))).isLessThan(1.0);
            assertThat(Double.parseDouble(row.getField("locked_share"))).isLessThan(1.0);
            assertThat(row.getField("steps")).isEqualTo("300");
            assertThat(row.getField("float_verdict")).isIn("agree", "chaotic");
            assertThat(Double.parseDouble(row.getField("float_share"))).isLessThan(1.0);
        });
    }

    private static String inWords(Cell cell) {
        NetworkSpec network = cell.run().network();
        return String.join(
                " ",
                cell.run().kind(),
                String.valueOf(cell.run().learningRate()),
                cell.activation().key(),
                network.layers().get(1).activation().key(),
                network.loss().key());
    }

    private static void check(List<Cell> cells, int steps) {
        List<Run> runs = cells.stream().map(Cell::run).toList();
        List<Parity> parities = new Verification(new ParityCheck(TOLERANCE, steps), 2)
                .run(runs, run -> ControlNetwork::new, Dl4jNetwork::new, amount -> {});
        assertThat(parities).allSatisfy(parity -> {
            Verdict verdict = parity.verdict();
            String what = parity.run().network() + ": " + verdict.decisive();
            assertThat(verdict.kind()).as(what).isNotEqualTo(Verdict.Kind.DISAGREE);
            assertThat(verdict.at(Rung.RULE).share()).as(what).isZero();
        });
    }
}
