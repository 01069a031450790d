package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.optim.OptimizerKind;
import lockstep.parity.bound.RoundingBound;
import lockstep.scalar.ScalarNetwork;
import lockstep.upkeep.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Without it the bound of rounding could be too tight, so that a right program is called wrong, or so wide that nothing is.
 *
 * <p>Two independent programs, the scalar network and DL4J in double or in single precision, are to stay within it on random runs of
 * everything. A share is the difference of two numbers over its bound; the table is of steps without a kink. {@code mvn -Pexhaustive -Dtest=BoundSharesTest
 * -Dlockstep.refresh=true test} writes their distribution to {@code docs/figures/bounds.csv}.
 */
class BoundSharesTest {

    private static final int STEPS = 5;

    private static final Path TABLE = Path.of("docs/figures/bounds.csv");

    @ParameterizedTest
    @EnumSource(names = {"DOUBLE", "FLOAT"})
    void rightProgramsStayWithinTheBound(Precision precision) {
        Shares shares = new Shares(precision);
        IntStream.range(0, 40).forEach(shares::addRun);
        assertThat(shares.beyond).isEmpty();
        assertThat(shares.judged).isGreaterThan(10_000); // of some 10,000 in 40 runs, most are
    }

    @Tag("exhaustive")
    @Test
    void thousandsOfRunsStayWithinTheBound() throws IOException {
        List<String> table = new ArrayList<>(List.of("precision,quantity,of,numbers,median,p99,p999,largest"));
        for (Precision precision : List.of(Precision.DOUBLE, Precision.FLOAT)) {
            Shares shares = new Shares(precision);
            IntStream.range(1000, 4000).forEach(shares::addRun);
            assertThat(shares.beyond).isEmpty();
            table.addAll(shares.rows());
        }
        if (Boolean.getBoolean("lockstep.refresh")) {
            Files.write(TABLE, table);
        }
    }

    /** The shares of one precision, by layers' activation and by loss. */
    private static final class Shares {

        private final RandomRuns random = new RandomRuns(OptimizerKind.ALL, ScalarNetwork::new, STEPS);
        private final Precision precision;
        private final Map<String, List<Double>> byName = new TreeMap<>();
        private final List<String> beyond = new ArrayList<>();
        private int judged;
        private boolean kinks;

        Shares(Precision precision) {
            this.precision = precision;
        }

        void addRun(int seed) {
            Run run = random.of(seed).in(precision);
            NetworkSpec spec = run.network();
            Run.Start start = run.start();
            double[] weights = start.weights();
            double[] ours = new double[weights.length];
            double[] theirs = new double[weights.length];
            RoundingBound bound = RoundingBound.of(spec);
            try (Engine scalar = new ScalarNetwork(spec);
                    Engine dl4j = new Dl4jNetwork(spec)) {
                for (int step = 0; step < STEPS; step++) {
                    precision.round(weights);
                    scalar.loadWeights(weights);
                    dl4j.loadWeights(weights);
                    Batch batch = start.batches().next();
                    bound.at(weights, batch);
                    double loss = scalar.step(batch);
                    double other = dl4j.step(batch);
                    scalar.readGradient(ours);
                    dl4j.readGradient(theirs);
                    scalar.readWeights(weights);
                    if (Double.isFinite(bound.loss())) { // the bound says so where numbers leave the precision's range
                        addStep("seed " + seed + " step " + step, spec, bound, loss, other, ours, theirs);
                    }
                }
            }
        }

        private void addStep(
                String where,
                NetworkSpec spec,
                RoundingBound bound,
                double loss,
                double other,
                double[] ours,
                double[] theirs) {
            kinks = bound.kinks() > 0;
            add("loss," + spec.loss().key(), where, loss, other, bound.loss());
            for (int l = 0; l < spec.layers().size(); l++) {
                LayerSpec layer = spec.layers().get(l);
                for (int k = spec.offset(l); k < spec.offset(l + 1); k++) {
                    String name = "gradient," + layer.activation().key();
                    add(name, where + " layer " + l, ours[k], theirs[k], bound.gradient()[k]);
                }
            }
        }

        private void add(String name, String where, double ours, double theirs, double bound) {
            double share = Math.abs(ours - theirs) / bound;
            judged++;
            if (!kinks) { // there the other side may be taken, and all of the bound with it
                byName.computeIfAbsent(name, key -> new ArrayList<>()).add(share);
            }
            if (!(share < 1.0)) { // NaN is beyond it
                beyond.add(where + " " + name + ": " + ours + " and " + theirs + ", bound " + bound);
            }
        }

        List<String> rows() {
            return byName.entrySet().stream().map(this::row).toList();
        }

        private String row(Map.Entry<String, List<Double>> entry) {
            double[] sorted = entry.getValue().stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            int n = sorted.length;
            return String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%.3g,%.3g,%.3g,%.3g",
                    precision.name().toLowerCase(Locale.ROOT),
                    entry.getKey(),
                    n,
                    sorted[n / 2],
                    sorted[n * 99 / 100],
                    sorted[(int) (n * 999L / 1000)],
                    sorted[n - 1]);
        }
    }
}
