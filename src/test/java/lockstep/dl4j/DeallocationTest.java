package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.memory.Deallocatable;
import org.nd4j.linalg.api.memory.Deallocator;
import org.nd4j.linalg.factory.Nd4j;

/** Without it an array could be freed while native code works on it, and the JVM die of that; or never be freed at all. */
class DeallocationTest {

    /** An array as ND4J's service sees it. */
    private record Array(Deallocator deallocator) implements Deallocatable {

        @Override
        public String getUniqueId() {
            return "of a test";
        }

        @Override
        public int targetDevice() {
            return 0;
        }
    }

    private final CountDownLatch kept = new CountDownLatch(1);
    private final Array reachable = new Array(kept::countDown);

    @Test
    void garbageIsFreedOnceNobodyIsAtWorkWhoMayHaveItsAddress() throws InterruptedException {
        Backend.useOneThread(); // and with it the service is ours
        CountDownLatch freed = new CountDownLatch(1);
        Nd4j.getDeallocatorService().pickObject(reachable);

        Deallocation.arraysInUse().lock();
        try {
            Nd4j.getDeallocatorService().pickObject(new Array(freed::countDown));
            assertThat(comes(freed, 1)).as("freed while somebody was at work").isFalse();
        } finally {
            Deallocation.arraysInUse().unlock();
        }
        assertThat(comes(freed, 60)).as("freed afterwards").isTrue();
        assertThat(kept.getCount()).as("freed while it was reachable").isOne();
    }

    /** Whether that happens within some seconds, during which garbage is collected. */
    private static boolean comes(CountDownLatch freed, int seconds) throws InterruptedException {
        for (int tenths = 0; tenths < 10 * seconds; tenths++) {
            System.gc();
            if (freed.await(100, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }
}
