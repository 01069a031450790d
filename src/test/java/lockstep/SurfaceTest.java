package lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import lockstep.Surface.Cell;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.dl4j.Twins;
import lockstep.experiment.Parity;
import lockstep.experiment.ParityCheck;
import lockstep.experiment.Rung;
import lockstep.experiment.Verdict;
import lockstep.experiment.Verification;
import lockstep.model.Activation;
import lockstep.model.Loss;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Without it the table of all that is verified could leave something out, or no longer be true. */
class SurfaceTest {

    private static final Tolerance TOLERANCE = new Tolerance(1e-12, 1e-9);

    @Test
    void everyOptimizerMeetsEveryActivationAndEveryLoss() {
        assertThat(Surface.cells())
                .hasSize(Twins.kinds().size() * Activation.values().length * Loss.values().length)
                .extracting(cell -> cell.run().kind() + " " + cell.activation() + " "
                        + cell.run().network().loss())
                .doesNotHaveDuplicates();
    }

    /** DL4J's own rates, from the Javadoc of its classes. */
    @Test
    void learningRatesAreDl4jsDefaults() {
        assertThat(Twins.kinds().stream().map(kind -> kind.name() + " " + Twins.defaultLearningRate(kind)))
                .containsExactly(
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

    /** Every 101st: 16 of them, of several optimizers, activations and losses. */
    @Test
    void aSampleAgrees() {
        List<Cell> cells = Surface.cells();
        check(
                IntStream.range(0, cells.size())
                        .filter(c -> c % 101 == 0)
                        .mapToObj(cells::get)
                        .toList(),
                100);
    }

    @Tag("exhaustive")
    @Test
    void allAgree() {
        check(Surface.cells(), 300);
    }

    private static void check(List<Cell> cells, int steps) {
        List<Run> runs = cells.stream().map(Cell::run).toList();
        List<Parity> parities = new Verification(new ParityCheck(TOLERANCE, steps), 2)
                .run(runs, ScalarNetwork::new, Dl4jNetwork::new, amount -> {});
        assertThat(parities).allSatisfy(parity -> {
            Verdict verdict = parity.verdict();
            String what = parity.run().network() + ": " + verdict.decisive();
            assertThat(verdict.kind()).as(what).isNotEqualTo(Verdict.Kind.DISAGREE);
            assertThat(verdict.at(Rung.RULE).share()).as(what).isZero();
        });
    }
}
