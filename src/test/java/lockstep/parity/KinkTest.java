package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Engines;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.optim.Adam;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without it one unit at a kink, or a run that has become chaotic, could excuse whatever a program does from then on. */
class KinkTest {

    private static final int STEPS = 600;

    /** {@code 0.1 + 0.2 + 0.3 - 0.6}: which side of the relu's kink the first unit is on depends on the order of the terms. */
    private static final Run ONE_KINK = run(
            new double[][] {{0.1, 0.2, 0.3}, {0.4, -0.3, 0.2}, {0.7, 0.1, -0.5}, {-0.2, 0.6, 0.9}},
            new double[][] {{0.8}, {0.1}, {0.5}, {0.3}},
            4,
            true,
            new double[][] {{1, 0.5, -0.4}, {1, -0.7, 0.8}, {1, 0.6, 0.5}, {-0.6, 0.1, 0.2}},
            new double[][] {{0.7}, {-0.4}, {0.5}, {0.1}});

    /** Four examples, each with four inputs and a unit of its own, whose sum is the same as above when the example's turn comes. */
    private static final Run MANY_KINKS = manyKinks();

    /** Two layers of weights: which is frozen, doubled and so on does not matter to the judge. */
    private static final int SOME_WEIGHT = 4;

    /** Twelve faults; the step is the first that shows them. */
    enum Fault {
        NEVER_LEARNS(0, (step, before, after, last) -> System.arraycopy(before, 0, after, 0, after.length)),
        RATE_DOUBLED_FROM_STEP_2(2, (step, before, after, last) -> scale(step >= 2, before, after, 2.0)),
        RATE_OFF_BY_A_MILLIONTH_FROM_STEP_100(
                100, (step, before, after, last) -> scale(step >= 100, before, after, 1.000001)),
        ONE_UPDATE_IN_100_LEFT_OUT(99, (step, before, after, last) -> scale(step % 100 == 99, before, after, 0.0)),
        GRADIENT_ONE_STEP_LATE(0, new Planted.Fault() {
            private double[] waiting = {};

            @Override
            public void change(int step, double[] before, double[] after, double[] last) {
                double[] change = new double[after.length];
                Arrays.setAll(change, i -> after[i] - before[i]);
                for (int i = 0; i < after.length; i++) {
                    after[i] = before[i] + (step == 0 ? 0.0 : waiting[i]);
                }
                waiting = change;
            }
        }),
        ONE_WEIGHT_FROZEN(0, (step, before, after, last) -> after[SOME_WEIGHT] = before[SOME_WEIGHT]),
        FLOAT_WEIGHTS(0, (step, before, after, last) -> Arrays.setAll(after, i -> (double) (float) after[i])),
        SOME_MOMENTUM(
                1,
                (step, before, after, last) ->
                        Arrays.setAll(after, i -> after[i] + (step == 0 ? 0.0 : 1e-3 * last[i]))),
        SOME_DECAY(0, (step, before, after, last) -> Arrays.setAll(after, i -> after[i] * (1.0 - 1e-7))),
        LAST_WEIGHT_TWICE_AS_FAST(
                0,
                (step, before, after, last) ->
                        after[after.length - 1] += after[after.length - 1] - before[after.length - 1]),
        ONE_STEP_UPHILL_AT_300(300, (step, before, after, last) -> scale(step == 300, before, after, -1.0)),
        AN_UPDATE_MADE_TWICE_AT_500(500, (step, before, after, last) -> scale(step == 500, before, after, 2.0));

        private final int first;
        private final Planted.Fault fault;

        Fault(int first, Planted.Fault fault) {
            this.first = first;
            this.fault = fault;
        }

