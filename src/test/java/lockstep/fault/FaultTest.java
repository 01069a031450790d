package lockstep.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lockstep.diagnosis.Causes;
import lockstep.diagnosis.Course;
import lockstep.diagnosis.DenseRun;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.Clipping;
import lockstep.model.Engine;
import lockstep.model.Heuristics;
import lockstep.model.Loss;
import lockstep.model.Penalty;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.optim.Adam;
import lockstep.optim.Momentum;
import lockstep.optim.Nadam;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;

/**
 * Without these a fault could stand in the catalogue and change nothing, or two could be one and the same, or a run could be
 * said to be blind to a fault that shows on it.
 */
class FaultTest {

    private static final int STEPS = 12;

    /** Configs that somebody has plant them. */
    @Test
    void theNamesOfBeforeStillWork() {
        assertThat(Fault.named("dead_zone")).isEqualTo(Fault.ERROR_DEAD_ZONE);
        assertThat(Fault.named("flat_spot_everywhere")).isEqualTo(Fault.FLAT_SPOT);
        assertThat(Fault.names()).contains("dead_zone", "flat_spot_everywhere").containsAll(Fault.keys());
    }

    /** A program cannot have by mistake what its config means it to have. */
    @Test
    void whatIsMeantIsNoFault() {
        Run run = DenseRun.with(new Sgd(0.1));
        Run meant = run.withNetwork(run.network().withHeuristics(new Heuristics(0.1, 0.1)));
        for (Fault fault : List.of(Fault.FLAT_SPOT, Fault.FLAT_SPOT_AT_OUTPUT, Fault.ERROR_DEAD_ZONE)) {
            assertThat(fault.appliesTo(run)).isTrue();
            assertThat(fault.appliesTo(meant)).isFalse();
        }
    }

    @Test
    void everyFaultShowsOnTheDenseRunWithSomeOptimizer() {
        List<Fault> unseen = new ArrayList<>(List.of(Fault.values()));
        for (Optimizer optimizer : SmallRuns.OPTIMIZERS) {
            Run run = DenseRun.with(optimizer);
            removeSeen(unseen, run);
            removeSeen(unseen, new Run("", run.network(), run.examples(), 2, true, 1));
            removeSeen(unseen, DenseRun.softmax(optimizer));
            removeSeen(unseen, DenseRun.softmax(optimizer, Loss.CROSS_ENTROPY));
            if (OptimizerKind.of(optimizer).hasLearningRate()) {
                removeSeen(unseen, withEverything(optimizer));
            }
        }
        assertThat(unseen).isEmpty();
    }

    private static void removeSeen(List<Fault> unseen, Run run) {
        unseen.removeIf(fault -> fault.appliesTo(run) && differs(run, Faults.of(fault), Faults.NONE));
    }

    private static Run withEverything(Optimizer optimizer) {
        Penalty penalty = new Penalty(0.01, 0.02, 0.0);
        Clipping clipping = new Clipping(Clipping.Mode.CLIP_L2_PER_LAYER, 0.1);
        return DenseRun.with(
                optimizer,
                layer -> layer.withPenalties(penalty, Penalty.NONE).withClipping(clipping),
                new Schedule.Exponential(0.9, Schedule.By.STEP));
    }

