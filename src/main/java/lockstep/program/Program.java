package lockstep.program;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import lockstep.model.Engine.Ability;
import lockstep.model.EngineFailure;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import org.jspecify.annotations.Nullable;

/**
 * A user's program: makes engines of it, each with its own process. Of a program that says it can begin anew, {@code "again": true},
 * one process serves all engines, one after another. {@code docs/bring-your-own.md} has the messages.
 */
public final class Program implements Engines, AutoCloseable {

    /** A shell's exit status when it finds no such command, or may not execute it. */
    private static final int NOT_FOUND = 127;

    private static final int NOT_EXECUTABLE = 126;

    /** The exit status of {@code cmd} when it finds no such command. */
    private static final int NOT_FOUND_BY_CMD = 9009;

    private final String command;
    private final Duration toStart;
    private final Duration toAnswer;
    private boolean again;
    private int inUse;
    private @Nullable Conversation kept;

    /**
     * A program that is not started yet.
     *
     * @param command for a shell to run
     * @param toStart how long the program may take to start and to answer {@code init}
     * @param toAnswer how long it may take for any other answer
     */
    public Program(String command, Duration toStart, Duration toAnswer) {
        if (command.isBlank()) {
            throw new IllegalArgumentException("the command is empty; expected one, like: python3 network.py");
        }
        this.command = command;
        this.toStart = toStart;
        this.toAnswer = toAnswer;
    }

    /** What a shell runs. */
    public String command() {
        return command;
    }

    Duration toStart() {
        return toStart;
    }

    Duration toAnswer() {
        return toAnswer;
    }

    /** An engine that starts a process, or waits for the one that serves all, when it is given its first weights. */
    @Override
    public ProgramEngine of(NetworkSpec network) {
        return new ProgramEngine(this, network);
    }

    /**
     * Starts it once, to see from which weights it starts. One that starts and then fails is for the judge.
     *
     * @return those given, unless it takes none and starts from its own
     * @throws NoProgramException if there is no such program
     */
    public double[] startingWeights(NetworkSpec network, double[] given) {
        double[] weights = given.clone();
        try (ProgramEngine engine = of(network)) {
            engine.loadWeights(given);
            if (!engine.can(Ability.LOAD)) {
                engine.readWeights(weights);
            }
        } catch (EngineFailure e) {
            if (e instanceof ProgramEnded ended && isNoProgram(ended.exitStatus())) {
                throw new NoProgramException(command, String.valueOf(e.getMessage()));
            }
        } catch (UncheckedIOException e) {
            throw new NoProgramException(command, String.valueOf(e.getMessage()));
        }
        return weights;
    }

    /** A command that cannot be started; the message is for a person. */
    public static final class NoProgramException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** @param why the shell's message */
        NoProgramException(String command, String why) {
            super("the command cannot be started: " + command + "\n" + why);
        }
    }

    /** From now on one process serves all. */
    synchronized void serveAgain() {
        again = true;
    }

    synchronized boolean servesAgain() {
        return again;
    }

    /**
     * The process, for one engine's use; a new one if there is none.
     *
     * @throws CancellationException if this thread is interrupted while another engine uses it
     */
    synchronized Conversation take() {
        while (again && inUse > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            }
        }
        Conversation taken = kept != null && kept.isOpen() ? kept : Conversation.start(command);
        kept = null;
        inUse++;
        return taken;
    }

    /** Takes it back: keeps it for the next engine, or ends it. */
    void giveBack(Conversation used) {
        boolean keeps;
        synchronized (this) {
            keeps = again && kept == null && used.isOpen();
            kept = keeps ? used : kept;
            inUse--;
            notifyAll();
        }
        if (!keeps) {
            used.close();
        }
    }

    /** Ends the process that served all, if there is one. */
    @Override
    public synchronized void close() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }

    private static boolean isNoProgram(int exitStatus) {
        return exitStatus == NOT_FOUND
                || exitStatus == NOT_EXECUTABLE
                || (Conversation.WINDOWS && exitStatus == NOT_FOUND_BY_CMD);
    }
}
