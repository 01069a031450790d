package lockstep.upkeep;

import static lockstep.work.Progress.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.optim.OptimizerKind;
import lockstep.parity.ParityCheck;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Without it, that ten thousand random configs agree could mean that the judge does not look: here one side has a fault, and no
 * config that can see it may agree or be put down to chaos.
 */
class FaultsOnRandomRunsTest {

    private static final int STEPS = 12;

    /** So rarely is a fault to be seen at all, on random runs of the optimizers that can have it. */
    private static final int MOST_DRAWS = 600;

    private static final ParityCheck CHECK = new ParityCheck(new Tolerance(1e-12, 1e-9), STEPS);

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultOfOurSideIsNeverAgreement(Fault fault) {
        check(fault, 3);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultOfOurSideIsNeverAgreementOnManyRuns(Fault fault) {
        check(fault, 60);
    }

    private static void check(Fault fault, int count) {
        List<OptimizerKind> kinds = OptimizerKind.ALL.stream()
                .filter(kind ->
                        fault.optimizers().isEmpty() || fault.optimizers().contains(kind.key()))
                .toList();
        RandomRuns random = new RandomRuns(kinds, ControlNetwork::new, STEPS);
        List<Run> seeing = new ArrayList<>();
        for (int seed = 0; seeing.size() < count && seed < count * MOST_DRAWS; seed++) {
            Run run = random.of(seed);
            if (fault.appliesTo(run) && canSee(run, fault)) {
                seeing.add(run);
            }
        }
        assertThat(seeing).as("runs that can see " + fault).hasSize(count);
        List<String> unnoticed = new ArrayList<>();
        for (Run run : seeing) {
            Verdict verdict = CHECK.judge(run, net -> new FaultyNetwork(net, Faults.of(fault)), Dl4jNetwork::new, NONE)
                    .verdict();
            if (verdict.kind() != Verdict.Kind.DISAGREE) {
                unnoticed.add(run.label() + " " + verdict);
            }
        }
        assertThat(unnoticed).as("of " + kinds + ", with " + fault).isEmpty();
    }

    /** By the scalar network alone: the fault changes what one step makes of the same weights. */
    private static boolean canSee(Run run, Fault fault) {
        return Difference.canTell(run, ControlNetwork::new, net -> new FaultyNetwork(net, Faults.of(fault)), STEPS);
    }
}
