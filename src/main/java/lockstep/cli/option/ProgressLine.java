package lockstep.cli.option;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import lockstep.console.TextTable;
import lockstep.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What is being done, how fast, and how much time is left: on a terminal one line that is overwritten again and again, and
 * cleared at the end; elsewhere a line a minute.
 */
public final class ProgressLine implements Progress.Shown {

    private static final long BETWEEN_NANOS = 100_000_000;
    private static final long BETWEEN_LINES_NANOS = 60_000_000_000L;

    private final String what;
    private final long total;
    private final @Nullable PrintWriter terminal;
    private final @Nullable PrintWriter log;
    private final long begun = System.nanoTime();
    private long done;
    private long drawn = begun;
    private int width;

    /** @param terminal null shows nothing */
    public ProgressLine(String what, long total, @Nullable PrintWriter terminal) {
        this(what, total, terminal, null);
    }

    /** @param log where there is no terminal, gets a line a minute; null gets none */
    public ProgressLine(String what, long total, @Nullable PrintWriter terminal, @Nullable PrintWriter log) {
        this.what = what;
        this.total = total;
        this.terminal = terminal;
        this.log = log;
    }

    /** Whether a person is looking: in a pipe or a file the line would be clutter. */
    @SuppressWarnings("SystemConsoleNull") // what it warns of is what the reflection is for
    public static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try { // from JDK 22 on there is a console in a pipe too, which then says that it is no terminal
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    @Override
    public void advance(int amount) {
        done += amount;
        long now = System.nanoTime();
        if (terminal != null && now - drawn >= BETWEEN_NANOS) {
            drawn = now;
            draw(terminal, text((now - begun) / 1e9));
        } else if (terminal == null && log != null && now - drawn >= BETWEEN_LINES_NANOS) {
            drawn = now;
            log.println(text((now - begun) / 1e9));
            log.flush();
        }
    }

    /** {@code xor: racing, run 3120/20000  15 %  260/s  1:05 left}. */
    String text(double seconds) {
        long left = Math.round(seconds * (total - done) / Math.max(1, done));
        return String.format(
                Locale.ROOT,
                "%s %d/%d  %d %%  %s/s  %d:%02d left",
                what,
                done,
                total,
                100 * done / Math.max(1, total),
                rate(done / Math.max(seconds, 1e-9)),
                left / 60,
                left % 60);
    }

    /** Three digits will do. */
    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10.0 ? "%.1f" : "%.0f", perSecond);
    }

    @Override
    public void close() {
        if (terminal != null && width > 0) {
            draw(terminal, "");
            terminal.print("\r");
            terminal.flush();
        }
    }

    private void draw(PrintWriter to, String text) {
        String line = TextTable.truncated(text, TextTable.WIDTH - 1); // a full line would begin the next
        to.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        to.flush();
        width = line.length();
    }
}
