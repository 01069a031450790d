package lockstep.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lockstep.diagnosis.ObservedLosses.Per;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.Momentum;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Without it a right program that calls its first epoch 1 would be accused, or a wrong one that calls it 0 let off. */
class CountingTest {

    private static final Run DENSE = DenseRun.with(new Momentum(0.1, 0.9));

    /** What the chapter shows of its mended listing, DL4J's column (docs/chapter.md). */
    private static final List<String> MENDED = List.of(
            "0.67177", "0.00050", "0.00021", "0.00013", "0.00009", "0.00007", "0.00006", "0.00005", "0.00004",
            "0.00004");

    @Test
    void aRightProgramMayCountFromOneOrFromNought() {
        Diagnosis fromOne = Diagnosis.of(listing(1), epochs(1, 500, MENDED), 2);
        Diagnosis fromNought = Diagnosis.of(listing(1), epochs(0, 500, MENDED), 2);

        assertThat(agrees(fromOne).evidence().counting()).contains(Counting.FROM_1);
        assertThat(agrees(fromOne).others()).isEmpty();
        assertThat(agrees(fromNought).evidence().counting()).as("a 0 decides").isEmpty();
    }

    /** The chapter's listing with its four faults (listing.csv), whose epochs are numbered 1, 501, ... here. */
    @Test
    @Tag("exhaustive") // a search of all quadruples
    void aWrongProgramMayCountFromOne() throws IOException {
        List<String> figures = Files.readAllLines(Path.of("examples", "listing.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1)[1])
                .toList();
        Faults four = Faults.of(
                Fault.UPDATE_INTO_WRONG_LAYER,
                Fault.MEMORY_OF_WRONG_LAYER,
                Fault.GRADIENT_CLIMBED,
                Fault.MEMORY_OF_GRADIENT);

        Diagnosis diagnosis = Diagnosis.of(listing(1), epochs(1, 500, figures), 2);

        assertThat(diagnosis).isInstanceOfSatisfying(Diagnosis.Explained.class, explained -> {
            assertThat(explained.likeliest()).isEqualTo(four);
            assertThat(explained.causes()).hasSize(1);
            assertThat(explained.evidence().counting()).contains(Counting.FROM_1);
            assertThat(explained.rivals().get(0).partsAt())
                    .as("in the file's own numbers")
                    .isEqualTo(501);
        });
    }

    /** Both countings are followed in one training of a program: neither may change what the other would find alone. */
    @Test
    void aSecondCountingChangesNothingForTheFirst() {
        for (Fault fault : List.of(Fault.LATE_HIDDEN_DELTA, Fault.ERROR_DEAD_ZONE, Fault.ERROR_SIGN)) {
            double[] losses = losses(Faults.of(fault), 31);
            for (Counting counting : Counting.values()) {
                int[] at = new int[30];
                Arrays.setAll(at, k -> k + 1);
                double[] figures = Arrays.copyOfRange(losses, 1 - counting.first(), 31 - counting.first());
                Diagnosis alone = Diagnosis.of(DENSE, steps(at, Set.of(counting), figures), 2);
                Diagnosis both = Diagnosis.of(DENSE, steps(at, EnumSet.allOf(Counting.class), figures), 2);

                assertThat(faults(both)).as("%s %s", fault, counting).isEqualTo(faults(alone));
                assertThat(((Diagnosis.Explained) both).evidence().counting()).contains(counting);
            }
        }
    }

    /**
     * A full batch's loss after the first update is its loss before the second: a program that counts from 1 and looks at its
     * loss too late has the losses of a right one that counts from 0 and leaves the first out.
     */
    @Test
    void whatTheOtherCountingWouldMeanIsNotKeptBack() {
        Run run = listing(4);
        double[] right = new Course(run, 31).losses(new ScalarNetwork(run.network()), 31);
        int[] at = new int[30];
        Arrays.setAll(at, k -> k + 1);

        Diagnosis diagnosis =
                Diagnosis.of(run, steps(at, EnumSet.allOf(Counting.class), Arrays.copyOfRange(right, 1, 31)), 2);

        assertThat(agrees(diagnosis).evidence().counting()).contains(Counting.FROM_0);
        assertThat(agrees(diagnosis).others()).singleElement().satisfies(cause -> {
            assertThat(cause.faults()).isEqualTo(Faults.of(Fault.LOSS_AFTER_UPDATE));
            assertThat(cause.counting()).contains(Counting.FROM_1);
        });
    }

    @Test
    void aLossOfBeforeTheFirstUpdateSaysNothingOfLearning() {
        double[] right = losses(Faults.NONE, 2);

        assertThat(Diagnosis.of(DENSE, ObservedLosses.exact(new double[] {right[0]}), 2))
                .isInstanceOf(Diagnosis.Untrained.class);
        assertThat(Diagnosis.of(DENSE, steps(new int[] {1}, EnumSet.allOf(Counting.class), new double[] {right[0]}), 2))
                .isInstanceOf(Diagnosis.Untrained.class);
        assertThat(Diagnosis.of(DENSE, steps(new int[] {1}, EnumSet.allOf(Counting.class), new double[] {right[1]}), 2))
                .isInstanceOf(Diagnosis.Agrees.class);
    }

    /** Momentum that is forgotten shows in the third loss, where the second step has been made with it. */
    @Test
    void fewFiguresDoNotRuleOutWhatShowsLater() {
        double[] right = losses(Faults.NONE, 12);
        Faults late = Faults.of(Fault.MOMENTUM_IGNORED);

        assertThat(others(Arrays.copyOf(right, 2))).contains(late);
        assertThat(others(Arrays.copyOf(right, 3))).doesNotContain(late);
        assertThat(others(right)).as("ten are enough").isEmpty();
    }

    @Test
    void aNumberNoughtIsCountedFromNought() {
        assertThat(Counting.possible(0)).containsExactly(Counting.FROM_0);
        assertThat(Counting.possible(1)).containsExactlyInAnyOrder(Counting.values());
        assertThatThrownBy(() -> steps(new int[] {0}, EnumSet.allOf(Counting.class), new double[] {1}))
                .hasMessage("figure 1 is of step 0; expected numbers from 1 on that rise");
    }

    private static List<Faults> others(double[] losses) {
        return agrees(Diagnosis.of(DENSE, ObservedLosses.exact(losses), 2)).others().stream()
                .flatMap(cause -> cause.all().stream())
                .toList();
    }

    private static Optional<Faults> faults(Diagnosis diagnosis) {
        return diagnosis instanceof Diagnosis.Explained explained
                ? Optional.of(explained.likeliest())
                : Optional.empty();
    }

    private static Diagnosis.Agrees agrees(Diagnosis diagnosis) {
        assertThat(diagnosis).isInstanceOf(Diagnosis.Agrees.class);
        return (Diagnosis.Agrees) diagnosis;
    }

    private static double[] losses(Faults faults, int steps) {
        Course course = new Course(DENSE, steps);
        return faults.size() == 0
                ? course.losses(new ScalarNetwork(DENSE.network()), steps)
                : course.losses(new FaultyNetwork(DENSE.network(), faults), steps);
    }

    private static ObservedLosses steps(int[] at, Set<Counting> countings, double[] losses) {
        return new ObservedLosses(Per.STEP, at, countings, losses, new double[losses.length]);
    }

    private static ObservedLosses epochs(int first, int every, List<String> figures) {
        int[] at = new int[figures.size()];
        Arrays.setAll(at, k -> first + k * every);
        return ObservedLosses.written(Per.EPOCH, at, Counting.possible(first), figures);
    }

    /** As configs/chapter/listing-mended.yaml has it. */
    private static Run listing(int batchSize) {
        Examples xor =
                Examples.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}});
        Init init = new Init.Uniform(0, 1);
        List<LayerSpec> layers =
                List.of(new LayerSpec(2, Activation.TANH, true, init), new LayerSpec(1, Activation.TANH, false, init));
        NetworkSpec network =
                new NetworkSpec(2, layers, Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Momentum(0.1, 0.9));
        return new Run("listing", network, xor, batchSize, false, 777);
    }
}
