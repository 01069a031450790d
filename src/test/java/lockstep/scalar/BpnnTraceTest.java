package lockstep.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.BpnnMomentum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it "bpnn.py in Java" would be a claim. The traces are written by {@code src/test/python/bpnn_trace.py}: an error per
 * update, then the weights.
 */
class BpnnTraceTest {

    private static final int UPDATES = 4000;

    private static final Examples XOR =
            Examples.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}});

    /** The demo is chaotic after some 1,800 updates: one rounding made otherwise, and its end would be off by 1e-2. */
    @ParameterizedTest
    @CsvSource({"bpnn_calm.txt, 0.2", "bpnn_demo.txt, 0.5"})
    void everyErrorAndEveryWeightBitForBit(String file, double n) throws IOException {
        List<Double> golden = golden(file);
        Run run = run(2, n);
        Run.Start start = run.start();
        ScalarNetwork network = new ScalarNetwork(run.network());
        network.loadWeights(start.weights());
        for (int update = 0; update < UPDATES; update++) {
            assertThat(network.step(start.batches().next()))
                    .as("update %s", update)
                    .isEqualTo(golden.get(update));
        }
        double[] weights = new double[run.network().weightCount()];
        network.readWeights(weights);
        assertThat(weights)
                .containsExactly(golden.subList(UPDATES, golden.size()).toArray(Double[]::new));
    }

    /**
     * What the original prints with {@code random.seed(0)}, N = 0.5, M = 0.1: the first six of the errors at every hundredth
     * iteration. Then it is chaotic, and with another tanh it prints other digits.
     */
    @Test
    void theErrorsThatBpnnPyPrints() {
        Run run = run(2, 0.5);
        Run.Start start = run.start();
        ScalarNetwork network = new ScalarNetwork(run.network());
        network.loadWeights(start.weights());
        List<String> printed = new ArrayList<>();
        for (int iteration = 0; iteration <= 500; iteration++) {
            double error = 0.0;
            for (int pattern = 0; pattern < 4; pattern++) {
                error += network.step(start.batches().next());
            }
            if (iteration % 100 == 0) {
                printed.add(String.format(Locale.ROOT, "%.5f", error));
            }
        }
        assertThat(printed).containsExactly("0.94250", "0.04287", "0.00348", "0.00164", "0.00106", "0.00078");
    }

    /**
     * A published run of bpnn.py with one hidden unit, its four answers after 1,000 iterations: calm, so that another
     * tanh, the C library's, changes no more than the last digits.
     */
    @Test
    void theAnswersOfAPublishedRun() {
        Run run = run(1, 0.5);
        Run.Start start = run.start();
        ScalarNetwork network = new ScalarNetwork(run.network());
        network.loadWeights(start.weights());
        for (int update = 0; update < UPDATES; update++) {
            network.step(start.batches().next());
        }
        double[] answers = new double[4];
        network.readOutputs(XOR.asBatch(), answers);
        assertThat(answers)
                .containsExactly(
                        new double[] {0.0020536886211772088, 0.6843758741536978, 0.6841375328854726, 0.6856616998850975
                        },
                        within(1e-14));
    }

    /** bpnn.py's own network and start, online in the order 00, 01, 10, 11, with M = 0.1. */
    private static Run run(int hidden, double n) {
        List<LayerSpec> layers = List.of(
                new LayerSpec(hidden, Activation.TANH, true, new Init.Uniform(-0.2, 0.2)),
                new LayerSpec(1, Activation.TANH, false, new Init.Uniform(-2.0, 2.0)));
        NetworkSpec network =
                new NetworkSpec(2, layers, Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new BpnnMomentum(n, 0.1));
        return new Run("bpnn", network, XOR, 1, false, 0);
    }

    private static List<Double> golden(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(BpnnTraceTest.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(Double::valueOf)
                    .toList();
        }
    }
}
