package lockstep.fault.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import lockstep.diagnosis.DenseRun;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.model.Batches;
import lockstep.model.Loss;
import lockstep.model.Run;
import lockstep.optim.Adam;
import lockstep.optim.Momentum;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Without it a planted fault could be another than its words say, and a user be told of one that his program does not have. */
class FaultyNetworksTest {

    /** By faulty_network.py, which knows the faults by their words alone: thirteen digits of eight losses. */
    @ParameterizedTest
    @CsvFileSource(resources = "faulty-networks.csv", numLinesToSkip = 1)
    void isWhatItsWordsSay(ArgumentsAccessor row) {
        Run run = run(row.getString(0));
        String fault = row.getString(1);
        Faults faults = fault == null ? Faults.NONE : Faults.of(Fault.named(fault));
        double[] expected = IntStream.range(2, 10).mapToDouble(row::getDouble).toArray();
        double[] losses = new double[expected.length];
        Run.Start start = run.start();
        Batches batches = start.batches();
        FaultyNetwork network = new FaultyNetwork(run.network(), faults);
        network.loadWeights(start.weights());
        Arrays.setAll(losses, step -> network.step(batches.next()));
        for (int step = 0; step < losses.length; step++) {
            if (Double.isNaN(expected[step])) {
                assertThat(losses[step]).as("step %d", step).isNaN();
            } else {
                assertThat(losses[step]).as("step %d", step).isCloseTo(expected[step], within(1e-11 * expected[step]));
            }
        }
    }

    private static Run run(String name) {
        return switch (name) {
            case "dense" -> DenseRun.with(new Momentum(0.1, 0.8));
            case "adam" -> DenseRun.with(new Adam(0.02));
            case "softmax" -> DenseRun.softmax(new Momentum(0.1, 0.8));
            case "cross_entropy" -> DenseRun.softmax(new Momentum(0.1, 0.8), Loss.CROSS_ENTROPY);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
