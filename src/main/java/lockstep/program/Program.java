package lockstep.program;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import lockstep.model.EngineFailure;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;

/**
 * A user's program: makes engines of it, each with its own process. {@code docs/bring-your-own.md} has the messages.
 *
 * @param command for a shell to run
 * @param toStart how long the program may take to start and to answer its first request
 * @param toAnswer how long it may take for any other
 */
public record Program(String command, Duration toStart, Duration toAnswer) implements Engines {

    /** A shell's exit status when it finds no such command, or may not execute it. */
    private static final int NOT_FOUND = 127;

    private static final int NOT_EXECUTABLE = 126;

    /** The exit status of {@code cmd} when it finds no such command. */
    private static final int NOT_FOUND_BY_CMD = 9009;

    public Program {
        if (command.isBlank()) {
            throw new IllegalArgumentException("the command is empty; expected one, like: python3 network.py");
        }
    }

    /** An engine whose process is started when it is given its first weights. */
    @Override
    public ProgramEngine of(NetworkSpec network) {
        return new ProgramEngine(this, network);
    }

    /**
     * Whether there is a program at all: starts it once. One that starts and then fails in another way is for the judge.
     *
     * @return the shell's message, if it could not start the program
     */
    public Optional<String> whyItCannotStart(NetworkSpec network, double[] weights) {
        try (ProgramEngine engine = of(network)) {
            engine.loadWeights(weights);
            return Optional.empty();
        } catch (EngineFailure e) {
            return e instanceof ProgramEnded ended && isNoProgram(ended.exitStatus())
                    ? Optional.of(String.valueOf(e.getMessage()))
                    : Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isNoProgram(int exitStatus) {
        return exitStatus == NOT_FOUND
                || exitStatus == NOT_EXECUTABLE
                || (Conversation.WINDOWS && exitStatus == NOT_FOUND_BY_CMD);
    }
}
