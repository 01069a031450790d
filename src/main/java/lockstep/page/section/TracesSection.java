package lockstep.page.section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lockstep.model.Tolerance;
import lockstep.page.part.Chart;
import lockstep.page.part.Section;
import lockstep.page.part.Thinning;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import lockstep.results.LossTrace;
import lockstep.results.SavedResults;

/** The free run of each optimizer: both losses, their difference, and how far rounding alone takes a network. */
public final class TracesSection {

    /** Buckets of steps, over all charts together. */
    private static final int BUCKETS = 800;

    /** Fewer than pixels: differences are noise, and only its upper edge counts. */
    private static final int STRETCHES = 150;

    private TracesSection() {}

    public static Optional<Section> of(SavedResults results, List<LossTrace> traces) {
        if (traces.isEmpty()) {
            return Optional.empty();
        }
        Optional<Tolerance> tolerance = results.tolerance();
        List<Chart> charts = new ArrayList<>();
        for (LossTrace trace : traces) {
            charts.add(chart(results, trace, tolerance, charts.size(), Math.max(50, BUCKETS / traces.size())));
        }
        return Optional.of(new Section(
                "traces",
                "Step by step",
                "Both losses, step by step",
                List.of(
                        "The loss before each update, of both networks from one start; below, how far apart they are. Where"
                                + " they part, the control spread is how far scalar networks come apart from each other that round"
                                + " differently: a difference of that size is rounding. Of these and of the tolerance, the largest of each"
                                + " stretch of steps is drawn; where it is 0 there is no point."),
                List.of(),
                List.of(),
                charts,
                List.of("losses.csv")));
    }

    private static Chart chart(
            SavedResults results, LossTrace trace, Optional<Tolerance> tolerance, int number, int buckets) {
        int[] places = Thinning.of(buckets, trace.scalar());
        double[] steps = Arrays.stream(places).asDoubleStream().toArray();
        double[] scalar = Thinning.at(places, trace.scalar());
        double[] candidate = Thinning.at(places, trace.candidate());
        String other = results.candidate();
        List<Chart.Series> series = new ArrayList<>();
        series.add(new Chart.Series("scalar network", 0, Chart.Shape.LINE, steps, scalar));
        series.add(new Chart.Series(other, 1, Chart.Shape.LINE, steps, candidate));
        series.add(peaks("difference", 3, trace.difference()));
        if (Arrays.stream(trace.spread()).anyMatch(Double::isFinite)) {
            series.add(peaks("control spread", 2, trace.spread()));
        }
        tolerance.ifPresent(allowed -> series.add(peaks("tolerance", 5, trace.allowed(allowed))));
        return new Chart(
                "trace-" + number,
                trace.optimizer(),
                "Line chart of the losses of the scalar network and of " + other + " with " + trace.optimizer()
                        + " over the steps, of their difference, and of the control spread.",
                new Chart.Axis("step", false),
                new Chart.Axis("loss", true),
                series,
                marks(results, trace.optimizer()));
    }

    /** The largest value of each stretch. */
    private static Chart.Series peaks(String label, int style, double[] values) {
        int[] peaks = Thinning.peaks(STRETCHES, values);
        double[] steps = Arrays.stream(peaks).asDoubleStream().toArray();
        return new Chart.Series(label, style, Chart.Shape.LINE, steps, Thinning.at(peaks, values));
    }

    /** Marks where the free run parts. */
    private static List<Chart.Mark> marks(SavedResults results, String optimizer) {
        return results.rulings().stream()
                .filter(ruling -> ruling.optimizer().equals(optimizer) && !ruling.is(Verdict.Kind.AGREE))
                .map(ruling -> ruling.verdict().decisive())
                .filter(finding -> finding.step() >= 0 && free(finding))
                .map(finding -> new Chart.Mark(true, finding.step(), "parts"))
                .toList();
    }

    private static boolean free(Finding finding) {
        return finding.rung() == Rung.FREE || finding.rung() == Rung.LOCKED;
    }
}
