package lockstep;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import lockstep.experiment.Progress;
import org.jspecify.annotations.Nullable;

/** One line on a terminal that is written over and over, and cleared at the end: what is being done, and for how long yet. */
final class ProgressLine implements Progress, AutoCloseable {

    private static final long BETWEEN_NANOS = 100_000_000;

    private final String what;
    private final long total;
    private final @Nullable PrintWriter terminal;
    private final long begun = System.nanoTime();
    private long done;
    private long drawn = begun;
    private int width;

    /** @param terminal null shows nothing */
    ProgressLine(String what, long total, @Nullable PrintWriter terminal) {
        this.what = what;
        this.total = total;
        this.terminal = terminal;
    }

    /** Whether a person is looking: in a pipe or a file the line would be dirt. */
    @SuppressWarnings("SystemConsoleNull") // what it warns of is what the reflection is for
    static boolean isTerminal() {
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
        }
    }

    /** {@code xor: verifying 3120/20000  15 %  0:12 left}. */
    String text(double seconds) {
        long left = Math.round(seconds * (total - done) / Math.max(1, done));
        return String.format(
                Locale.ROOT,
                "%s %d/%d  %d %%  %d:%02d left",
                what,
                done,
                total,
                100 * done / Math.max(1, total),
                left / 60,
                left % 60);
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
