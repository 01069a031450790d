package lockstep.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * How many lines a CSV file has, and where it can be parted. A row is at least one line.
 *
 * @param count how many
 * @param parts whole lines of some {@link #PART} bytes each, in their order; none if it has to be read from the beginning
 */
record CsvLines(int count, List<Part> parts) {

    private static final int BUFFER = 1 << 16;
    private static final int PART = 1 << 18; // its characters stay in a processor's second cache
    private static final int MEGABYTE = 1 << 20;

    /** A part grows until a line ends; FastCSV reads no field that is longer. */
    private static final int LONGEST_PART = 1 << 24;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    /**
     * Some lines of a file.
     *
     * @param from its first byte
     * @param to the byte after its last
     * @param begin its first line, counted from 0
     * @param end the line after its last
     */
    record Part(long from, long to, int begin, int end) {

        /** So many more, counted from the beginning of the file. */
        int megabytes() {
            return (int) (to / MEGABYTE - from / MEGABYTE);
        }
    }

    static CsvLines of(DataFile file) throws DataException {
        return file.read(stream -> {
            boolean parted = !(stream instanceof GZIPInputStream);
            List<Part> parts = new ArrayList<>();
            byte[] buffer = new byte[BUFFER];
            long at = 0;
            long from = 0;
            int begin = 0;
            int lines = 0;
            int others = 0; // which a carriage return alone ends, as a Macintosh of the last century wrote them
            boolean returned = false;
            byte last = '\n';
            for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                int first = at - from < PART ? length : indexOfLineEnd(buffer, length);
                if (first < length) {
                    parts.add(new Part(from, at + first + 1, begin, lines + 1));
                    from = at + first + 1;
                    begin = lines + 1;
                }
                lines += count(buffer, length, '\n');
                if (returned || count(buffer, length, '\r') > 0) {
                    for (int i = 0; i < length; i++) {
                        others += returned && buffer[i] != '\n' ? 1 : 0;
                        returned = buffer[i] == '\r';
                    }
                }
                at += length;
                last = length == 0 ? last : buffer[length - 1];
                parted &= at - from <= LONGEST_PART;
            }
            lines += last == '\n' || returned ? 0 : 1;
            others += returned ? 1 : 0;
            if (lines > begin) {
                parts.add(new Part(from, at, begin, lines));
            }
            return new CsvLines(lines + others, parted && others == 0 ? parts : List.of());
        });
    }

    /** Where a line ends first among some bytes; their length if none does. */
    private static int indexOfLineEnd(byte[] bytes, int length) {
        int i = 0;
        while (i < length && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /**
     * How often a character is among some bytes. Eight of them at a time: the highest bit of each byte of {@code rest} is 0 where
     * the byte is that character (Warren, "Hacker's Delight", section 6-1).
     */
    private static int count(byte[] bytes, int length, char sought) {
        long eight = sought * 0x0101010101010101L;
        int count = 0;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            long other = (long) LONGS.get(bytes, i) ^ eight;
            long rest = ((other & LOW_BITS) + LOW_BITS) | other;
            count += Long.bitCount(~(rest | LOW_BITS));
        }
        for (; i < length; i++) {
            count += bytes[i] == sought ? 1 : 0;
        }
        return count;
    }
}
