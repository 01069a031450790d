package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lockstep.diagnosis.Course;
import lockstep.diagnosis.Diagnosis;
import lockstep.diagnosis.ObservedLosses;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.Activation;
import lockstep.model.Engines;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.Adam;
import lockstep.optim.Momentum;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.scalar.ScalarNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a right program in single precision could be called wrong, or its rounding hide a fault. */
class PrecisionTest {

    private static final int STEPS = 60;

    private static final Run MOMENTUM = run(new Momentum(0.1, 0.9));

    @Test
    void aRightProgramAgrees() {
        for (Optimizer optimizer : List.of(new Sgd(0.5), new Momentum(0.1, 0.9), new Adam(0.01))) {
            Verdict verdict = judge(run(optimizer), Precision.FLOAT, healthy(Precision.FLOAT));
            assertThat(verdict.kind()).isEqualTo(Verdict.Kind.AGREE);
            assertThat(verdict.at(Rung.LOCKED).share()).isLessThan(1.0 / 3.0);
            assertThat(verdict.sharpness().rate()).isBetween(1e-8, 1e-5);
            assertThat(verdict.decisive().note()).as("it was told so").isEmpty();
        }
    }

    /** Faults of the catalogue, on a run that shows most of them: single precision is not to hide more than one in twenty. */
    @Test
    void faultsShowAsTheyDoInDoubles() {
        List<Fault> hidden = new ArrayList<>();
        int shown = 0;
        for (Fault fault : Fault.values()) {
            if (!fault.appliesTo(MOMENTUM) || !fault.appliesTo(MOMENTUM.in(Precision.FLOAT))) {
                continue;
            }
            Engines faulty = spec -> new FaultyNetwork(spec, Faults.of(fault));
            if (judge(MOMENTUM, Precision.DOUBLE, faulty).kind() != Verdict.Kind.DISAGREE) {
                continue;
            }
            shown++;
            Verdict verdict =
                    judge(MOMENTUM, Precision.FLOAT, spec -> new Rounded(faulty.of(spec), spec, Precision.FLOAT));
            if (verdict.kind() != Verdict.Kind.DISAGREE || verdict.decisive().step() > 3) {
                hidden.add(fault);
            }
        }
        assertThat(shown).isGreaterThan(25);
        assertThat(hidden).hasSizeLessThanOrEqualTo(shown / 20);
    }

    /** A candidate that runs in single precision is asked for its losses, and the fault behind them is named. */
    @Test
    void faultsAreNamed() {
        Run run = MOMENTUM.in(Precision.FLOAT);
        List<Fault> unnamed = new ArrayList<>();
        int shown = 0;
        for (Fault fault : Fault.values()) {
            if (!fault.appliesTo(run)
                    || fault == Fault.SINGLE_PRECISION_WEIGHTS
                    || judge(MOMENTUM, Precision.DOUBLE, spec -> new FaultyNetwork(spec, Faults.of(fault)))
                                    .kind()
                            != Verdict.Kind.DISAGREE) {
                continue;
            }
            shown++;
            Faults inFloats = Faults.of(fault, Fault.SINGLE_PRECISION_WEIGHTS);
            double[] losses = new Course(run, Diagnosis.STEPS)
                    .losses(new FaultyNetwork(run.network(), inFloats), Diagnosis.STEPS);
            Precision.FLOAT.round(losses);
            Diagnosis diagnosis = Diagnosis.of(run, ObservedLosses.exact(losses, Precision.FLOAT), 2, 1);
            if (!(diagnosis instanceof Diagnosis.Explained explained)
                    || explained.causes().stream()
                            .noneMatch(cause -> cause.all().contains(Faults.of(fault)))) {
                unnamed.add(fault);
            }
        }
        assertThat(shown).isGreaterThan(90);
        assertThat(unnamed).hasSizeLessThanOrEqualTo(shown / 20);
    }

