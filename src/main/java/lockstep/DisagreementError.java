package lockstep;

/** A network that was to agree with the hand-written one, and does not. The message is the whole verdict. */
public final class DisagreementError extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final transient Judgement judgement;

    DisagreementError(Judgement judgement) {
        super(judgement.text());
        this.judgement = judgement;
    }

    /** What was found. */
    public Judgement judgement() {
        return judgement;
    }
}