    @Test
    void whatIsInvisibleBeforehandIsInvisible() {
        int checked = 0;
        for (int number = 0; number < 300; number++) {
            Run run = SmallRuns.of(number);
            for (Fault fault : Fault.values()) {
                if (fault.appliesTo(run) && fault.whyInvisible(run).isPresent()) {
                    assertThat(differs(run, Faults.of(fault), Faults.NONE))
                            .as("%s, \"%s\", on %s", fault, fault.whyInvisible(run), run)
                            .isFalse();
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(1000);
    }

    /** The rule of an optimizer that a fault does not belong to stays as it is: else the search would try it in vain. */
    @Test
    void aFaultOfAnotherRuleChangesNothing() {
        for (Optimizer optimizer : SmallRuns.OPTIMIZERS) {
            Run run = DenseRun.with(optimizer);
            for (Fault fault : Fault.values()) {
                if (!fault.appliesTo(run)
                        && fault.whyNotApplicable(run).orElseThrow().startsWith("not a fault of ")) {
                    assertThat(differs(run, Faults.of(fault), Faults.NONE))
                            .as("%s on %s", fault, optimizer)
                            .isFalse();
                }
            }
        }
    }

    /**
     * On one run some are equal by nature: with a memory of velocities, climbing the gradient's term is climbing, and the last
     * step's gradient makes the last step's velocity. No two are on all four.
     */
    @Test
    void noTwoFaultsAreTheSameOnAllRuns() {
        List<Run> runs = List.of(
                DenseRun.with(new Momentum(0.1, 0.8)),
                DenseRun.softmax(new Momentum(0.1, 0.8)),
                DenseRun.with(new Adam(0.02)),
                DenseRun.softmax(new Nadam(0.02), Loss.CROSS_ENTROPY));
        Map<List<Double>, Fault> seen = new HashMap<>();
        List<String> same = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            List<Double> losses = runs.stream()
                    .filter(fault::appliesTo)
                    .flatMapToDouble(run -> Arrays.stream(losses(run, Faults.of(fault))))
                    .mapToObj(loss -> Math.round(loss * 1e10) / 1e10)
                    .toList();
            Fault other = losses.isEmpty() ? null : seen.putIfAbsent(losses, fault);
            if (other != null) {
                same.add(other + " = " + fault);
            }
        }
        assertThat(same).isEmpty();
    }

    @Test
    void everyFaultHasItsWords() {
        assertThat(Fault.values()).allSatisfy(fault -> {
            assertThat(fault.symptom()).endsWith(".").doesNotContain("\n");
            assertThat(fault.rightForm()).isNotBlank();
            assertThat(fault.source()).isNotBlank();
        });
        assertThat(Arrays.stream(Fault.values()).map(Fault::symptom)).doesNotHaveDuplicates();
    }

    /** A loss before the first update is passed over for all sets whose faults do not show there. */
    @Test
    void whatShowsOnlyAfterAnUpdateLeavesTheFirstLoss() {
        assertThat(Slot.values()).as("one bit each").hasSizeLessThanOrEqualTo(Long.SIZE);
        for (int number = 0; number < 100; number++) {
            Run run = SmallRuns.ofEveryKind(number);
            double right = losses(run, Faults.NONE)[0];
            for (Fault fault : Fault.values()) {
                if (fault.appliesTo(run) && !fault.showsUntrained()) {
                    assertThat(losses(run, Faults.of(fault))[0])
                            .as("%s on %s", fault, run)
                            .isEqualTo(right);
                }
            }
        }
    }

    @Test
    void faultsOfOnePlaceExcludeEachOther() {
        assertThat(Fault.LOSS_HALVED.excludes(Fault.LOSS_DOUBLED)).isTrue();
        assertThat(Fault.LOSS_HALVED.excludes(Fault.GRADIENT_HALVED)).isFalse();
        assertThat(Faults.of(Fault.NO_BIAS, Fault.BIASES_FIXED).compatible()).isFalse();
        assertThat(Faults.of(
                                Fault.UPDATE_INTO_WRONG_LAYER,
                                Fault.MEMORY_OF_WRONG_LAYER,
                                Fault.GRADIENT_CLIMBED,
                                Fault.MEMORY_OF_GRADIENT)
                        .compatible())
                .isTrue();
    }

    /** By hand: one weight w = 0.5, x = 1, t = 0, so that the loss is w^2 / 2 and its gradient w; momentum 0.5, rate 0.1. */
    @Test
    void theFaultsOfMomentumAsTheyAreByHand() {
        // Right: v = .05, w = .45; v = .025 + .045, w = .38; v = .035 + .038, w = .307.
        assertThat(weightAfter(3)).isEqualTo(0.307);
        // Last gradient: w = .45; w -= .045 + .5 * .5: .155; w -= .0155 + .5 * .45: -.0855.
        assertThat(weightAfter(3, Fault.MEMORY_OF_GRADIENT)).isEqualTo(-0.0855);
        // Without momentum: .5 * .9^3.
        assertThat(weightAfter(3, Fault.MOMENTUM_IGNORED)).isEqualTo(0.3645);
        // Momentum times rate, .05: w = .45; v = .0025 + .045, w = .4025; v = .002375 + .04025, w = .359875.
        assertThat(weightAfter(3, Fault.MOMENTUM_TIMES_RATE)).isEqualTo(0.359875);
        // Lagged: w = .45; v = .045, w = .405; v = .5 * .05 + .0405, w = .3395.
        assertThat(weightAfter(3, Fault.MOMENTUM_LAGGED)).isEqualTo(0.3395);
        // Moves before: w = .5, v = .05; w = .45, v = .025 + .05; w = .375.
        assertThat(weightAfter(3, Fault.MOVES_BEFORE_MEMORY)).isEqualTo(0.375);
        // The listing's sign and memory: w = .55; w -= -.055 + .5 * .5: .355; w -= -.0355 + .5 * .55: .1155.
        assertThat(weightAfter(3, Fault.GRADIENT_CLIMBED, Fault.MEMORY_OF_GRADIENT))
                .isEqualTo(0.1155);
        // The sign of the momentum: v = .05, w = .45; v = -.025 + .045, w = .43; v = -.01 + .043, w = .397.
        assertThat(weightAfter(3, Fault.MOMENTUM_SIGN)).isEqualTo(0.397);
        // Dampened: v = .025, w = .475; v = .0125 + .02375, w = .43875; v = .018125 + .0219375, w = .3986875.
        assertThat(weightAfter(3, Fault.GRADIENT_DAMPENED)).isEqualTo(0.3986875);
    }

    private static double weightAfter(int steps, Fault... faults) {
        Run run = SmallRuns.oneWeight(new Momentum(0.1, 0.5));
        Engine network = new FaultyNetwork(run.network(), Faults.of(faults));
        double[] weight = {0.5};
        network.loadWeights(weight);
        for (int step = 0; step < steps; step++) {
            network.step(run.examples().asBatch());
        }
        network.readWeights(weight);
        return Math.round(weight[0] * 1e12) / 1e12;
    }

    private static boolean differs(Run run, Faults a, Faults b) {
        return !Causes.same(losses(run, a), losses(run, b));
    }

    private static double[] losses(Run run, Faults faults) {
        return new Course(run, STEPS).losses(new FaultyNetwork(run.network(), faults), STEPS);
    }
}
