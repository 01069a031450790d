package lockstep.cli.option;

/** What the program's exit statuses mean. */
public final class ExitStatus {

    /** Every verdict is as expected. */
    public static final int OK = 0;

    /** Some verdict is not. */
    public static final int NOT_AS_EXPECTED = 1;

    /** The command line or a config is wrong, or the results' folder cannot be written: nothing was run. */
    public static final int WRONG_INPUT = 2;

    /** Lockstep could not be built or started: the launcher ends so too. */
    public static final int NOT_STARTED = 3;

    /** A fault in Lockstep itself; sysexits.h calls it EX_SOFTWARE. */
    public static final int FAULT = 70;

    /** Java had not enough memory; sysexits.h calls it EX_OSERR. */
    public static final int NO_MEMORY = 71;

    /** Results, or the text printed about them, could not be written once the work was done; sysexits.h calls it EX_IOERR. */
    public static final int NOT_WRITTEN = 74;

    /** Interrupted: what was finished is kept. */
    public static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
