package lockstep.model;

/**
 * An engine that fails: a user's program that died, or gave an invalid answer. This is the candidate's fault and a result of the
 * comparison, not Lockstep's fault.
 */
public class EngineFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message for a person: the first line says what was asked and what happened; the program's own last words, if any,
     *     follow on lines of their own
     */
    public EngineFailure(String message) {
        super(message);
    }

    /** @param cause what the candidate's own code threw */
    public EngineFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
