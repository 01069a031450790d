package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.EngineFailure;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.optim.Sgd;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it verdicts could come out in the order of the threads, or an interrupt could throw away what was finished. */
class VerificationTest {

    private static final int STEPS = 50;
    private static final ParityCheck CHECK = new ParityCheck(new Tolerance(1e-12, 1e-9), STEPS);
    private static final List<Run> RUNS =
            IntStream.range(0, 5).mapToObj(VerificationTest::run).toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void resultsComeInTheOrderOfTheRuns(int threads) {
        AtomicInteger advanced = new AtomicInteger();
        Verification verification = new Verification(CHECK, threads);

        List<Parity> parities =
                verification.run(RUNS, run -> ControlNetwork::new, ControlNetwork::new, advanced::addAndGet);

        assertThat(parities).extracting(Parity::run).isEqualTo(RUNS);
        assertThat(parities).allMatch(parity -> parity.verdict().kind() == Verdict.Kind.AGREE);
        assertThat(advanced).hasValue((int) verification.work(RUNS.size()));
    }

    /** What a run's rungs find does not depend on whether two are climbed at a time. */
    @ParameterizedTest
    @EnumSource
    void twoThreadsOfARunChangeNothing(Plant plant) {
        List<Run> one = RUNS.subList(0, 1);

        Parity alone = new Verification(CHECK, 2, false)
                .run(one, run -> ControlNetwork::new, plant::of, Progress.NONE)
                .get(0);
        Parity both = new Verification(CHECK, 2, true)
                .run(one, run -> ControlNetwork::new, plant::of, Progress.NONE)
                .get(0);

        assertThat(both.verdict()).isEqualTo(alone.verdict());
        assertThat(both.trace().scalarLoss()).isEqualTo(alone.trace().scalarLoss());
        assertThat(both.trace().candidateLoss()).isEqualTo(alone.trace().candidateLoss());
        assertThat(both.outputs().isPresent()).isEqualTo(alone.outputs().isPresent());
        assertThat(alone.verdict().kind() == Verdict.Kind.AGREE).isEqualTo(plant == Plant.NOTHING);
    }

    private enum Plant {
        NOTHING,
        FAILS,
        TELLS_OTHER_WEIGHTS;

        Engine of(NetworkSpec network) {
            return new DelegatingEngine(network) {
                @Override
                public double step(Batch batch) {
                    if (Plant.this == FAILS && steps == 10) {
                        throw new EngineFailure("it has had enough");
                    }
                    return super.step(batch);
                }

                @Override
                public void readWeights(double[] into) {
                    super.readWeights(into);
                    into[0] += Plant.this == TELLS_OTHER_WEIGHTS && steps == 10 ? 1e-9 : 0.0;
                }
            };
        }
    }

    @Test
    void anInterruptEndsBothRungsOfARun() {
        Verification verification = new Verification(new ParityCheck(new Tolerance(1e-12, 1e-9), 100_000), 2, true);
        AtomicInteger advanced = new AtomicInteger();

        assertThatThrownBy(() -> verification.run(
                        RUNS.subList(0, 1), run -> ControlNetwork::new, ControlNetwork::new, amount -> {
                            if (advanced.addAndGet(amount) == 1_000) {
                                throw new CancellationException();
                            }
                        }))
                .isInstanceOf(VerificationInterrupted.class);
        int whenItEnded = advanced.get();
        assertThat(whenItEnded).isLessThan(100_000);
        assertThat(advanced).as("nobody goes on").hasValue(whenItEnded);
    }

    @Test
    void whatWasFinishedIsKept() {
        AtomicInteger advanced = new AtomicInteger();
        Progress untilTheThird = amount -> {
            if (advanced.addAndGet(amount) > 2 * CHECK.work()) {
                throw new CancellationException();
            }
        };

        VerificationInterrupted interrupted = catchThrowableOfType(
                VerificationInterrupted.class,
                () -> new Verification(CHECK, 1)
                        .run(RUNS, run -> ControlNetwork::new, ControlNetwork::new, untilTheThird));

        assertThat(interrupted.finished()).extracting(Parity::run).containsExactly(RUNS.get(0), RUNS.get(1));
    }

    @Test
    void anInterruptOfTheCallerEndsIt() {
        Verification verification = new Verification(new ParityCheck(new Tolerance(1e-12, 1e-9), 100_000), 2);
        AtomicInteger advanced = new AtomicInteger();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() ->
                        verification.run(RUNS, run -> ControlNetwork::new, ControlNetwork::new, advanced::addAndGet))
                .isInstanceOf(VerificationInterrupted.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(advanced).hasValueLessThan((int) verification.work(RUNS.size()) / 5);
    }

    @Test
    void anEngineThatThrowsIsNamed() {
        assertThatThrownBy(() -> new Verification(CHECK, 2)
                        .run(
                                RUNS,
                                run -> ControlNetwork::new,
                                network -> {
                                    throw new IllegalArgumentException("no such network");
                                },
                                Progress.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("the verification of run\\d failed: .*no such network");
    }

    private static Run run(int number) {
        LayerSpec layer = new LayerSpec(1, Activation.TANH, true, new Init.Uniform(-1.0, 1.0));
        NetworkSpec network = new NetworkSpec(
                1, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(0.1 + 0.1 * number));
        Examples examples = Examples.of(new double[][] {{0.0}, {1.0}}, new double[][] {{0.5}, {-0.5}});
        return new Run("run" + number, network, examples, 1, false, 7);
    }
}
