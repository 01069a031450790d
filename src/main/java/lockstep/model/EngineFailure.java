package lockstep.model;

/**
 * An engine that cannot go on: a user's program that died, or answered what is no answer. It is the candidate's fault and a
 * result of the comparison, not Lockstep's fault.
 */
public class EngineFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message for a person: what was asked and what came of it in the first line, the program's own last words, if there
     *     are any, in lines of their own
     */
    public EngineFailure(String message) {
        super(message);
    }

    /** @param cause what the candidate's own code threw */
    public EngineFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
