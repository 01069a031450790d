package lockstep.cli.option;

import java.io.PrintWriter;
import lockstep.console.TextTable;
import lockstep.session.Watcher;
import lockstep.work.Progress;
import org.jspecify.annotations.Nullable;

/** Shows on a screen what a session is doing: on a terminal in a line of its own, elsewhere in a line a minute. */
public final class Screen implements Watcher {

    private final boolean quiet;
    private final PrintWriter out;
    private final PrintWriter err;

    public Screen(boolean quiet, PrintWriter out, PrintWriter err) {
        this.quiet = quiet;
        this.out = out;
        this.err = err;
    }

    @Override
    public Progress.Shown show(String what, long total) {
        boolean terminal = ProgressLine.isTerminal();
        @Nullable PrintWriter line = !quiet && terminal ? out : null;
        @Nullable PrintWriter log = !quiet && !terminal ? err : null;
        return new ProgressLine(what, total, line, log);
    }

    @Override
    public void notice(String text) {
        if (!quiet) {
            TextTable.wrapped(text).forEach(out::println);
            out.flush();
        }
    }
}
