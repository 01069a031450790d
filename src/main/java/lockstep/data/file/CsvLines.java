package lockstep.data.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import lockstep.work.Workers;

/**
 * How many lines a CSV file has, and where it can be parted. A row is at least one line.
 *
 * @param count how many
 * @param parts whole lines of some {@link #PART} bytes each, in their order; none if it has to be read from the beginning
 */
record CsvLines(int count, List<Part> parts) {

    private static final int PART = 1 << 18; // its characters stay in a processor's second cache
    private static final int MEGABYTE = 1 << 20;

    /** A part grows until a line ends; FastCSV reads no field that is longer. */
    private static final int LONGEST_PART = 1 << 24;

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

    /**
     * {@link #PART} bytes of a file, wherever its lines end.
     *
     * @param first the byte after its first line feed; 0 if it has none
     * @param lines its line feeds
     * @param others its carriage returns that something else follows: they end lines as well, as a Macintosh of the last century
     *     wrote them
     */
    private record Block(int length, int first, int lines, int others, boolean beginsWithLineFeed, byte last) {

        static Block of(byte[] bytes) {
            int first = 0;
            int lines = 0;
            int others = 0;
            byte before = 0;
            for (int i = 0; i < bytes.length; i++) {
                byte next = bytes[i];
                if (next <= '\r' || before == '\r') { // seldom
                    first = next == '\n' && lines == 0 ? i + 1 : first;
                    lines += next == '\n' ? 1 : 0;
                    others += before == '\r' && next != '\n' ? 1 : 0;
                }
                before = next;
            }
            return new Block(bytes.length, first, lines, others, first == 1, before);
        }
    }

    static CsvLines of(DataFile file) throws DataException {
        boolean packed = file.read(stream -> stream instanceof GZIPInputStream);
        List<Block> blocks = packed ? List.of() : sideBySide(file);
        if (blocks.isEmpty()) {
            blocks = file.read(stream -> {
                List<Block> read = new ArrayList<>();
                for (byte[] part = stream.readNBytes(PART); part.length > 0; part = stream.readNBytes(PART)) {
                    read.add(Block.of(part));
                }
                return read;
            });
        }
        return of(blocks, packed);
    }

    /** Those of a file, by all processors; none if that fails, or is not worth it: the reading in order says why. */
    private static List<Block> sideBySide(DataFile file) {
        try {
            long size = file.size();
            Block[] blocks = new Block[size > PART ? (int) ((size - 1) / PART) + 1 : 0];
            new Workers(Runtime.getRuntime().availableProcessors())
                    .run(blocks.length, n -> block(file, n, size), (n, block) -> blocks[n] = block);
            return List.of(blocks);
        } catch (IOException | IllegalStateException e) {
            return List.of();
        }
    }

    private static Block block(DataFile file, int number, long size) {
        try {
            long from = (long) number * PART;
            return Block.of(file.bytes(from, Math.min(size, from + PART)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CsvLines of(List<Block> blocks, boolean packed) {
        boolean parted = !packed;
        List<Part> parts = new ArrayList<>();
        long at = 0;
        long from = 0;
        int begin = 0;
        int lines = 0;
        int others = 0;
        byte last = '\n';
        for (Block block : blocks) {
            if (at > 0 && block.first > 0) {
                parts.add(new Part(from, at + block.first, begin, lines + 1));
                from = at + block.first;
                begin = lines + 1;
            }
            lines += block.lines;
            others += block.others + (last == '\r' && !block.beginsWithLineFeed ? 1 : 0);
            at += block.length;
            last = block.last;
            parted &= at - from <= LONGEST_PART;
        }
        lines += last == '\n' || last == '\r' ? 0 : 1;
        others += last == '\r' ? 1 : 0;
        if (lines > begin) {
            parts.add(new Part(from, at, begin, lines));
        }
        return new CsvLines(lines + others, parted && others == 0 ? parts : List.of());
    }
}
