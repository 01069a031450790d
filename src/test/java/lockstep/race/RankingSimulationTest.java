package lockstep.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lockstep.model.PythonRandom;
import lockstep.statistics.StartCosts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a race between equals could name a winner, and another set of seeds would name another. */
class RankingSimulationTest {

    /** What one optimizer's starts are like. Successes cost {@code exp(spread * normal)}, scaled so that the ERT is as given. */
    private record Kind(double success, double spread, double budget) {

        /** The start number s has some luck of its own seed in it, which all optimizers share, and some of its own. */
        StartCosts draw(double ert, double[] seedLuck, double shared, PythonRandom random) {
            // ert = mean of successes + budget (1 - success) / success
            double mean = ert - budget * (1.0 - success) / success;
            double[] epochs = new double[seedLuck.length];
            double[] reached = new double[seedLuck.length];
            for (int s = 0; s < epochs.length; s++) {
                double own = random.normal(0.0, 1.0);
                double luck = Math.sqrt(shared) * seedLuck[s] + Math.sqrt(1.0 - shared) * own;
                boolean success = random.random() < this.success;
                double cost = mean * StrictMath.exp(spread * luck - 0.5 * spread * spread);
                epochs[s] = success ? Math.ceil(cost) : budget;
                reached[s] = success ? 1.0 : 0.0;
            }
            return new StartCosts(epochs, reached);
        }
    }

    private enum Field {
        ALIKE(150, 0.0, new Kind(1.0, 0.5, 2000)),
        SHARED_LUCK(150, 0.5, new Kind(1.0, 0.5, 2000)),
        HEAVY_TAILS(150, 0.0, new Kind(1.0, 1.2, 20000)),
        TIES(3, 0.0, new Kind(1.0, 0.3, 20)),
        HALF_FAIL(1300, 0.0, new Kind(0.5, 0.4, 1000)),
        FEW_SUCCEED(14000, 0.0, new Kind(0.13, 0.4, 2000)),
        SURE_AND_RISKY(250, 0.0, new Kind(1.0, 0.3, 500), new Kind(0.8, 0.4, 500)),
        SURE_AND_RARELY_FAILING(150, 0.0, new Kind(1.0, 0.3, 1000), new Kind(0.94, 0.4, 1000)),
        STEADY_AND_WILD(150, 0.0, new Kind(1.0, 0.3, 2000), new Kind(1.0, 0.9, 20000)),
        OFTEN_AND_SELDOM(6000, 0.3, new Kind(0.5, 0.4, 2000), new Kind(0.3, 0.4, 2000));

        final double ert;
        final double shared;
        final Kind[] kinds;

        Field(double ert, double shared, Kind... kinds) {
            this.ert = ert;
            this.shared = shared;
            this.kinds = kinds;
        }

        /** @param faster by how much the first optimizer is faster than the others, which are equal: 1 is not at all */
        Ranking race(int optimizers, int starts, double faster, PythonRandom random) {
            double[] luck = new double[starts];
            for (int s = 0; s < starts; s++) {
                luck[s] = random.normal(0.0, 1.0);
            }
            List<String> labels = new ArrayList<>();
            List<StartCosts> costs = new ArrayList<>();
            for (int o = 0; o < optimizers; o++) {
                labels.add("o" + o);
                costs.add(kinds[o % kinds.length].draw(o == 0 ? ert / faster : ert, luck, shared, random));
            }
            return Ranking.of(labels, costs);
        }
    }

    @Test
    void print() {
        for (Field f : Field.values()) {
            for (int n : new int[] {5, 10, 20, 50, 100, 200})
            for (int k : new int[] {2, 4, 12}) {
                if (n != 100 && k == 12) continue;
                long t0 = System.nanoTime();
                int named = 0, any = 0, R = Integer.getInteger("R", 300);
                PythonRandom random = new PythonRandom(7);
                for (int r = 0; r < R; r++) {
                    Ranking x = f.race(k, n, 1.0, random);
                    named += x.first().filter(p -> !p.shared()).isPresent() ? 1 : 0;
                    any += x.pairs().stream().anyMatch(ErtPair::parted) ? 1 : 0;
                }
                int won = 0, right = 0;
                if (n == 100 && f.ordinal() < 4)
                for (int r = 0; r < R; r++) {
                    Ranking x = f.race(k, n, 1.3, random);
                    won += x.first().filter(p -> !p.shared()).isPresent() ? 1 : 0;
                    right += x.first().filter(p -> !p.shared() && p.optimizer().equals("o0")).isPresent() ? 1 : 0;
                }
                System.out.printf("%-24s n=%3d k=%2d named %.3f anyparted %.3f | 30%% named %.3f right %.3f  %.1f ms%n", f, n, k, named/(double)R, any/(double)R, won/(double)R, right/(double)R, (System.nanoTime()-t0)/1e6/R);
            }
        }
    }
}
