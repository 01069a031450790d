package lockstep.dl4j;

import java.lang.ref.Cleaner;
import java.lang.reflect.Field;
import org.nd4j.linalg.api.memory.Deallocatable;
import org.nd4j.linalg.api.memory.Deallocator;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's service that frees an array's native memory once the array is garbage, by the means of the JDK. Its own draws a random
 * number for each array, to pick a queue; the draw makes a new {@code SecureRandom} every time, a sixth of a small step.
 */
final class Deallocation extends DeallocatorService {

    private final Cleaner cleaner = Cleaner.create();

    private Deallocation() {}

    /** Puts it in the place of ND4J's own, which goes on looking after the arrays that there are already. */
    static void install() {
        try {
            Field service = Nd4j.class.getDeclaredField("deallocatorService");
            service.setAccessible(true);
            service.set(null, new Deallocation());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("ND4J is not the release that Lockstep is built for", e);
        }
    }

    @Override
    public void pickObject(Deallocatable array) {
        Deallocator deallocator = array.deallocator(); // the array itself would stay reachable in what is run
        cleaner.register(array, deallocator::deallocate);
    }
}
