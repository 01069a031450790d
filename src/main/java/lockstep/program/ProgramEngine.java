package lockstep.program;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.EngineFailure;
import lockstep.model.NetworkSpec;
import lockstep.program.AnswerParser.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A user's program as an engine. Its first weights start the process; each call after that is one request and one answer. The
 * program's answers show what it can do beyond training.
 *
 * <p>Every method throws {@link EngineFailure} if the program does not answer as it should; the process has then ended.
 */
public final class ProgramEngine implements Engine {

    private final Program program;
    private final NetworkSpec network;
    private final Requests requests;
    private @Nullable Conversation conversation;
    private boolean loadsAgain = true;
    private boolean loadedAgain;
    private double @Nullable [] weights;
    private double @Nullable [] gradient;
    private Set<Trait> traits = Set.of();

    /** Of the last request's steps: one, or an epoch. */
    private double[] losses = {};

    /** How many of them were given out. */
    private int made;

    /** The weights after the last of them. */
    private double @Nullable [] after;

    private @Nullable OutputStream trace;

    ProgramEngine(Program program, NetworkSpec network) {
        this.program = program;
        this.network = network;
        this.requests = new Requests(network);
    }

    /** From now on what is asked and answered goes into a trace ({@link TraceFile}) as well. */
    public void recordTo(OutputStream out) {
        trace = out;
    }

    @Override
    public boolean can(Ability ability) {
        return switch (ability) {
            case LOAD -> !traits.contains(Trait.OWN);
            case LOAD_AGAIN -> loadsAgain;
            case READ_WEIGHTS -> weights != null;
            case READ_GRADIENT -> gradient != null;
            case EVALUATE -> false;
        };
    }

    @Override
    public void loadWeights(double[] newWeights) {
        if (conversation == null) {
            conversation = program.take();
            Answer answer = ask(Kind.INIT, requests.init(newWeights), 1);
            traits = answer.traits();
            if (traits.contains(Trait.AGAIN)) {
                program.serveAgain();
            }
            accept(answer);
            double[] own = traits.contains(Trait.OWN) ? answer.weights() : null;
            if (own != null) {
                network.precision().round(own);
            }
            record(requests.init(own == null ? newWeights : own));
        } else if (made < losses.length) {
            loadsAgain = false; // it is in the middle of an epoch
        } else if (loadsAgain) {
            Answer answer = ask(Kind.WEIGHTS, requests.weights(newWeights), 1);
            if (answer.error() != null && !loadedAgain) {
                loadsAgain = false;
                return;
            }
            loadedAgain = true;
            accept(answer);
        } else {
            throw new IllegalStateException("this program cannot load weights again");
        }
    }

    @Override
    public double step(Batch batch) {
        if (made == losses.length) {
            boolean byEpochs = traits.contains(Trait.EPOCHS);
            int steps = byEpochs ? Batches.perEpoch(batch.order().length, batch.size()) : 1;
            Answer answer = byEpochs
                    ? ask(Kind.EPOCH, requests.epoch(batch), steps)
                    : ask(Kind.STEP, requests.step(batch), steps);
            accept(answer);
            losses = answer.losses();
            after = weights;
            made = 0;
        }
        made++;
        weights = made == losses.length ? after : null;
        double loss = losses[made - 1];
        if (trace != null) {
            record(requests.recorded(batch, loss, gradient, weights));
        }
        return loss;
    }

    @Override
    public void readWeights(double[] into) {
        copy(weights, "weights", into);
    }

    @Override
    public void readGradient(double[] into) {
        copy(gradient, "gradient", into);
    }

    @Override
    public double loss(Batch batch) {
        throw new IllegalStateException("a program tells its loss in a step only");
    }

    @Override
    public void readOutputs(Batch batch, double[] into) {
        throw new IllegalStateException("a program does not tell its outputs");
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return Optional.empty();
    }

    /** Closes the program's standard input, and ends the program if it does not end by itself; unless it serves others. */
    @Override
    public void close() {
        if (conversation != null) {
            program.giveBack(conversation);
            conversation = null;
        }
    }

    private Answer ask(Kind kind, byte[] request, int steps) {
        Conversation open = conversation;
        if (open == null) {
            throw new IllegalStateException("no weights were loaded");
        }
        Duration limit = kind == Kind.INIT ? program.toStart() : program.toAnswer();
        String line = open.ask(kind.op(), request, limit, longestAnswer(steps));
        try {
            Answer answer = AnswerParser.parse(line, network, kind, steps);
            open.expectNoMore();
            return answer;
        } catch (WrongAnswer e) {
            throw open.failure(
                    "the program's answer to \"" + kind.op() + "\" " + e.getMessage() + ": " + Quoted.of(line));
        }
    }

    private void record(byte[] line) {
        if (trace == null) {
            return;
        }
        try {
            trace.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private void accept(Answer answer) {
        if (answer.error() != null && conversation != null) {
            String message = "the program answered with an error: " + Quoted.of(answer.error());
            throw program.servesAgain() ? new EngineFailure(message) : conversation.failure(message);
        }
        weights = answer.weights();
        gradient = answer.gradient();
    }

    private static void copy(double @Nullable [] from, String what, double[] into) {
        if (from == null) {
            throw new IllegalStateException("the program's last answer has no " + what);
        }
        System.arraycopy(from, 0, into, 0, into.length);
    }

    /** In bytes: a loss, a weight and its gradient take at most some 25 characters each; double that, and something for the rest. */
    private int longestAnswer(int steps) {
        return (int) Math.min(Integer.MAX_VALUE - 8, (1L << 20) + 100L * network.weightCount() + 50L * steps);
    }
}
