package lockstep.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lockstep.diagnosis.ObservedLosses.Per;
import lockstep.fault.SmallRuns;
import lockstep.model.Batch;
import lockstep.model.Run;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Without it a right program could be accused, because it prints another figure than the one that was expected. */
class HealthyReadingsTest {

    private static final int EPOCHS = 12;

    @Test
    void someConfigsUnderEveryReading() {
        assertThat(accused(0, 30)).isEmpty();
    }

    /** Its cubes grow without bounds, and a rounding with them: in single precision it is soon another run. */
    @Test
    void aRunWithoutBounds() {
        assertThat(accused(133, 134)).isEmpty();
    }

    /** In single precision they have the last digits of single precision, under readings that are not the plain one. */
    @Test
    void singlePrecisionIsNoFault() {
        assertThat(accused(2235, 2236)).isEmpty();
        assertThat(accused(3249, 3250)).isEmpty();
    }

    @Test
    @Tag("exhaustive")
    void tenThousandConfigsUnderEveryReading() {
        assertThat(accused(0, 10_000)).isEmpty();
    }

    private static List<String> accused(int from, int to) {
        List<String> accused = new ArrayList<>();
        for (int number = from; number < to; number++) {
            Run run = SmallRuns.ofEveryKind(number);
            for (boolean single : new boolean[] {false, true}) {
                Map<String, double[]> figures = figures(run, single);
                figures.forEach((reading, values) -> {
                    Per per = reading.startsWith("step") ? Per.STEP : Per.EPOCH;
                    for (String format : single ? List.of("%.5f") : List.of("%s", "%.5f")) {
                        List<String> texts = Arrays.stream(values)
                                .mapToObj(value -> String.format(Locale.ROOT, format, value))
                                .toList();
                        int[] at = IntStream.range(0, values.length).toArray();
                        if (Diagnosis.of(run, ObservedLosses.written(per, at, texts), 1, 1)
                                instanceof Diagnosis.Explained explained) {
                            accused.add(run.label() + ", " + reading + ", " + format + (single ? ", single: " : ": ")
                                    + explained.likeliest() + " of " + run.network());
                        }
                    }
                });
            }
        }
        return accused;
    }

    /**
     * What programs print, by plain loops over a network's losses and outputs.
     *
     * @param single whether weights and figures are rounded to floats in every step
     */
    private static Map<String, double[]> figures(Run run, boolean single) {
        ScalarNetwork network = new ScalarNetwork(run.network());
        Run.Start start = run.start();
        double[] weights = start.weights();
        round(weights, single);
        network.loadWeights(weights);
        Batch all = run.examples().asBatch();
        int steps = start.batches().perEpoch();
        Map<String, double[]> figures = new TreeMap<>();
        for (String name :
                List.of("step", "step x 2", "sum", "mean", "last", "after", "after / 2", "before", "root", "mae")) {
            figures.put(name, new double[EPOCHS]);
        }
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            put(figures, "before", epoch, network.loss(all), single);
            double sum = 0.0;
            double last = 0.0;
            for (int step = 0; step < steps; step++) {
                last = network.step(start.batches().next());
                sum += last;
                if (single) {
                    network.readWeights(weights);
                    round(weights, true);
                    network.loadWeights(weights);
                }
                int number = epoch * steps + step;
                if (number < EPOCHS) {
                    put(figures, "step", number, last, single);
                    put(figures, "step x 2", number, 2.0 * last, single);
                }
            }
            put(figures, "sum", epoch, sum, single);
            put(figures, "mean", epoch, sum / steps, single);
            put(figures, "last", epoch, last, single);
            put(figures, "after", epoch, network.loss(all), single);
            put(figures, "after / 2", epoch, network.loss(all) / 2.0, single);
            put(figures, "root", epoch, Math.sqrt(network.loss(all)), single);
            put(figures, "mae", epoch, meanError(run, network, all), single);
        }
        return figures;
    }

    private static double meanError(Run run, ScalarNetwork network, Batch all) {
        double[] outputs = new double[all.size() * run.network().outputs()];
        network.readOutputs(all, outputs);
        double sum = 0.0;
        for (int i = 0; i < outputs.length; i++) {
            sum += Math.abs(outputs[i] - run.examples().targetValues()[i]);
        }
        return sum / outputs.length;
    }

    private static void put(Map<String, double[]> figures, String name, int at, double value, boolean single) {
        figures.get(name)[at] = single ? (float) value : value;
    }

    private static void round(double[] values, boolean single) {
        for (int i = 0; single && i < values.length; i++) {
            values[i] = (float) values[i];
        }
    }
}
