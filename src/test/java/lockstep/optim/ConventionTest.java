package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Without it a config could name a library and get another's rule; session.ConventionTest holds the rules to the libraries' sources. */
class ConventionTest {

    @Test
    void aLibraryByItsName() {
        assertThat(Convention.named("pytorch")).contains(Convention.PYTORCH);
        assertThat(Convention.named("sklearn").map(Convention::library)).contains("scikit-learn");
        assertThat(Convention.named("PyTorch")).isEmpty();
    }

    /** PyTorch's optimizers take {@code weight_decay} and report the criterion alone; Keras adds a regularizer's loss. */
    @Test
    void whoseLossHasThePenalties() {
        assertThat(Convention.PYTORCH.penaltyInLoss()).isFalse();
        assertThat(Convention.KERAS.penaltyInLoss()).isTrue();
    }

    /** Lines of conventions.txt. */
    @Test
    void whoWritesAnOptimizerSo() {
        assertThat(Convention.with(OptimizerKind.ADAMAX, List.of("epsilon_after_maximum")))
                .containsExactly(Convention.KERAS, Convention.TFJS);
        assertThat(Convention.with(OptimizerKind.ADAGRAD, List.of("epsilon_inside_root", "squares_start_at_tenth")))
                .contains(Convention.KERAS, Convention.TFJS, Convention.OPTAX)
                .doesNotContain(Convention.PYTORCH, Convention.DL4J);
        assertThat(Convention.with(OptimizerKind.RPROP, List.of()))
                .as("another rule, which no entries make")
                .doesNotContain(Convention.PYTORCH);
        assertThat(Convention.meant())
                .isSorted()
                .doesNotHaveDuplicates()
                .contains("first_gradient_whole", "rate_outside_velocity", "epsilon_after_maximum");
    }
}
