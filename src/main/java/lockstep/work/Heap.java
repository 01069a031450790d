package lockstep.work;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The memory that Java may use, and what to do where it is not enough. */
public final class Heap {

    /** No array has more numbers: some virtual machines keep a few of the last indices for themselves. */
    public static final int LONGEST = Integer.MAX_VALUE - 8;

    private static final long MEGABYTE = 1 << 20;
    private static final long GIGABYTE = 1 << 30;

    private Heap() {}

    /** A size in the unit that suits it: {@code 381 MB}. */
    public static String size(long bytes) {
        return bytes < 10 * GIGABYTE ? (bytes + MEGABYTE - 1) / MEGABYTE + " MB" : bytes / GIGABYTE + " GB";
    }

    /**
     * What there is, and how to get more: {@code Java may use 512 MB of this machine's 24 GB; LOCKSTEP_JAVA_OPTS=-Xmx2g gives it
     * more}.
     *
     * @param needed bytes, as far as that is known, or 0
     */
    public static String advice(long needed) {
        long heap = Runtime.getRuntime().maxMemory();
        long machine = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        String there = "Java may use " + size(heap) + " of this machine's " + size(machine) + "; ";
        // the heap is not data alone; the machine is not the heap alone
        long wanted = Math.max(2 * heap, 2 * needed + heap / 2) / GIGABYTE + 1;
        long most = machine / 10 * 9 / GIGABYTE;
        long gigabytes = Math.min(wanted, most);
        if (gigabytes * GIGABYTE <= Math.max(heap, needed)) {
            return there + "a machine with more is needed, or fewer numbers at a time";
        }
        return there + "LOCKSTEP_JAVA_OPTS=-Xmx" + gigabytes + "g gives it more";
    }
}
