package lockstep.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it work that is cancelled could hang, go on behind one's back or swallow what went wrong. */
@Timeout(60)
class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void resultsAreInTheOrderOfTheNumbers(int threads) {
        assertThat(new Workers(threads).inOrder(1000, number -> number * number))
                .isEqualTo(IntStream.range(0, 1000).map(i -> i * i).boxed().toList());
    }

    @Test
    void noJobsAreNoWork() {
        assertThat(new Workers(2).inOrder(0, number -> number)).isEmpty();
    }

    /** While nobody takes the first result, of a million jobs no more than some hundred are done. */
    @Test
    void jobsWaitForTheirResultsToBeTaken() {
        AtomicInteger begun = new AtomicInteger();
        assertThatThrownBy(() -> new Workers(2).run(1_000_000, number -> begun.incrementAndGet(), (number, result) -> {
                    await(() -> begun.get() >= 200);
                    throw new CancellationException("seen enough");
                }))
                .isInstanceOf(CancellationException.class)
                .hasMessage("seen enough");
        assertThat(begun).hasValueLessThan(300);
    }

    @Test
    void aJobThatIsCancelledEndsAllOfThem() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        assertThatThrownBy(() -> new Workers(2).inOrder(1000, number -> {
                    if (number == 1) {
                        await(() -> running.get() == 1);
                        throw new CancellationException("enough");
                    }
                    running.incrementAndGet();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        running.decrementAndGet();
                    }
                    return number;
                }))
                .isInstanceOf(CancellationException.class)
                .hasMessage("enough");
        assertThat(running).hasValue(0);
    }

    /** As of a user's engine that takes no notice of an interrupt. */
    @Test
    void aJobThatSwallowedTheInterruptCanAskWhetherItsWorkIsGivenUp() {
        Thread.currentThread().interrupt();
        Workers workers = new Workers(2);
        assertThatThrownBy(() -> workers.inOrder(2, number -> {
                    while (true) {
                        Thread.interrupted();
                        workers.throwIfCancelled();
                    }
                }))
                .isInstanceOf(CancellationException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatAJobThrowsIsTheCause() {
        Error fault = new NoClassDefFoundError("its library");
        assertThatThrownBy(() -> new Workers(2).inOrder(3, number -> {
                    throw fault;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(fault);
        IllegalStateException own = new IllegalStateException("says which job");
        assertThatThrownBy(() -> new Workers(2).inOrder(3, number -> {
                    throw own;
                }))
                .isSameAs(own);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
