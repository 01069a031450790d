package lockstep.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import lockstep.diagnosis.Starts.End;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.Sgd;
import lockstep.scalar.ScalarNetwork;
import lockstep.words.StartsWords;
import org.junit.jupiter.api.Test;

/** Without it a person whose right program does not learn would be told that it is right, and not what helps. */
class StartsTest {

    private static final double[][] XOR = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final double[][] DIFFERENT = {{0}, {1}, {1}, {0}};
    private static final Init DRAWN = new Init.Uniform(-1, 1);

    /** ReLUs that are off on every example. */
    private static final Init OFF =
            new Init.Values(new double[][] {{-.7, -.3, -.5, -.2}, {-.4, -.6, -.3, -.1}, {-.1, -.2, -.1, -.3}});

    @Test
    void aRateThatIsTooHigh() {
        Starts starts = starts(xor(4, Activation.TANH, DRAWN, 30.0, 1));

        assertThat(starts.asIs().learned()).isLessThan(10);
        assertThat(starts.best().learned()).isGreaterThan(80);
        assertThat(starts.best().rate()).isLessThan(30.0);
        assertThat(words(starts)).contains("0 of 100 starts get to a loss of 0.0125", ", 98 at 0.3;");
    }

    @Test
    void aRateThatIsTooLow() {
        Starts starts = starts(xor(4, Activation.TANH, DRAWN, 0.001, 1));

        assertThat(starts.asIs().learned()).isZero();
        assertThat(starts.best().learned()).isGreaterThan(80);
        assertThat(starts.best().rate()).isGreaterThan(0.001);
        assertThat(words(starts)).contains("0 of 100 starts get to a loss of 0.0125", ", 97 at 0.1;");
    }

    @Test
    void aStartThatIsStuckWhereMostAreNot() {
        Run stuck = null;
        for (long seed = 0; stuck == null; seed++) {
            Run run = xor(2, Activation.SIGMOID, DRAWN, 0.5, seed);
            if (starts(run).thisStart() != End.LEARNED) {
                stuck = run;
            }
        }
        Starts starts = starts(stuck);

        assertThat(starts.asIs().learned()).isGreaterThan(60);
        assertThat(words(starts)).contains("75 of 100 starts get to", "Another seed helps, then.");
    }

    @Test
    void reluThatIsDeadAtTheStart() {
        Starts starts = starts(xor(4, Activation.RELU, OFF, 0.3, 1));

        assertThat(starts.thisStart()).isEqualTo(End.CUT);
        assertThat(starts.asIs().learned()).isGreaterThan(50);
        assertThat(words(starts)).contains("68 of 100 starts get to", "Another seed helps, then.");
    }

    /** Square metres and rooms; the price is dearer than the middle, or not. */
    @Test
    void inputsOfThousands() {
        double[][] houses = {{2104, 3}, {1600, 3}, {2400, 3}, {1416, 2}, {3000, 4}, {1985, 4}};
        double[][] dear = {{1}, {0}, {1}, {0}, {1}, {0}};
        Starts starts = starts(run(3, Activation.SIGMOID, DRAWN, 0.5, 1, Examples.of(houses, dear)));

        assertThat(starts.asIs().learned()).isZero();
        assertThat(starts.asIs().count(End.CUT)).isGreaterThan(90);
        assertThat(starts.scaled())
                .hasValueSatisfying(scaled -> assertThat(scaled.learned()).isGreaterThan(90));
        assertThat(starts.largestInput()).isEqualTo(3000.0);
        assertThat(words(starts)).contains("0 of 100", ", 100 with inputs scaled to mean 0 and deviation 1");
    }

    /** The same houses with their prices, on a line: the rate has to be below 2 / the mean of |x|^2, some 1e-7. */
    @Test
    void numbersThatOverflowAreToldTheRateThatKeepsThem() {
        double[][] houses = {{2104, 3}, {1600, 3}, {2400, 3}, {1416, 2}, {3000, 4}, {1985, 4}};
        double[][] prices = {{4}, {3.3}, {3.7}, {2.3}, {5.4}, {3}};
        Starts starts = starts(line(0.01, Examples.of(houses, prices)));

        assertThat(starts.thisStart()).isEqualTo(End.OVERFLOWED);
        assertThat(starts.finiteRate())
                .hasValueSatisfying(rate -> assertThat(rate).isBetween(1e-8, 2e-7));
        assertThat(words(starts))
                .contains(
                        "Inputs of up to 3000 make the numbers overflow at this rate; from this start they stay finite"
                                + " at 1.00e-7.");
    }

    /** A sigmoid gives no 2. */
    @Test
    void targetsOutOfReachAreSaid() {
        Run run = run(2, Activation.SIGMOID, DRAWN, 0.5, 1, Examples.of(XOR, new double[][] {{0}, {2}, {2}, {0}}));

        assertThat(starts(run).targetsOutOfReach()).isTrue();
        assertThat(starts(xor(2, Activation.SIGMOID, DRAWN, 0.5, 1)).targetsOutOfReach())
                .isFalse();
    }

    /** All five are right programs: their losses have no fault. */
    private static Starts starts(Run run) {
        double[] losses = new Course(run, 30).losses(new ScalarNetwork(run.network()), 30);
        assertThat(Diagnosis.of(run, ObservedLosses.exact(losses), 2)).isInstanceOf(Diagnosis.Agrees.class);
        return Starts.of(run, ScalarNetwork::new, Optional.empty(), Optional.empty(), 30, 2)
                .orElseThrow();
    }

    private static String words(Starts starts) {
        return String.join(" ", StartsWords.lines(starts));
    }

    private static Run line(double rate, Examples examples) {
        List<LayerSpec> layers = List.of(new LayerSpec(1, Activation.IDENTITY, true, DRAWN));
        NetworkSpec network = new NetworkSpec(2, layers, Loss.MEAN_SQUARED_ERROR, Reduction.MEAN, new Sgd(rate));
        return new Run("sgd", network, examples, 1, false, 1);
    }

    private static Run xor(int units, Activation hidden, Init init, double rate, long seed) {
        return run(units, hidden, init, rate, seed, Examples.of(XOR, DIFFERENT));
    }

    private static Run run(int units, Activation hidden, Init init, double rate, long seed, Examples examples) {
        List<LayerSpec> layers =
                List.of(new LayerSpec(units, hidden, true, init), new LayerSpec(1, Activation.SIGMOID, true, DRAWN));
        NetworkSpec network = new NetworkSpec(2, layers, Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(rate));
        return new Run("sgd", network, examples, 1, false, seed);
    }
}
