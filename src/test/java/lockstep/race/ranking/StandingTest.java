package lockstep.race.ranking;

import static lockstep.race.RaceJobs.FAILED;
import static lockstep.race.RaceJobs.race;
import static lockstep.race.RaceJobs.results;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.optim.Sgd;
import lockstep.race.analysis.Remark;
import lockstep.race.analysis.Replication;
import lockstep.race.job.Outcome;
import org.junit.jupiter.api.Test;

/** Without it the table could have another order than the ranking, and files other words than those that others read. */
class StandingTest {

    @Test
    void theBestFirstAndEqualsInTheirOrder() {
        Race race = race(
                results("never", new Sgd(0.1), FAILED, FAILED),
                results("slow", new Sgd(0.2), 30, 30),
                results("one", new Sgd(0.3), 10, 20),
                results("other", new Sgd(0.4), 20, 10));
        List<Standing> standings = race.summaries().stream()
                .map(summary -> new Standing(summary, "sgd", "", race.ranking().place(summary.optimizer()), "agree"))
                .toList();

        assertThat(Standing.ranked(standings).stream().map(Standing::optimizer))
                .containsExactly("one", "other", "slow", "never");
        assertThat(standings.stream().map(Standing::reached)).containsExactly(false, true, true, true);
        assertThat(standings.stream().map(standing -> standing.place().optimizer()))
                .containsExactly("never", "slow", "one", "other");
    }

    @Test
    void theWordsInFiles() {
        assertThat(List.of(
                        new Outcome.Converged(1).key(),
                        new Outcome.OutOfBudget(1).key(),
                        new Outcome.Diverged(1).key()))
                .containsExactly("converged", "out_of_budget", "diverged");
        assertThat(Remark.Topic.MEAN_MISLEADS.key()).isEqualTo("mean_misleads");
        assertThat(Replication.Quantity.EPOCHS_WITH_RESTARTS.key()).isEqualTo("epochs_with_restarts");
        assertThat(Replication.Verdict.TOO_FEW_TRIALS.key()).isEqualTo("too few trials");
    }
}
