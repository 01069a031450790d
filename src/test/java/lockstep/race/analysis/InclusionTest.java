package lockstep.race.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.optim.OptimizerKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without it a new optimizer could lose to one that it contains, and nobody would be told that its search was too small. */
class InclusionTest {

    /** A race knows optimizers by their keys alone, so that no compiler can miss one. */
    @ParameterizedTest
    @EnumSource
    void everyKindSaysWhatItContains(OptimizerKind kind) {
        assertThat(Inclusion.CONTAINED)
                .as("the kinds in Inclusion.java, one line each")
                .containsKey(kind.key());
    }
}
