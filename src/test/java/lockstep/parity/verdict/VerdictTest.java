package lockstep.parity.verdict;

import static lockstep.parity.verdict.Verdict.Kind.AGREE;
import static lockstep.parity.verdict.Verdict.Kind.CHAOTIC;
import static lockstep.parity.verdict.Verdict.Kind.DISAGREE;
import static lockstep.parity.verdict.Verdict.Kind.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.model.EngineFailure;
import lockstep.model.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a precision too coarse to show any fault could pass for agreement. */
class VerdictTest {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    /** What was allowed, over what it was allowed of: by hand. */
    @Test
    void theSmallestShareThatIsNotAllowed() {
        double[] allowed = {0.5, 0.25, 0.25};
        double[] numbers = {-2.0, 2.0, 0.0};
        assertThat(Sharpness.sharper(NAN, allowed, numbers)).isEqualTo(0.125);
        assertThat(Sharpness.sharper(0.5, allowed, numbers)).isEqualTo(0.125);
        assertThat(Sharpness.sharper(0.0625, allowed, numbers)).isEqualTo(0.0625);
        assertThat(Sharpness.sharper(NAN, allowed, new double[3])).isEqualTo(INF);
    }

    @Test
    void theSharperOfTwoRungs() {
        Sharpness a = new Sharpness(NAN, 0.2, 0.3);
        Sharpness b = new Sharpness(0.1, NAN, 0.2);
        assertThat(Sharpness.sharpest(a, b)).isEqualTo(new Sharpness(0.1, 0.2, 0.2));
        assertThat(Sharpness.sharpest(b, a)).isEqualTo(new Sharpness(0.1, 0.2, 0.2));
        assertThat(verdict(AGREE, finding(Rung.LOCKED, a), finding(Rung.FREE, b))
                        .sharpness())
                .isEqualTo(new Sharpness(0.1, 0.2, 0.2));
    }

    /** From 1 on a gradient, or an update, that is missing altogether is within what is allowed; infinite it is where there was none. */
    @ParameterizedTest
    @CsvSource({
        "FLOAT, AGREE, 0.5, 1.0, UNDECIDED, gradients",
        "FLOAT, CHAOTIC, 2.0, 0.5, UNDECIDED, updates",
        "FLOAT, AGREE, 0.99, 0.99, AGREE, ",
        "FLOAT, AGREE, Infinity, Infinity, AGREE, ",
        "FLOAT, AGREE, NaN, NaN, AGREE, ",
        "FLOAT, DISAGREE, 2.0, 2.0, DISAGREE, ",
        "FLOAT, UNDECIDED, 2.0, 2.0, UNDECIDED, ",
        "DOUBLE, AGREE, 2.0, 2.0, AGREE, ",
    })
    void whatRoundingWouldHaveHiddenIsNotDecided(
            Precision precision, Verdict.Kind kind, double rate, double gradient, Verdict.Kind seen, String hidden) {
        Verdict verdict = verdict(kind, finding(Rung.LOCKED, new Sharpness(rate, gradient, NAN)));

        Verdict judged = verdict.seenIn(precision);

        assertThat(judged.kind()).isEqualTo(seen);
        if (hidden == null) {
            assertThat(judged).isSameAs(verdict);
        } else {
            assertThat(judged.decisive().note())
                    .isEqualTo("in float, rounding would have hidden any fault of this run's " + hidden);
        }
    }

    @Test
    void aNoteIsOnWhatDecided() {
        Finding free = finding(Rung.FREE, Sharpness.NONE);
        Finding locked = finding(Rung.LOCKED, Sharpness.NONE);
        Verdict noted = new Verdict(CHAOTIC, free, List.of(locked, free), 9, 5).withNote("why");

        assertThat(noted.at(Rung.FREE).note()).isEqualTo("why");
        assertThat(noted.at(Rung.LOCKED).note()).isEmpty();
        assertThat(noted.at(Rung.RULE).judged()).isFalse();
        assertThat(noted.at(Rung.RULE).note()).isEqualTo("not climbed");
        assertThat(noted.decisive()).isEqualTo(noted.at(Rung.FREE));
        assertThat(noted.judgedToTheLast()).isFalse();
        assertThat(noted.word()).isEqualTo("chaotic");
    }

    /** Seven steps in epochs of three: the last is not finished. */
    @Test
    void lossesAreAddedUpByEpochs() {
        double[] losses = {1, 2, 4, 8, 16, 32, 64};
        Trace trace = new Trace(3, losses, losses, losses);

        assertThat(trace.epochs()).isEqualTo(2);
        assertThat(trace.sum(losses, 0)).isEqualTo(7.0);
        assertThat(trace.sum(losses, 1)).isEqualTo(56.0);
    }

    @Test
    void aRulingIsOnOneOptimizer() {
        Verdict verdict = verdict(DISAGREE, Finding.failed(Rung.RULE, 3, new EngineFailure("gone")));
        Ruling ruling = new Ruling("mine", "adam", "ours", verdict, AGREE, Ruling.AsExpected.NO);

        assertThat(verdict.word()).isEqualTo("no answer");
        assertThat(verdict.judgedToTheLast()).isTrue();
        assertThat(ruling.isUnexpected()).isTrue();
        assertThat(ruling.isOurs()).isTrue();
        assertThat(ruling.is(DISAGREE)).isTrue();
        assertThat(ruling.is(UNDECIDED)).isFalse();
        Ruling excused = new Ruling("mine", "adam", "Adam", verdict, AGREE, Ruling.AsExpected.EXCUSED);
        assertThat(excused.isUnexpected()).isFalse();
        assertThat(excused.isOurs()).isFalse();
        assertThat(excused.asExpected().key()).isEqualTo("excused");
        assertThat(Rung.LOCKED.key()).isEqualTo("locked");
    }

    private static Verdict verdict(Verdict.Kind kind, Finding... findings) {
        return new Verdict(kind, findings[0], List.of(findings), 9);
    }

    private static Finding finding(Rung rung, Sharpness sharpness) {
        return new Finding(rung, true, 0.5, 1, 0, "loss", 1.0, 1.0, "").with(0, sharpness);
    }
}
