package lockstep.program;

/** A line that is not an answer. The message continues the words "the program's answer". */
final class WrongAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    WrongAnswer(String message) {
        super(message);
    }
}
