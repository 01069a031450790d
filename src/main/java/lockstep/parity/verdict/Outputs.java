package lockstep.parity.verdict;

import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.model.Engine;
import lockstep.model.EngineFailure;
import lockstep.model.Engines;
import lockstep.model.Examples;
import lockstep.model.Run;
import lockstep.model.Tolerance;

/**
 * What both sides answer to the examples, at the weights that they have.
 *
 * @param examples what they were asked: the config's, or the first {@value #MOST} of them
 * @param scalar the scalar network's answers, one row of outputs per example
 * @param candidate the candidate's likewise, if it tells any
 * @param failure why the candidate could not go on, or the empty string
 */
public record Outputs(Examples examples, double[] scalar, Optional<double[]> candidate, String failure) {

    /** As many as a person may want to look at; a data set may have a million. */
    static final int MOST = 1000;

    /** Fahlman's criterion (1988): an answer nearer than this to its target, of 0 or 1, is the right one. */
    public static final double NEAR = 0.4;

    /** The answers of networks that nothing trains, at the weights that a run would start from. */
    public static Outputs untrained(Run run, Engines scalar, Engines candidate) {
        double[] weights = run.start().weights();
        try (Engine a = scalar.of(run.network())) {
            a.loadWeights(weights);
            try (Engine b = candidate.of(run.network())) {
                b.loadWeights(weights);
                return of(run.examples(), a, b);
            } catch (EngineFailure e) {
                return ofScalar(run.examples(), a).withFailure(e);
            }
        }
    }

    /** Asks both sides; a candidate that fails to answer has its reason told. */
    public static Outputs of(Examples all, Engine scalar, Engine candidate) {
        Outputs alone = ofScalar(all, scalar);
        if (!candidate.can(Engine.Ability.EVALUATE)) {
            return alone;
        }
        double[] answers = new double[alone.scalar.length];
        try {
            candidate.readOutputs(alone.examples.asBatch(), answers);
        } catch (EngineFailure e) {
            return alone.withFailure(e);
        }
        return new Outputs(alone.examples, alone.scalar, Optional.of(answers), "");
    }

    private static Outputs ofScalar(Examples all, Engine scalar) {
        Examples asked =
                all.size() <= MOST ? all : all.select(IntStream.range(0, MOST).toArray());
        double[] answers = new double[asked.size() * asked.outputs()];
        scalar.readOutputs(asked.asBatch(), answers);
        return new Outputs(asked, answers, Optional.empty(), "");
    }

    private Outputs withFailure(EngineFailure why) {
        return new Outputs(examples, scalar, Optional.empty(), String.valueOf(why.getMessage()));
    }

    /** Whether every answer of the scalar network to an example, counted from 0, is within {@value #NEAR} of its target. */
    public boolean isRight(int example) {
        int outputs = examples.outputs();
        return IntStream.range(example * outputs, (example + 1) * outputs)
                .allMatch(i -> Math.abs(scalar[i] - examples.targetValues()[i]) <= NEAR);
    }

    /** How many examples the scalar network has right. */
    public int right() {
        return (int) IntStream.range(0, examples.size()).filter(this::isRight).count();
    }

    /** Whether both sides answer what they should: each example its target, and the same. */
    public boolean asExpected(Tolerance tolerance) {
        return right() == examples.size() && failure.isEmpty() && share(tolerance) <= 1.0;
    }

    /** The largest share of a tolerance by which the two sides' answers are apart; 0 where the candidate tells none. */
    public double share(Tolerance tolerance) {
        return candidate
                .map(other -> IntStream.range(0, scalar.length)
                        .mapToDouble(i -> tolerance.share(scalar[i], other[i]))
                        .max()
                        .orElse(0.0))
                .orElse(0.0);
    }
}
