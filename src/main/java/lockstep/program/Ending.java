package lockstep.program;

import java.util.Map;

/** An exit status in words. */
final class Ending {

    /** A shell adds this to the number of the signal that ended a program. */
    private static final int SIGNALED = 128;

    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "SIGHUP", 2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 13,
            "SIGPIPE", 15, "SIGTERM");

    private Ending() {}

    static String of(int exitStatus) {
        String signal = Conversation.WINDOWS ? null : SIGNALS.get(exitStatus - SIGNALED);
        return signal == null ? "ended with exit status " + exitStatus : "was ended by the signal " + signal;
    }
}
