package lockstep.race.analysis;

import static lockstep.race.RaceJobs.FAILED;
import static lockstep.race.RaceJobs.race;
import static lockstep.race.RaceJobs.results;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.optim.Sgd;
import lockstep.race.ranking.Race;
import lockstep.statistics.PerformanceProfile.Point;
import org.junit.jupiter.api.Test;

/** Without it a profile over several configs could count an optimizer that was not in all of them, or mix up whose curve is whose. */
class ProfileTest {

    /** By hand: 10 against 30, then 40 against 20; the third took part in the first race only. */
    @Test
    void isOfThoseThatTookPartInAllRaces() {
        Race first = race(
                results("a", new Sgd(0.5), 10, 10),
                results("absent", new Sgd(0.5), 1, 1),
                results("b", new Sgd(0.5), 30, 30));
        Race second = race(results("b", new Sgd(0.5), 20, 20), results("a", new Sgd(0.5), 40, 40));

        Profile profile = Profile.of(List.of(first, second));

        assertThat(profile.optimizers()).containsExactly("a", "b");
        assertThat(profile.configs()).isEqualTo(2);
        assertThat(profile.curves().get(0).points()).containsExactly(new Point(1, 0.5), new Point(2, 1));
        assertThat(profile.curves().get(1).points()).containsExactly(new Point(1, 0.5), new Point(3, 1));
    }

    @Test
    void thereIsNoneOfRacesWithNobodyInCommon() {
        Race first = race(results("a", new Sgd(0.5), 10));
        Race second = race(results("b", new Sgd(0.5), FAILED));

        assertThat(Profile.of(List.of(first, second))).isEqualTo(new Profile(List.of(), 2, List.of()));
    }
}
