package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.memory.Deallocatable;
import org.nd4j.linalg.api.memory.Deallocator;
import org.nd4j.linalg.factory.Nd4j;

/** Without it the native memory of DL4J's arrays could be freed too early, which crashes the JVM, or never. */
class DeallocationTest {

    private static final class Watched implements Deallocatable {

        private final CountDownLatch freed;

        Watched(CountDownLatch freed) {
            this.freed = freed;
        }

        @Override
        public String getUniqueId() {
            return "watched";
        }

        @Override
        public Deallocator deallocator() {
            return freed::countDown;
        }

        @Override
        public int targetDevice() {
            return 0;
        }
    }

    @Test
    void freesWhatIsGarbageAndNothingElse() throws InterruptedException {
        Backend.useOneThread(); // puts it in place
        assertThat(Nd4j.getDeallocatorService()).isInstanceOf(Deallocation.class);
        CountDownLatch kept = new CountDownLatch(1);
        CountDownLatch dropped = new CountDownLatch(1);
        Watched reachable = new Watched(kept);
        Nd4j.getDeallocatorService().pickObject(reachable);
        Nd4j.getDeallocatorService().pickObject(new Watched(dropped));

        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (dropped.getCount() > 0 && Instant.now().isBefore(end)) {
            System.gc();
            dropped.await(100, TimeUnit.MILLISECONDS);
        }
        assertThat(dropped.getCount()).isZero();
        assertThat(kept.getCount()).isEqualTo(1);
        assertThat(reachable.getUniqueId()).isEqualTo("watched"); // reachable until here
    }
}
