package lockstep.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import lockstep.model.Batch;
import lockstep.model.Run;
import lockstep.optim.Sgd;
import lockstep.parity.DelegatingEngine;
import org.junit.jupiter.api.Test;

/** Without it the time of a step could be that of one while the code was still cold, of other steps, or of the slowest round. */
class StepTimeTest {

    private static final Run RUN = RaceJobs.run("sgd", new Sgd(0.5), 1, 0);

    /** Milliseconds of each round's only step; four warm up, and of the other three the median is the second. */
    private static final int[] SLEEPS = {6, 6, 6, 6, 30, 15, 6};

    /** A sleep is at least as long as asked for, so each round of one step is long enough. */
    @Test
    void isTheMedianOfThreeRoundsAfterFourThatWarmUp() {
        List<double[]> starts = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        StepTime time = StepTime.of(RUN, spec -> new DelegatingEngine(spec) {
            @Override
            public void loadWeights(double[] weights) {
                starts.add(weights.clone());
            }

            @Override
            public double step(Batch batch) {
                rows.add(batch.row(0));
                try {
                    Thread.sleep(SLEEPS[rows.size() - 1]);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return 0.0;
            }
        });

        assertThat(time.steps()).isEqualTo(1);
        assertThat(time.seconds()).isBetween(0.014, 60.0);
        assertThat(rows).hasSize(7).containsOnly(0);
        assertThat(starts)
                .hasSize(7)
                .allSatisfy(
                        start -> assertThat(start).containsExactly(RUN.start().weights()));
    }

    /** A step of a network this small takes some hundred nanoseconds: a round of one of them times the clock. */
    @Test
    void aRoundIsAsManyStepsAsTakeLongEnough() {
        List<Integer> made = new ArrayList<>();
        StepTime time = StepTime.of(RUN, spec -> new DelegatingEngine(spec) {
            @Override
            public void loadWeights(double[] weights) {
                made.add(steps);
                super.loadWeights(weights);
            }
        });

        assertThat(Long.bitCount(time.steps())).as("a power of two").isEqualTo(1);
        assertThat(time.steps()).isGreaterThan(100);
        int last = made.size() - 1;
        assertThat((long) made.get(last) - made.get(last - 1)).isEqualTo(time.steps());
    }

    @Test
    void anInterruptEndsIt() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> StepTime.of(RUN, DelegatingEngine::new)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