    /** By step 10: the figures that docs/verdict.md gives. */
    @Test
    void aRateOffByAThousandthIsSeen() {
        Verdict verdict = judge(MOMENTUM, Precision.FLOAT, spec -> planted(spec, 1.0 + 1e-3, 1.0));
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.DISAGREE);
        assertThat(verdict.decisive().quantity()).startsWith("new ");
        assertThat(verdict.decisive().step()).isLessThanOrEqualTo(10);
    }

    @Test
    void aGradientOffByATenThousandthIsSeen() {
        Verdict verdict = judge(MOMENTUM, Precision.FLOAT, spec -> planted(spec, 1.0, 1.0 + 1e-4));
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.DISAGREE);
        assertThat(verdict.decisive().quantity()).startsWith("gradient of ");
        assertThat(verdict.decisive().step()).isLessThanOrEqualTo(10);
    }

    /** What a verdict says it could have seen, twice over; and a fault of a tenth of that is not. */
    @ParameterizedTest
    @ValueSource(strings = {"DOUBLE", "FLOAT", "BFLOAT16"})
    void whatCouldHaveBeenSeenIs(Precision precision) {
        double rate = judge(MOMENTUM, precision, healthy(precision)).sharpness().rate();
        assertThat(judge(MOMENTUM, precision, spec -> planted(spec, 1.0 + 2.0 * rate, 1.0))
                        .kind())
                .isEqualTo(Verdict.Kind.DISAGREE);
        if (precision != Precision.DOUBLE) { // there a tenth is less than a rounding
            assertThat(judge(MOMENTUM, precision, spec -> planted(spec, 1.0 + 0.1 * rate, 1.0))
                            .kind())
                    .isNotEqualTo(Verdict.Kind.DISAGREE);
        }
    }

    /** A weight of 0.5 does not move by less than 0.002 in bfloat16. */
    @Test
    void whereRoundingHidesAnythingNothingIsDecided() {
        Verdict verdict = judge(run(new Sgd(1e-6)), Precision.BFLOAT16, healthy(Precision.BFLOAT16));
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.UNDECIDED);
        assertThat(verdict.decisive().note())
                .isEqualTo("in bfloat16, rounding would have hidden any fault of this run's updates");
    }

    @Test
    void floatsUnderDoubleAreToldSo() {
        Verdict verdict = judge(MOMENTUM, Precision.DOUBLE, healthy(Precision.FLOAT));
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.DISAGREE);
        assertThat(verdict.decisive().note())
                .isEqualTo(
                        "the candidate keeps its numbers in float: add `precision: float` to the config, or --precision"
                                + " float; so judged, it is right (agree)");
    }

    @Test
    void aFaultBehindFloatsIsNamedAllTheSame() {
        Verdict verdict = judge(MOMENTUM, Precision.DOUBLE, spec -> planted(spec.in(Precision.FLOAT), 1.001, 1.0));
        assertThat(verdict.decisive().note())
                .startsWith("the candidate keeps its numbers in float: ")
                .contains("; beyond what that rounds there is a fault too, at rung locked, step 0: new ");
    }

    /** A program that tells losses alone: its numbers are short, too many of them for chance. */
    @Test
    void floatLossesUnderDoubleAreToldSo() {
        Verdict verdict =
                judge(MOMENTUM, Precision.DOUBLE, spec -> new Rounded(new ScalarNetwork(spec), spec, Precision.FLOAT) {
                    @Override
                    public boolean can(Ability ability) {
                        return false;
                    }
                });
        assertThat(verdict.decisive().note()).startsWith("the candidate keeps its numbers in float: ");
    }

    private static Verdict judge(Run run, Precision precision, Engines candidate) {
        Run judged = run.in(precision);
        return new ParityCheck(precision.tolerance(), STEPS)
                .judge(judged, ControlNetwork::new, candidate, Progress.NONE)
                .verdict();
    }

    private static Engines healthy(Precision precision) {
        return spec -> new Rounded(new ScalarNetwork(spec), spec, precision);
    }

    /** Every change of a weight, or every gradient, is off by a factor. */
    private static Rounded planted(NetworkSpec spec, double rate, double gradient) {
        DelegatingEngine faulty =
                new Planted(
                        spec,
                        (step, before, after, last) -> {
                            for (int i = 0; i < after.length; i++) {
                                after[i] = before[i] + rate * (after[i] - before[i]);
                            }
                        },
                        false,
                        false) {
                    @Override
                    public void readGradient(double[] into) {
                        super.readGradient(into);
                        for (int i = 0; i < into.length; i++) {
                            into[i] *= gradient;
                        }
                    }
                };
        return new Rounded(faulty, spec, spec.precision());
    }

    /** The network of configs/dense.yaml, on examples of its kind. */
    private static Run run(Optimizer optimizer) {
        PythonRandom random = new PythonRandom(1);
        double[][] inputs = new double[5][3];
        double[][] targets = new double[5][4];
        for (int e = 0; e < 5; e++) {
            for (int i = 0; i < 3; i++) {
                inputs[e][i] = random.uniform(-1.0, 1.0);
            }
            for (int j = 0; j < 4; j++) {
                targets[e][j] = random.uniform(0.0, 1.0);
            }
        }
        Init init = new Init.Uniform(-1.0, 1.0);
        List<LayerSpec> layers = List.of(
                new LayerSpec(4, Activation.TANH, true, init), new LayerSpec(4, Activation.SIGMOID, true, init));
        NetworkSpec network = new NetworkSpec(3, layers, Loss.HALF_SQUARED_ERROR, Reduction.MEAN, optimizer);
        return new Run("float", network, Examples.of(inputs, targets), 2, false, 1);
    }
}
