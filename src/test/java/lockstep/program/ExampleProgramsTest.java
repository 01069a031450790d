package lockstep.program;

import static lockstep.program.ExamplePrograms.judge;
import static lockstep.program.ExamplePrograms.program;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.diagnosis.Diagnosis;
import lockstep.fault.Faults;
import lockstep.model.Activation;
import lockstep.model.Clipping;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.Penalty;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.optim.Adadelta;
import lockstep.optim.Adam;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it the programs that users copy from could be wrong, or faults in them go unnoticed. */
class ExampleProgramsTest {

    private static final int STEPS = 30;

    static Stream<Run> runs() {
        List<Run> runs = new ArrayList<>();
        runs.add(ExamplePrograms.dense(new Sgd(0.3), Reduction.MEAN));
        runs.add(ExamplePrograms.dense(new BpnnMomentum(0.2, 0.1), Reduction.SUM));
        runs.add(ExamplePrograms.DENSE);
        Init init = new Init.Uniform(-0.8, 0.8);
        runs.add(ExamplePrograms.run(
                List.of(
                        new LayerSpec(2, Activation.SIGMOID, false, init),
                        new LayerSpec(3, Activation.TANH, true, init),
                        new LayerSpec(2, Activation.IDENTITY, false, init),
                        new LayerSpec(1, Activation.SIGMOID, true, init)),
                new Momentum(0.2, 0.8),
                Reduction.SUM,
                3));
        runs.add(ExamplePrograms.run(
                List.of(new LayerSpec(1, Activation.IDENTITY, false, init)), new Sgd(0.1), Reduction.MEAN, 1));
        return runs.stream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void thePythonExampleAgrees(Run run) {
        assertAgrees(judge(run, STEPS, ExamplePrograms.python()));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void theJavaScriptExampleAgrees(Run run) {
        assumeTrue(ExamplePrograms.isThere("node"), "node is not installed: its example is not tested here");
        assertAgrees(judge(run, STEPS, program("node " + ExamplePrograms.JAVASCRIPT)));
    }

    /** What an example cannot do, it says; it would be taken for faulty otherwise. */
    @Test
    void anExampleRefusesWhatItDoesNotKnow() {
        LayerSpec plain = new LayerSpec(2, Activation.TANH, true, new Init.Uniform(-1, 1));
        Optimizer sgd = new Sgd(0.1);
        Run relu = ExamplePrograms.run(
                List.of(new LayerSpec(2, Activation.RELU, true, plain.init())), sgd, Reduction.MEAN, 1);
        Run adam = ExamplePrograms.dense(new Adam(0.1), Reduction.MEAN);
        Run penalty = ExamplePrograms.run(
                List.of(plain.withPenalties(new Penalty(0, 0.1, 0), Penalty.NONE)), sgd, Reduction.MEAN, 1);
        Run adadelta = ExamplePrograms.dense(new Adadelta(), Reduction.MEAN);
        Run clipping = ExamplePrograms.run(
                List.of(plain.withClipping(Clipping.of(Clipping.Mode.RENORMALIZE_L2_PER_LAYER))),
                sgd,
                Reduction.MEAN,
                1);
        Run hinge = ExamplePrograms.run(List.of(plain), Loss.HINGE, sgd, Reduction.MEAN, 1);
        Run schedule = scheduled(ExamplePrograms.dense(sgd, Reduction.MEAN));
        List<Program> examples = ExamplePrograms.isThere("node")
                ? List.of(ExamplePrograms.python(), program("node " + ExamplePrograms.JAVASCRIPT))
                : List.of(ExamplePrograms.python());
        for (Program example : examples) {
            assertThat(refusal(relu, example)).isEqualTo("the program answered with an error: no relu here");
            assertThat(refusal(adam, example)).isEqualTo("the program answered with an error: no adam here");
            assertThat(refusal(adadelta, example)).isEqualTo("the program answered with an error: no adadelta here");
            assertThat(refusal(hinge, example)).isEqualTo("the program answered with an error: no hinge here");
            assertThat(refusal(clipping, example)).isEqualTo("the program answered with an error: no clipping here");
            assertThat(refusal(penalty, example)).isEqualTo("the program answered with an error: no l2 here");
            assertThat(refusal(schedule, example)).isEqualTo("the program answered with an error: no schedule here");
        }
    }

    private static String refusal(Run run, Program program) {
        return judge(run, 1, program).verdict().decisive().note();
    }

    private static Run scheduled(Run run) {
        var network = run.network().withSchedule(new Schedule.Exponential(0.9, Schedule.By.STEP), 3);
        return new Run(run.label(), network, run.examples(), run.batchSize(), run.shuffle(), run.seed());
    }

    /** To 1e-12, each number of each step, of the free run too; everything but the rule by itself is judged. */
    private static void assertAgrees(Parity parity) {
        Verdict verdict = parity.verdict();
        assertThat(verdict.kind()).as(verdict.toString()).isEqualTo(Verdict.Kind.AGREE);
        assertThat(verdict.findings())
                .filteredOn(finding -> finding.rung() != Rung.RULE)
                .allSatisfy(finding -> {
                    assertThat(finding.judged()).isTrue();
                    assertThat(finding.note()).isEmpty();
                });
        assertThat(parity.trace().steps()).isEqualTo(STEPS);
    }

    @ParameterizedTest
    @EnumSource
    void aFaultInTheExampleIsFound(FaultyExample change, @TempDir Path folder) {
        Program wrong = ExamplePrograms.program(change.written(folder));
        Verdict verdict = judge(ExamplePrograms.DENSE, 5, wrong).verdict();

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.DISAGREE);
        Finding finding = verdict.decisive();
        assertThat(finding.failed()).as(finding.note()).isFalse();
        assertThat(finding.rung()).isEqualTo(change.rung());
        assertThat(finding.step()).isEqualTo(change.step());
        assertThat(finding.quantity()).matches(change.quantity());
    }

    @ParameterizedTest
    @EnumSource
    void aFaultInTheExampleIsNamed(FaultyExample change, @TempDir Path folder) {
        Program wrong = ExamplePrograms.program(change.written(folder));
        try (ProgramEngine engine = wrong.of(ExamplePrograms.DENSE.network())) {
            Diagnosis diagnosis = Diagnosis.of(ExamplePrograms.DENSE, Faults.NONE, engine, 2);
            assertThat(diagnosis)
                    .isInstanceOfSatisfying(
                            Diagnosis.Explained.class,
                            explained ->
                                    assertThat(explained.likeliest().list()).containsExactly(change.fault()));
        }
    }

    @Test
    void singlePrecisionIsFoundInTheWeights(@TempDir Path folder) {
        Program wrong = ExamplePrograms.changedPython(
                folder,
                "self.weights = weights  #",
                "import array; self.weights = [[list(array.array('f', r)) for r in l] for l in weights]  #");
        Finding finding = judge(ExamplePrograms.DENSE, 5, wrong).verdict().decisive();
        assertThat(finding.rung()).isEqualTo(Rung.WEIGHTS);
        assertThat(finding.quantity()).matches("(weight|bias).*");
    }

    @Test
    void aGradientThatIsWrongIsSaidToBeTheProgramsOwn(@TempDir Path folder) {
        Program wrong = ExamplePrograms.changedPython(folder, "row[j] += v * d", "row[j] = v * d");
        Finding finding = judge(ExamplePrograms.DENSE, 1, wrong).verdict().at(Rung.GRADIENT);
        assertThat(finding.note())
                .contains("the scalar network's is the derivative of the loss")
                .contains("candidate's is not");
    }
}
