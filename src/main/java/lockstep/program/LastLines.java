package lockstep.program;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Reads a stream to its end and remembers the last lines: a program that writes must never have to wait for us. */
final class LastLines implements Runnable {

    private static final int LINES = 20;

    /** In bytes. */
    private static final int LONGEST = 300;

    private final InputStream in;
    private final Deque<String> lines = new ArrayDeque<>();

    LastLines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** Reads until the program, and every process it started, has closed the stream. */
    @Override
    public void run() {
        byte[] line = new byte[LONGEST];
        int length = 0;
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == '\n') {
                    keep(line, length);
                    length = 0;
                } else if (length < LONGEST) {
                    line[length++] = (byte) b;
                }
            }
        } catch (IOException e) {
            // The stream was closed under us, because the program had to be ended.
        }
        keep(line, length);
    }

    /** Oldest first, without blank lines. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    private synchronized void keep(byte[] line, int length) {
        String text = new String(line, 0, length, StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}", " ")
                .stripTrailing();
        if (!text.isEmpty()) {
            lines.add(text);
        }
        if (lines.size() > LINES) {
            lines.remove();
        }
    }
}