        private static void scale(boolean now, double[] before, double[] after, double factor) {
            for (int i = 0; now && i < after.length; i++) {
                after[i] = before[i] + factor * (after[i] - before[i]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFaultIsFoundAtItsFirstStep(Fault fault) {
        for (Run run : List.of(ONE_KINK, MANY_KINKS)) {
            for (boolean undisturbed : new boolean[] {false, true}) {
                Verdict verdict = judge(run, spec -> new Planted(spec, fault.fault, undisturbed, false), STEPS);
                boolean lockedSees = !undisturbed || fault.first == 0;
                assertThat(verdict.kind()).isEqualTo(Verdict.Kind.DISAGREE);
                assertThat(verdict.decisive().rung()).isEqualTo(lockedSees ? Rung.LOCKED : Rung.FREE);
                assertThat(verdict.decisive().step()).isEqualTo(fault.first);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void lossesAloneAreNeverCalledRight(Fault fault) {
        for (Run run : List.of(ONE_KINK, MANY_KINKS)) {
            Verdict verdict = judge(run, spec -> new Planted(spec, fault.fault, false, true), STEPS);
            assertThat(verdict.kind()).isIn(Verdict.Kind.DISAGREE, Verdict.Kind.UNDECIDED);
            assertThat(verdict.decisive().step()).isGreaterThan(fault.first);
        }
    }

    @Test
    void anotherOrderOfTheTermsAgrees() {
        for (Run run : List.of(ONE_KINK, MANY_KINKS)) {
            for (ToDoubleFunction<double[]> sum : List.of(Sums.REVERSED, Sums.ONCE)) {
                for (boolean lossesAlone : new boolean[] {false, true}) {
                    Verdict verdict = judge(run, spec -> new Sums(spec, sum, lossesAlone), STEPS);
                    assertThat(verdict.kind()).isEqualTo(Verdict.Kind.AGREE);
                    assertThat(verdict.judgedToTheLast()).isTrue();
                }
            }
        }
    }

    /** The first bias is a little lower in the first step. */
    @Test
    void theOtherSideOfAKinkIsNoFault() {
        for (boolean lossesAlone : new boolean[] {false, true}) {
            Verdict verdict = judge(ONE_KINK, spec -> new OtherSide(spec, lossesAlone), STEPS);
            assertThat(verdict.kind()).isEqualTo(lossesAlone ? Verdict.Kind.AGREE : Verdict.Kind.CHAOTIC);
            assertThat(verdict.judgedToTheLast()).isTrue();
        }
        assertThat(judge(ONE_KINK, spec -> new OtherSide(spec, false), STEPS)
                        .at(Rung.LOCKED)
                        .kinkSteps())
                .isEqualTo(1);
    }

    /**
     * The first unit's sum is {@code 2 - 4 * 0.5 = 0}, in the first step only. Which side a program took, Adam remembers for a thousand
     * steps and a momentum for hundreds; one that tells no gradient does not say it. So what that explains is no agreement. A momentum
     * has forgotten so much by step 50 that no side explains a weight that stands still.
     */
    @Test
    void aKinkOfLongAgoIsNoAgreement() {
        Run kink = run(
                new double[][] {{1, 0.5}, {-1, 0.3}, {0.4, -1}},
                new double[][] {{1}, {0}, {1}},
                3,
                true,
                new double[][] {{2, 0.5}, {-4, 0.5}, {0, 0.2}},
                new double[][] {{0.3}, {0.4}, {0}});
        List<Planted.Fault> faults = List.of(
                (step, before, after, last) -> after[0] = step < 50 ? after[0] : before[0],
                (step, before, after, last) -> after[0] += step < 50 ? 0.0 : 1e-3 * (after[0] - before[0]));
        for (Optimizer rule : List.of(new Adam(0.01), new Momentum(0.01, 0.9))) {
            Run run = kink.withOptimizer(rule);
            for (Planted.Fault fault : faults) {
                Verdict verdict = judge(run, spec -> new WithoutGradient(spec, fault), 100);
                boolean forgotten = rule instanceof Momentum && fault == faults.get(0);
                assertThat(verdict.kind()).isEqualTo(forgotten ? Verdict.Kind.DISAGREE : Verdict.Kind.UNDECIDED);
                assertThat(verdict.decisive().step()).isEqualTo(50);
                assertThat(verdict.decisive().quantity()).isEqualTo("new weight[0][0]");
                assertThat(verdict.decisive().note()).isEqualTo(forgotten ? "" : Finding.SIDE_UNKNOWN);
            }
            Verdict wrongLoss = judge(run, spec -> new WithoutGradient(spec, faults.get(1), 50), 100);
            assertThat(wrongLoss.kind()).isEqualTo(Verdict.Kind.DISAGREE);
            assertThat(wrongLoss.decisive().quantity()).isEqualTo("loss");
            assertThat(wrongLoss.decisive().note()).isEmpty();
            Verdict right = judge(run, spec -> new WithoutGradient(spec, (step, before, after, last) -> {}), 100);
            assertThat(right.kind()).isEqualTo(Verdict.Kind.AGREE);
            assertThat(right.at(Rung.LOCKED).kinkSteps()).isEqualTo(1);
        }
    }

    /** On the other side a step function is 1 and not 0: all of what a jump makes of the loss is allowed, and so none of it is used. */
    @Test
    void aJumpUsesNothingOfTheTolerance() {
        NetworkSpec relus = ONE_KINK.network();
        LayerSpec first = relus.layers().get(0);
        NetworkSpec jumps = relus.withLayers(List.of(
                new LayerSpec(first.units(), Activation.STEP, first.bias(), first.init()),
                relus.layers().get(1)));
        Finding locked = judge(ONE_KINK.withNetwork(jumps), spec -> new OtherSide(spec, false), STEPS)
                .at(Rung.LOCKED);
        assertThat(locked.holds()).isTrue();
        assertThat(locked.kinkSteps()).isPositive();
        assertThat(locked.share()).isLessThan(0.5); // rounding alone; with the jump counted it is 1
    }

    @Test
    void stepsAtAKinkAreCounted() {
        Verdict verdict = judge(MANY_KINKS, DelegatingEngine::new, STEPS);
        assertThat(verdict.at(Rung.LOCKED).kinkSteps()).isBetween(100, STEPS);
        assertThat(verdict.at(Rung.GRADIENT).kinkSteps()).isEqualTo(1);
    }

    /** bpnn.py's demo is chaotic from step 1,800 or so. Only an undisturbed run has the fault. */
    @Test
    void chaosHidesNothing() {
        Run chaotic = bpnn();
        List<Planted.Fault> faults = List.of(
                (step, before, after, last) -> Fault.scale(step == 2500, before, after, 0.0),
                (step, before, after, last) -> Fault.scale(step >= 2500, before, after, 2.0),
                (step, before, after, last) -> Fault.scale(step == 2500, before, after, 1.000001),
                (step, before, after, last) -> after[1] = step >= 2500 ? before[1] : after[1],
                (step, before, after, last) -> {
                    for (int i = 0; step == 2500 && i < after.length; i++) {
                        after[i] -= 0.1 * last[i] / 0.5; // the memory is gone: bpnn's M c
                    }
                },
                (step, before, after, last) -> {
                    for (int i = 0; step >= 2500 && i < after.length; i++) {
                        after[i] = (float) after[i];
                    }
                });
        for (Planted.Fault fault : faults) {
            Verdict verdict = judge(chaotic, spec -> new Planted(spec, fault, true, false), 4000);
            assertThat(verdict.kind()).isEqualTo(Verdict.Kind.DISAGREE);
            assertThat(verdict.decisive().rung()).isEqualTo(Rung.FREE);
            assertThat(verdict.decisive().step()).isEqualTo(2500);
        }
    }

    /** By losses alone nothing can be said of such a run from the step where rounding has parted it. */
    @Test
    void lossesAloneDecideNothingInChaos() {
        Verdict verdict = judge(
                bpnn(),
                spec -> new Planted(
                        spec,
                        (step, before, after, last) -> Arrays.setAll(after, i -> Math.nextUp(after[i])),
                        false,
                        true),
                4000);
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.UNDECIDED);
        assertThat(verdict.judgedSteps()).isEqualTo(verdict.decisive().step()).isBetween(1000, 3000);
    }

    /** Tells everything but its gradients. */
    private static final class WithoutGradient extends Planted {

        private final int lossIsWrongFrom;

        WithoutGradient(NetworkSpec network, Planted.Fault fault) {
            this(network, fault, Integer.MAX_VALUE);
        }

        WithoutGradient(NetworkSpec network, Planted.Fault fault, int lossIsWrongFrom) {
            super(network, fault, false, false);
            this.lossIsWrongFrom = lossIsWrongFrom;
        }

        @Override
        public double step(Batch batch) {
            return super.step(batch) * (steps++ < lossIsWrongFrom ? 1.0 : 1.5);
        }

        @Override
        public boolean can(Ability ability) {
            return ability != Ability.READ_GRADIENT;
        }
    }

    /** Takes a unit whose sum cancels to be off in the first step. */
    private static final class OtherSide extends DelegatingEngine {

        private final boolean lossesAlone;

        OtherSide(NetworkSpec network, boolean lossesAlone) {
            super(network);
            this.lossesAlone = lossesAlone;
        }

        @Override
        public boolean can(Ability ability) {
            return !lossesAlone;
        }

        @Override
        public double step(Batch batch) {
            if (steps > 0) {
                return super.step(batch);
            }
            double[] weights = new double[network.weightCount()];
            inner.readWeights(weights);
            double[] moved = weights.clone();
            moved[9] -= 3e-16;
            inner.loadWeights(moved);
            double loss = super.step(batch);
            inner.readWeights(moved);
            moved[9] += 3e-16;
            inner.loadWeights(moved);
            return loss;
        }
    }

    private static Run manyKinks() {
        Random random = new Random(1);
        double[][] inputs = new double[4][16];
        double[][] weights = new double[16][4];
        for (double[] row : weights) {
            Arrays.setAll(row, j -> random.nextInt(-9, 10) / 10.0);
        }
        for (int e = 0; e < 4; e++) {
            for (int i = 0; i < 4; i++) {
                inputs[e][4 * e + i] = new double[] {0.1, 0.2, 0.3, 0.6}[i];
                weights[4 * e + i][e] = i < 3 ? 1.0 : -1.0;
            }
        }
        return run(inputs, new double[][] {{0.8}, {-0.1}, {0.5}, {0.3}}, 1, false, weights, new double[][] {
            {0.7}, {-0.4}, {0.5}, {-0.6}, {0.1}
        });
    }

    private static Run run(
            double[][] inputs, double[][] targets, int batch, boolean bias, double[][] first, double[][] second) {
        NetworkSpec network = new NetworkSpec(
                inputs[0].length,
                List.of(
                        new LayerSpec(first[0].length, Activation.RELU, bias, new Init.Values(first)),
                        new LayerSpec(1, Activation.IDENTITY, true, new Init.Values(second))),
                Loss.HALF_SQUARED_ERROR,
                Reduction.MEAN,
                new Sgd(0.1));
        return new Run("kinks", network, Examples.of(inputs, targets), batch, false, 5);
    }

    private static Run bpnn() {
        NetworkSpec network = new NetworkSpec(
                2,
                List.of(
                        new LayerSpec(2, Activation.TANH, true, new Init.Uniform(-0.2, 0.2)),
                        new LayerSpec(1, Activation.TANH, false, new Init.Uniform(-2.0, 2.0))),
                Loss.HALF_SQUARED_ERROR,
                Reduction.MEAN,
                new BpnnMomentum(0.5, 0.1));
        Examples xor =
                Examples.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}});
        return new Run("bpnn", network, xor, 1, false, 0);
    }

    private static Verdict judge(Run run, Engines candidate, int steps) {
        return new ParityCheck(Tolerance.DEFAULT, steps)
                .judge(run, ControlNetwork::new, candidate, Progress.NONE)
                .verdict();
    }
}
