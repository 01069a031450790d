package lockstep.program;

import java.util.List;
import lockstep.model.Activation;
import lockstep.model.EngineFailure;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Sgd;

/** The answers of a program to every request that there is, for tests outside of this package. */
public final class AnswerLines {

    /** The 2-1-1 network of docs/bring-your-own.md. */
    private static final NetworkSpec NETWORK = new NetworkSpec(
            2,
            List.of(
                    new LayerSpec(1, Activation.TANH, true, new Init.Uniform(-1, 1)),
                    new LayerSpec(1, Activation.TANH, false, new Init.Uniform(-1, 1))),
            Loss.HALF_SQUARED_ERROR,
            Reduction.MEAN,
            new Sgd(0.1));

    private static final int STEPS = 2;

    private AnswerLines() {}

    /**
     * Reads a line as the answer to each kind of request.
     *
     * @throws EngineFailure if it answers none of them, with what is wrong with it as the last one
     */
    public static void read(String line) {
        String wrong = "";
        boolean right = false;
        for (AnswerParser.Kind kind : AnswerParser.Kind.values()) {
            try {
                if (kind == AnswerParser.Kind.RECORDED) {
                    AnswerParser.parseRecorded(line, NETWORK);
                } else {
                    AnswerParser.parse(line, NETWORK, kind, STEPS);
                }
                right = true;
            } catch (WrongAnswer e) {
                wrong = e.getMessage();
            }
        }
        if (!right) {
            throw new EngineFailure(wrong);
        }
    }
}
