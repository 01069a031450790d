package lockstep.parity.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.EngineFailure;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.optim.Sgd;
import lockstep.parity.DelegatingEngine;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a gate that answers wrong, or otherwise than DL4J's, could pass for right. */
class OutputsTest {

    private static final Tolerance TOLERANCE = new Tolerance(1e-12, 1e-9);

    /** The perceptron of AND, by hand: x1 + x2 - 1 is above 0 only where both are 1. */
    @Test
    void aGateByHand() {
        Outputs outputs = Outputs.untrained(and(0, 0, 0, 1), ScalarNetwork::new, ScalarNetwork::new);

        assertThat(outputs.scalar()).containsExactly(0.0, 0.0, 0.0, 1.0);
        assertThat(outputs.right()).isEqualTo(4);
        assertThat(outputs.share(TOLERANCE)).isZero();
    }

    @Test
    void aWrongAnswerIsWrong() {
        Outputs outputs = Outputs.untrained(and(0, 1, 0, 1), ScalarNetwork::new, ScalarNetwork::new);

        assertThat(outputs.right()).isEqualTo(3);
        assertThat(outputs.isRight(1)).isFalse();
    }

    @Test
    void aCandidateThatAnswersOtherwise() {
        Outputs outputs =
                Outputs.untrained(and(0, 0, 0, 1), ScalarNetwork::new, network -> new DelegatingEngine(network) {
                    @Override
                    public void readOutputs(Batch batch, double[] into) {
                        super.readOutputs(batch, into);
                        into[2] += 1e-9;
                    }
                });

        assertThat(outputs.right()).isEqualTo(4);
        assertThat(outputs.share(TOLERANCE)).isGreaterThan(1.0);
    }

    /** Fahlman's 0.4 is within; an example is right only if all of its outputs are, and these lie side by side. */
    @Test
    void anExampleIsRightIfAllOfItsOutputsAre() {
        Examples examples = Examples.of(new double[3][1], new double[][] {{0, 1}, {0, 0}, {1, 0}});
        Outputs outputs = new Outputs(examples, new double[] {0.4, 0.61, 0.1, 0.5, 1.3, 0.0}, Optional.empty(), "");

        assertThat(List.of(outputs.isRight(0), outputs.isRight(1), outputs.isRight(2)))
                .containsExactly(true, false, true);
        assertThat(outputs.right()).isEqualTo(2);
    }

    /** Both have to answer, rightly and alike; a difference of just the tolerance is none. */
    @ParameterizedTest
    @CsvSource({
        "0.75, 0.75, '', true",
        "0.75, 1.25, '', true",
        "0.75, 1.5, '', false",
        "0.25, 0.25, '', false",
        "0.75, 0.75, gone, false"
    })
    void whatUntrainedNetworksAreExpectedToAnswer(double scalar, double candidate, String failure, boolean expected) {
        Examples one = Examples.of(new double[1][1], new double[][] {{1}});
        Outputs outputs = new Outputs(one, new double[] {scalar}, Optional.of(new double[] {candidate}), failure);

        assertThat(outputs.asExpected(new Tolerance(0.5, 0.0))).isEqualTo(expected);
    }

    @Test
    void aCandidateThatTellsNoAnswersIsNotAsked() {
        Outputs outputs =
                Outputs.untrained(and(0, 0, 0, 1), ScalarNetwork::new, network -> new DelegatingEngine(network) {
                    @Override
                    public boolean can(Engine.Ability ability) {
                        return ability != Engine.Ability.EVALUATE;
                    }

                    @Override
                    public void readOutputs(Batch batch, double[] into) {
                        throw new AssertionError("it cannot");
                    }
                });

        assertThat(outputs.candidate()).isEmpty();
        assertThat(outputs.share(TOLERANCE)).isZero();
    }

    @Test
    void aCandidateThatCannotGoOnSaysWhy() {
        Outputs outputs = Outputs.untrained(and(0, 0, 0, 1), ScalarNetwork::new, network -> {
            throw new EngineFailure("out of memory");
        });

        Outputs mute = Outputs.untrained(and(0, 0, 0, 1), ScalarNetwork::new, network -> new DelegatingEngine(network) {
            @Override
            public void readOutputs(Batch batch, double[] into) {
                throw new EngineFailure("not written yet");
            }
        });

        assertThat(mute.failure()).isEqualTo("not written yet");
        assertThat(outputs.failure()).isEqualTo("out of memory");
        assertThat(outputs.candidate()).isEmpty();
        assertThat(outputs.right()).isEqualTo(4);
    }

    @Test
    void ofManyExamplesTheFirst() {
        Examples many = new Examples(1500, 1, 1, new double[1500], new double[1500]);
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, true, new Init.Constant(0.0));
        Run run = new Run("it", spec(1, layer), many, 10, false, 0);

        Outputs outputs = Outputs.untrained(run, ScalarNetwork::new, ScalarNetwork::new);

        assertThat(outputs.examples().size()).isEqualTo(Outputs.MOST);
        assertThat(outputs.scalar()).hasSize(Outputs.MOST);
    }

    private static Run and(double... targets) {
        LayerSpec layer = new LayerSpec(1, Activation.STEP, true, new Init.Values(new double[][] {{1}, {1}, {-1}}));
        Examples examples = new Examples(4, 2, 1, new double[] {0, 0, 0, 1, 1, 0, 1, 1}, targets);
        return new Run("", spec(2, layer), examples, 4, false, 0);
    }

    private static NetworkSpec spec(int inputs, LayerSpec layer) {
        return new NetworkSpec(inputs, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(1.0));
    }
}
