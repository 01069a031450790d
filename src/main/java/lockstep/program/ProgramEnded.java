package lockstep.program;

import lockstep.model.EngineFailure;

/** A program that ended, or was ended by a signal, though an answer was due. */
final class ProgramEnded extends EngineFailure {

    private static final long serialVersionUID = 1L;

    private final int exitStatus;

    ProgramEnded(String message, int exitStatus) {
        super(message);
        this.exitStatus = exitStatus;
    }

    /** 128 plus the signal's number if a signal ended it, as in shells. */
    int exitStatus() {
        return exitStatus;
    }
}
