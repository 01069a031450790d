package lockstep.program;

/** A line that is no answer. The message goes on where "the program's answer" left off. */
final class WrongAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    WrongAnswer(String message) {
        super(message);
    }
}
