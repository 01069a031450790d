package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import lockstep.model.EngineFailure;
import lockstep.model.Precision;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Trace;
import lockstep.parity.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Without it whoever forgets to say that his program runs in floats would be told of a fault, or a fault be taken for floats. */
class KeptPrecisionTest {

    /** The nearest to 0.1: as a float 0.100000001490116, in bfloat16 0.10009765625. */
    @Test
    void ofWeightsThatAreReadBack() {
        double[] loaded = {0.1, 0.5};
        assertThat(KeptPrecision.ofWeights(loaded, new double[] {0.1, 0.5})).isEmpty();
        assertThat(KeptPrecision.ofWeights(loaded, new double[] {0.1f, 0.5})).contains(Precision.FLOAT);
        assertThat(KeptPrecision.ofWeights(loaded, new double[] {0.10009765625, 0.5}))
                .contains(Precision.BFLOAT16);
        assertThat(KeptPrecision.ofWeights(loaded, new double[] {Math.nextUp(0.1f), 0.5}))
                .isEmpty();
    }

    @Test
    void ofLossesAllOfWhichAreFloats() {
        assertThat(KeptPrecision.ofLosses(trace(8, 1.0))).contains(Precision.FLOAT);
        assertThat(KeptPrecision.ofLosses(trace(7, 1.0))).as("too few").isEmpty();
        assertThat(KeptPrecision.ofLosses(trace(16, 0.0)))
                .as("one loss again and again")
                .isEmpty();
        Trace trace = trace(8, 1.0);
        assertThat(KeptPrecision.ofLosses(new Trace(1, trace.candidateLoss(), trace.candidateLoss(), new double[8])))
                .as("the right losses are floats too")
                .isEmpty();
        trace.candidateLoss()[5] = 0.1;
        assertThat(KeptPrecision.ofLosses(trace)).as("one is none").isEmpty();
    }

    private static Trace trace(int steps, double slope) {
        double[] right = new double[steps];
        double[] floats = new double[steps];
        Arrays.setAll(right, step -> 0.1 + slope * step);
        Arrays.setAll(floats, step -> (float) right[step]);
        return new Trace(1, right, floats, new double[steps]);
    }

    @Test
    void whatAPersonIsTold() {
        Finding wrong = new Finding(Rung.LOCKED, false, 2.0, 3, 1, "new weight[0][0]", 1.5, 2.5, "");
        Finding early = new Finding(Rung.WEIGHTS, false, 2.0, -1, 1, "weight[0][0]", 1.5, 2.5, "");
        Finding gone = Finding.failed(Rung.FREE, 2, new EngineFailure("gone"));
        String found =
                "the candidate keeps its numbers in float: add `precision: float` to the config, or --precision float";
        String fault = "; beyond what that rounds there is a fault too, at rung ";

        assertThat(told(Verdict.Kind.CHAOTIC, wrong)).isEqualTo(found + "; so judged, it is right (chaotic)");
        assertThat(told(Verdict.Kind.DISAGREE, wrong))
                .isEqualTo(found + fault + "locked, step 3: new weight[0][0] is 2.5 instead of 1.5");
        assertThat(told(Verdict.Kind.DISAGREE, early))
                .isEqualTo(found + fault + "weights: weight[0][0] is 2.5 instead of 1.5");
        assertThat(told(Verdict.Kind.DISAGREE, gone)).isEqualTo(found);
    }

    private static String told(Verdict.Kind kind, Finding decisive) {
        return KeptPrecision.sentence(Precision.FLOAT, new Verdict(kind, decisive, List.of(decisive), 9));
    }
}
