package lockstep.program;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.model.EngineFailure;
import lockstep.program.LineReader.End;
import lockstep.program.LineReader.Line;
import org.jspecify.annotations.Nullable;

/**
 * A process that is asked for one line after another. A thread of its own writes and reads, so that, whatever the process does,
 * the caller's wait has a limit and can be interrupted.
 *
 * <p>However a conversation ends, the process has then ended, with every process below it. Those that had left it, as daemons do,
 * and those of a program that ended by itself cannot be found any more, and go on.
 */
final class Conversation implements AutoCloseable {

    static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");

    /** How long a program may take to end by itself once its input is closed, and how long the system may take to end it. */
    private static final long SECONDS_TO_END = 1;

    /** How long an interrupt may take from the system to the thread that it is for. */
    private static final long MILLIS_OF_INTERRUPT = 300;

    private final Process process;
    private final OutputStream requests;
    private final LineReader answers;
    private final LastLines lastLines;
    private final Thread drain;
    private final ExecutorService talker;

    /** The request that was answered last. */
    private volatile String last = "";

    /** The surplus that came with that answer. */
    private String surplus = "";

    private Conversation(Process process) {
        this.process = process;
        this.requests = process.getOutputStream();
        this.answers = new LineReader(process.getInputStream());
        this.lastLines = new LastLines(process.getErrorStream());
        this.drain = daemon(lastLines);
        this.talker = Executors.newSingleThreadExecutor(Conversation::daemon);
        drain.start();
    }

    /** Starts a command in a shell. */
    static Conversation start(String command) {
        List<String> shell = WINDOWS ? List.of("cmd", "/c", command) : List.of("sh", "-c", command);
        try {
            return new Conversation(new ProcessBuilder(shell).start());
        } catch (IOException e) {
            throw new UncheckedIOException("the shell " + shell.get(0) + " could not be started", e);
        }
    }

    /**
     * The outcome of one request.
     *
     * @param early what the program had written before it was asked; if anything, it was not asked
     * @param surplus what it wrote after its answer
     * @param unread whether it had closed its standard input
     */
    private record Exchange(String early, Line answer, String surplus, boolean unread) {}

    /**
     * Sends a line and waits for the one that answers it.
     *
     * @param op what the request is called in a message
     * @param longest how long an answer may be, in bytes
     * @throws EngineFailure if no such line comes in time
     * @throws CancellationException if this thread is interrupted
     */
    String ask(String op, byte[] request, Duration limit, int longest) {
        Future<Exchange> talk = talker.submit(() -> exchange(request, longest));
        @Nullable Exchange exchange;
        try {
            exchange = answered(talk, limit);
            if (exchange == null) {
                throw ended(op);
            }
        } catch (TimeoutException e) {
            throw late(op, limit, talk);
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw failure("the program could not be asked \"" + op + "\": " + e.getCause());
        }
        if (!exchange.early.isEmpty()) {
            throw anotherLine(exchange.early);
        }
        last = op;
        Line answer = exchange.answer;
        if (answer.end() == End.TOO_LONG) {
            throw failure("the program's answer to \"" + op + "\" is too long; it begins: " + Quoted.of(answer.text()));
        }
        if (answer.text().isEmpty()) {
            throw ended(op);
        }
        surplus = exchange.surplus;
        return answer.text();
    }

    /**
     * The outcome; null if the program has ended and there is none. A process that it started may hold its standard output
     * open, and then nothing else tells that no answer will come.
     */
    private @Nullable Exchange answered(Future<Exchange> talk, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            boolean alive = process.isAlive();
            long left = deadline - System.nanoTime();
            try {
                return talk.get(Math.min(left, TimeUnit.SECONDS.toNanos(SECONDS_TO_END)), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (!alive) {
                    return null;
                }
                if (left <= TimeUnit.SECONDS.toNanos(SECONDS_TO_END)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Accepts an answer that was right.
     *
     * @throws EngineFailure if more came with it
     */
    void expectNoMore() {
        if (!surplus.isEmpty()) {
            throw anotherLine(surplus);
        }
    }

    private EngineFailure anotherLine(String line) {
        return failure("the program wrote another line after its answer to \"" + last + "\": " + Quoted.of(line));
    }

    private Exchange exchange(byte[] request, int longest) throws IOException {
        // Anything it writes before its first request counts as the answer to that.
        String early = last.isEmpty() ? "" : answers.present();
        boolean unread = false;
        if (early.isEmpty()) {
            try {
                requests.write(request);
                requests.flush();
            } catch (IOException e) {
                unread = true; // but it may have said something before it closed its input
            }
        }
        Line answer = early.isEmpty() ? answers.read(longest) : new Line("", End.LINE_FEED);
        return new Exchange(early, answer, answers.present(), unread);
    }

    /** Ends the program, and says why, with the last lines of its standard error. */
    EngineFailure failure(String message) {
        end();
        return new EngineFailure(message + lastWords());
    }

    private EngineFailure late(String op, Duration limit, Future<Exchange> talk) {
        end();
        String message = "the program did not answer \"" + op + "\" within " + limit.toMillis() / 1000.0 + " s";
        try {
            Exchange unfinished = talk.get(SECONDS_TO_END, TimeUnit.SECONDS);
            if (unfinished.unread) {
                message += ": it had closed its standard input";
            } else if (!unfinished.answer.text().isEmpty()) {
                message += ": it wrote no line feed after " + Quoted.of(unfinished.answer.text());
            } else {
                message += " (if it did write an answer, it may have to flush its standard output)";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Nothing more is known.
        }
        return new EngineFailure(message + lastWords());
    }

    private EngineFailure ended(String op) {
        String before = " before it answered \"" + op + "\"";
        boolean ended;
        try {
            ended = process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
            // Ctrl-C reaches the program as well, and may reach it first: then its end is no failure.
            Thread.sleep(MILLIS_OF_INTERRUPT);
        } catch (InterruptedException e) {
            throw interrupted();
        }
        if (!ended) {
            return failure("the program closed its standard output" + before);
        }
        int status = process.exitValue();
        end();
        return new ProgramEnded("the program " + Ending.of(status) + before + lastWords(), status);
    }

    private CancellationException interrupted() {
        end();
        Thread.currentThread().interrupt();
        return new CancellationException();
    }

    private String lastWords() {
        try {
            drain.join(Duration.ofSeconds(SECONDS_TO_END).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> lines = lastLines.lines();
        return lines.isEmpty() ? "" : "; the end of its standard error:\n  " + String.join("\n  ", lines);
    }

    /** Whether the program can be asked for more. */
    boolean isOpen() {
        return process.isAlive() && !talker.isShutdown();
    }

    /** Closes the program's standard input; the program should then end, and is ended if it does not. */
    @Override
    public void close() {
        if (process.isAlive() && !Thread.currentThread().isInterrupted()) {
            // Processes that the program has started may outlive it, and cannot be found once it is gone.
            List<ProcessHandle> started = process.descendants().toList();
            try {
                requests.close();
                process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
            } catch (IOException e) {
                // It has closed its side already.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            started.forEach(ProcessHandle::destroyForcibly);
        }
        end();
    }

    private void end() {
        List<ProcessHandle> started = process.descendants().toList();
        process.toHandle().destroyForcibly(); // Process.destroyForcibly would first wait for a request half written
        started.forEach(ProcessHandle::destroyForcibly);
        talker.shutdown();
        boolean interrupted = Thread.interrupted(); // an interrupt is no reason not to see it gone
        try {
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "program");
        thread.setDaemon(true);
        return thread;
    }
}
