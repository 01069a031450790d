package lockstep.fault.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import lockstep.fault.Faults;
import lockstep.fault.SmallRuns;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Run;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Test;

/**
 * Without these a right program could be found faulty, because the network that faults are planted into would itself be
 * another one.
 */
class FaultyNetworkTest {

    @Test
    void withoutFaultsItIsTheScalarNetworkBitForBit() {
        for (int number = 0; number < 1000; number++) {
            Run run = SmallRuns.ofEveryKind(number);
            Run.Start start = run.start();
            Engine right = new ScalarNetwork(run.network());
            Engine faulty = new FaultyNetwork(run.network(), Faults.NONE);
            right.loadWeights(start.weights());
            faulty.loadWeights(start.weights());
            Batches batches = start.batches();
            int n = start.weights().length;
            for (int step = 0; step < 25; step++) {
                Batch batch = batches.next();
                String where = run + ", step " + step;
                assertEquals(right.step(batch), faulty.step(batch), where);
                double[] expected = new double[n];
                double[] actual = new double[n];
                right.readGradient(expected);
                faulty.readGradient(actual);
                assertArrayEquals(expected, actual, where);
                right.readWeights(expected);
                faulty.readWeights(actual);
                assertArrayEquals(expected, actual, where);
            }
            Batch all = run.examples().asBatch();
            assertEquals(right.loss(all), faulty.loss(all));
            double[] expected = new double[all.size() * run.network().outputs()];
            double[] actual = expected.clone();
            right.readOutputs(all, expected);
            faulty.readOutputs(all, actual);
            assertArrayEquals(expected, actual);
        }
    }

    @Test
    void withoutFaultsItsRulesAreTheOptimizersBitForBit() {
        for (int number = 0; number < 100; number++) {
            Run run = SmallRuns.of(number);
            Engine.Rule right = new ScalarNetwork(run.network()).newRule(2).orElseThrow();
            Engine.Rule faulty =
                    new FaultyNetwork(run.network(), Faults.NONE).newRule(2).orElseThrow();
            double[] expected = new double[2];
            double[] actual = new double[2];
            for (int step = 1; step <= 20; step++) {
                double[] gradient = {1.0 / step, -1e-5 * step};
                right.step(gradient, expected);
                faulty.step(gradient, actual);
                assertArrayEquals(expected, actual, run.label());
            }
        }
    }
}
