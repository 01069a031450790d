package lockstep.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import lockstep.diagnosis.ObservedLosses.Per;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.Activation;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Nadam;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Without these a person could be sent to look for a fault that the program does not have. */
class DiagnosisTest {

    private static final Run DENSE = DenseRun.with(new Momentum(0.1, 0.9));

    /** The losses come from a Python program, the listing as it is printed in the chapter (faulty_losses.py). */
    @Test
    @Tag("exhaustive") // FaultCommandsTest has the same by the command line
    void theListingsFourDefectsFromItsTenPrintedFigures() throws IOException {
        Diagnosis diagnosis = Diagnosis.of(listing(new Momentum(0.1, 0.9)), printed("listing.csv"), 2);

        assertThat(explained(diagnosis).causes()).hasSize(1);
        assertThat(explained(diagnosis).likeliest())
                .isEqualTo(Faults.of(
                        Fault.UPDATE_INTO_WRONG_LAYER,
                        Fault.MEMORY_OF_WRONG_LAYER,
                        Fault.GRADIENT_CLIMBED,
                        Fault.MEMORY_OF_GRADIENT));
        assertThat(explained(diagnosis).causes().get(0).twins()).isEmpty();
        assertThat(explained(diagnosis).evidence().reading()).contains("the sum over the epoch's steps");
        // The nearest first: some have the first figure, none has the second; then the right program.
        assertThat(explained(diagnosis).rivals())
                .extracting(Diagnosis.Rival::partsAt)
                .startsWith(500)
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    /** Against bpnn.py's own rule the memory is no fault: three are left. */
    @Test
    void theListingAgainstBpnnsRule() throws IOException {
        Diagnosis diagnosis = Diagnosis.of(listing(new BpnnMomentum(0.1, 0.9)), printed("listing.csv"), 2);

        assertThat(explained(diagnosis).likeliest())
                .isEqualTo(
                        Faults.of(Fault.UPDATE_INTO_WRONG_LAYER, Fault.MEMORY_OF_WRONG_LAYER, Fault.GRADIENT_CLIMBED));
    }

    /** The figures are those of the article: the error before the first round and after it. */
    @Test
    void mazursPrintedErrorIsTheLateHiddenDelta() {
        ObservedLosses losses =
                ObservedLosses.written(Per.STEP, new int[] {0, 1}, List.of("0.298371109", "0.291027924"));

        assertThat(explained(Diagnosis.of(mazur(), losses, 2)).likeliest())
                .isEqualTo(Faults.of(Fault.LATE_HIDDEN_DELTA, Fault.BIASES_FIXED));
    }

    /** The article's "after 10,000" is another program's: it is the error of the right one (with fixed biases) before its round 10,000. */
    @Test
    void mazursLastPrintedErrorIsThatOfARightProgram() {
        ObservedLosses losses = ObservedLosses.written(Per.STEP, new int[] {9999}, List.of("0.0000351085"));

        assertThat(explained(Diagnosis.of(mazur(), losses, 2)).likeliest()).isEqualTo(Faults.of(Fault.BIASES_FIXED));
    }

    @Test
    void mazursFaultFromFiveDigits() throws IOException {
        assertThat(explained(Diagnosis.of(mazur(), printed("mazur.csv"), 2)).likeliest())
                .isEqualTo(Faults.of(Fault.LATE_HIDDEN_DELTA, Fault.BIASES_FIXED));
    }

    @Test
    void everyFaultAloneIsDiagnosedFirst() {
        List<PlantedFaults.Trial> trials = PlantedFaults.on(DENSE, 3, 7, 2);

        assertThat(trials).allMatch(trial -> trial.outcome() != PlantedFaults.Outcome.MISSED);
        assertThat(trials.stream().filter(trial -> trial.planted().size() == 1))
                .hasSizeGreaterThan(100)
                .allMatch(trial -> trial.outcome() == PlantedFaults.Outcome.FOUND)
                .allMatch(trial -> trial.answer().size() == 1);
    }

    @Test
    @Tag("exhaustive")
    void twoHundredPairsAndTriples() {
        for (int size = 2; size <= 3; size++) {
            int wanted = size;
            List<PlantedFaults.Trial> trials = PlantedFaults.on(DENSE, 200, 2026, 2).stream()
                    .filter(trial -> trial.planted().size() == wanted)
                    .toList();
            long missed = trials.stream()
                    .filter(trial -> trial.outcome() == PlantedFaults.Outcome.MISSED)
                    .count();
            assertThat(missed).as("%s of %s", size, trials.size()).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void aRunningProgramShowsItsGradientToo() {
        Faults climbing = Faults.of(Fault.GRADIENT_CLIMBED);
        Diagnosis diagnosis = Diagnosis.of(DENSE, Faults.NONE, new FaultyNetwork(DENSE.network(), climbing), 2);
        assertThat(explained(diagnosis).causes().get(0).all()).containsExactly(climbing);

        Faults signed = Faults.of(Fault.ERROR_SIGN);
        diagnosis = Diagnosis.of(DENSE, Faults.NONE, new FaultyNetwork(DENSE.network(), signed), 2);
        assertThat(explained(diagnosis).causes().get(0).all()).containsExactly(signed);
    }

    @Test
    void fromLossesAloneTheTwoCannotBeToldApart() {
        double[] losses =
                new Course(DENSE, 20).losses(new FaultyNetwork(DENSE.network(), Faults.of(Fault.ERROR_SIGN)), 20);
        Diagnosis.Cause cause = explained(Diagnosis.of(DENSE, ObservedLosses.exact(losses), 2))
                .causes()
                .get(0);

        assertThat(cause.faults()).isEqualTo(Faults.of(Fault.ERROR_SIGN));
        assertThat(cause.twins()).containsExactly(new Diagnosis.Twin(Faults.of(Fault.GRADIENT_CLIMBED), Apart.SOFTMAX));
    }

    /** With two outputs a loss halved is a loss per output; with the dense run's four it is not. */
    @Test
    void whatThisConfigCannotTellApartTheDenseOneCan() {
        Run run = mazur();
        double[] losses =
                new Course(run, 20).losses(new FaultyNetwork(run.network(), Faults.of(Fault.LOSS_HALVED)), 20);
        Diagnosis.Cause cause = explained(Diagnosis.of(run, ObservedLosses.exact(losses), 2))
                .causes()
                .get(0);

        assertThat(cause.faults()).isEqualTo(Faults.of(Fault.LOSS_HALVED));
        assertThat(cause.twins()).containsExactly(new Diagnosis.Twin(Faults.of(Fault.LOSS_PER_OUTPUT), Apart.DENSE));
    }

    /** Four times the loss, as where a mean over two outputs is a sum and 1/2 is forgotten. */
    @Test
    void aConstantFactorHidesNoFaultBehindIt() {
        double[] losses = times(4.0, Faults.of(Fault.LATE_HIDDEN_DELTA, Fault.BIASES_WITHOUT_MOMENTUM));
        Diagnosis.Cause cause = explained(Diagnosis.of(DENSE, ObservedLosses.exact(losses), 2))
                .causes()
                .get(0);

        assertThat(cause.faults()).isEqualTo(Faults.of(Fault.LATE_HIDDEN_DELTA, Fault.BIASES_WITHOUT_MOMENTUM));
        assertThat(cause.reading()).contains("4 times the loss");
        assertThat(Diagnosis.of(DENSE, ObservedLosses.exact(times(4.0, Faults.NONE)), 2))
                .isInstanceOfSatisfying(
                        Diagnosis.Agrees.class,
                        agrees -> assertThat(agrees.evidence().reading()).contains("4 times the loss"));
    }

    private static double[] times(double factor, Faults faults) {
        double[] losses = new Course(DENSE, 20).losses(new FaultyNetwork(DENSE.network(), faults), 20);
        return Arrays.stream(losses).map(loss -> loss * factor).toArray();
    }

    /** PyTorch 2's NAdam has the paper's schedule and corrects its second moment. */
    @Test
    void theTwoHalvesOfAnotherNadamGoTogether() {
        Run run = DenseRun.with(new Nadam(0.01));
        Faults both = Faults.of(Fault.NADAM_SCHEDULE, Fault.SECOND_MOMENT_CORRECTED);
        double[] losses = new Course(run, 20).losses(new FaultyNetwork(run.network(), both), 20);

        assertThat(explained(Diagnosis.of(run, ObservedLosses.exact(losses), 2)).likeliest())
                .isEqualTo(both);
    }

    /** The losses that a small fault moves by one unit of their last place in a few figures alone. */
    @Test
    void whatFewFiguresSpeakForIsASuspect() {
        double[] right = new Course(DENSE, 20).losses(new ScalarNetwork(DENSE.network()), 20);
        List<String> texts = new ArrayList<>();
        for (int step = 0; step < 20; step++) {
            double cutOff = step == 7 || step == 12 ? -1e-5 : 0.0;
            texts.add(String.format(Locale.ROOT, "%.5f", right[step] + cutOff));
        }
        Diagnosis diagnosis = Diagnosis.of(
                DENSE, ObservedLosses.written(Per.STEP, IntStream.range(0, 20).toArray(), texts), 2);

        assertThat(diagnosis)
                .isInstanceOfSatisfying(
                        Diagnosis.Agrees.class,
                        agrees -> assertThat(agrees.evidence().exact()).isEqualTo(18));
    }

    @Test
    void whatNothingExplainsShowsSomethingAllTheSame() {
        double[] right = new Course(DENSE, 20).losses(new ScalarNetwork(DENSE.network()), 20);
        double[] still = new double[20];
        Arrays.fill(still, 0.3);
        double[] parting = right.clone();
        for (int step = 5; step < 20; step++) {
            parting[step] += 0.001 * step * (step % 3);
        }
        double[] wrong = right.clone();
        wrong[0] *= 1.37;

        assertThat(showing(still).kind()).isEqualTo(Showing.Kind.NEVER_MOVES);
        assertThat(showing(wrong).kind()).isEqualTo(Showing.Kind.WRONG_FROM_THE_FIRST);
        assertThat(showing(wrong).factor()).isCloseTo(1.37, within(1e-12));
        assertThat(showing(parting).place()).isEqualTo(5);
    }

    private static Showing showing(double[] losses) {
        return ((Diagnosis.Unexplained) Diagnosis.of(DENSE, ObservedLosses.exact(losses), 2, 1)).showing();
    }

    @Test
    void lossesOfNoKnownProgramAreExplainedByNothing() {
        double[] losses = {0.5, 0.4, 0.3, 0.2, 0.1};

        Diagnosis diagnosis = Diagnosis.of(DENSE, ObservedLosses.exact(losses), 2, 2);

        assertThat(diagnosis).isInstanceOf(Diagnosis.Unexplained.class);
        assertThat(((Diagnosis.Unexplained) diagnosis).evidence().largest()).isEqualTo(2);
    }

    /** bpnn.py's demo at its own rates is chaotic after some 1,800 updates: there no figure speaks against a right program. */
    @Test
    void chaosIsNoFault() {
        Run run = listing(new BpnnMomentum(0.5, 0.1));
        double[] losses = new double[6000];
        Engine scalar = new ScalarNetwork(run.network());
        Run.Start start = run.start();
        double[] weights = start.weights();
        weights[0] = Math.nextUp(weights[0]);
        scalar.loadWeights(weights);
        Batches batches = start.batches();
        Arrays.setAll(losses, step -> scalar.step(batches.next()));

        assertThat(Diagnosis.of(run, ObservedLosses.exact(losses), 1, 1)).isInstanceOf(Diagnosis.Agrees.class);
    }

    @Test
    void theNumberOfThreadsDoesNotMatter() {
        double[] losses = new Course(DENSE, 20)
                .losses(
                        new FaultyNetwork(DENSE.network(), Faults.of(Fault.LATE_HIDDEN_DELTA, Fault.ERROR_DEAD_ZONE)),
                        20);
        ObservedLosses observed = ObservedLosses.exact(losses);

        assertThat(Diagnosis.of(DENSE, observed, 1)).isEqualTo(Diagnosis.of(DENSE, observed, 3));
    }

    @Test
    void digitsSayHowFarAFigureWasRounded() {
        ObservedLosses losses = ObservedLosses.written(Per.STEP, new int[] {0, 1}, List.of("0.67409", "9.08e-3"));
        assertThat(losses.halfUnits()).containsExactly(5e-6, 5e-6);

        losses = ObservedLosses.written(Per.STEP, new int[] {0, 1}, List.of("0.5", "0.12345678901234567"));
        assertThat(losses.halfUnits()).containsExactly(0.0, 0.0);

        assertThatThrownBy(() -> ObservedLosses.written(Per.STEP, new int[] {0, 0}, List.of("1", "2")))
                .hasMessageContaining("figure 2 is of step 0");
        assertThatThrownBy(() -> ObservedLosses.written(Per.STEP, new int[] {0}, List.of("1f")))
                .isInstanceOf(NumberFormatException.class);
    }

    private static Diagnosis.Explained explained(Diagnosis diagnosis) {
        assertThat(diagnosis).isInstanceOf(Diagnosis.Explained.class);
        return (Diagnosis.Explained) diagnosis;
    }

    private static Run listing(Optimizer optimizer) {
        double[][] inputs = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        double[][] targets = {{0}, {1}, {1}, {0}};
        Init init = new Init.Uniform(0, 1);
        List<LayerSpec> layers =
                List.of(new LayerSpec(2, Activation.TANH, true, init), new LayerSpec(1, Activation.TANH, false, init));
        NetworkSpec network = new NetworkSpec(2, layers, Loss.HALF_SQUARED_ERROR, Reduction.MEAN, optimizer);
        return new Run("listing", network, Examples.of(inputs, targets), 1, false, 777);
    }

    private static Run mazur() {
        double[][] hidden = {{.15, .25}, {.20, .30}, {.35, .35}};
        double[][] output = {{.40, .50}, {.45, .55}, {.60, .60}};
        List<LayerSpec> layers = List.of(
                new LayerSpec(2, Activation.SIGMOID, true, new Init.Values(hidden)),
                new LayerSpec(2, Activation.SIGMOID, true, new Init.Values(output)));
        NetworkSpec network = new NetworkSpec(2, layers, Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(0.5));
        Examples one = Examples.of(new double[][] {{.05, .10}}, new double[][] {{.01, .99}});
        return new Run("mazur", network, one, 1, false, 0);
    }

    private static ObservedLosses printed(String name) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("examples", name));
        List<String> texts = new ArrayList<>();
        int[] at = new int[lines.size() - 1];
        for (int row = 0; row < at.length; row++) {
            String[] fields = lines.get(row + 1).split(",", -1);
            at[row] = Integer.parseInt(fields[0]);
            texts.add(fields[1]);
        }
        return ObservedLosses.written(Per.EPOCH, at, texts);
    }
}
