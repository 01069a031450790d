package lockstep.page.section;

import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.page.part.Cell;
import lockstep.page.part.Chart;
import lockstep.page.part.Grid;
import lockstep.page.part.Section;
import lockstep.page.part.Tone;
import lockstep.results.SavedResults;
import lockstep.results.file.CsvRow;
import lockstep.words.Figures;

/** How large the gradient is in each layer: whether it vanishes on its way down. */
public final class GradientsSection {

    private static final String FILE = "gradients.csv";

    private GradientsSection() {}

    /** A line of the chart: a network. */
    private record Network(String optimizer, String layers) {

        String label(boolean several) {
            return several ? optimizer + ", " + layers + " layers" : layers + " layers";
        }
    }

    public static Optional<Section> of(SavedResults results) {
        Map<String, Map<Network, List<CsvRow>>> bySteps = new LinkedHashMap<>();
        for (CsvRow row : results.rows(FILE)) {
            bySteps.computeIfAbsent(row.text("step"), step -> new LinkedHashMap<>())
                    .computeIfAbsent(
                            new Network(row.text("optimizer"), row.text("layers")), network -> new ArrayList<>())
                    .add(row);
        }
        if (bySteps.isEmpty()) {
            return Optional.empty();
        }
        List<Chart> charts = new ArrayList<>();
        List<Grid> grids = new ArrayList<>();
        bySteps.forEach((step, networks) -> {
            charts.add(chart(step, networks));
            grids.add(grid(step, networks));
        });
        return Optional.of(new Section(
                "gradients",
                "Gradients",
                "How large is the gradient in each layer?",
                List.of(
                        "The mean absolute derivative of the loss by the weights of each layer, over all examples: layer 1 is the"
                                + " first hidden one, the last is the output layer. A line that rises from left to right is a gradient that"
                                + " vanishes on its way from the outputs down. Of many networks the chart shows some; the tables have all."),
                List.of(),
                grids,
                charts,
                List.of(FILE)));
    }

    private static Chart chart(String step, Map<Network, List<CsvRow>> networks) {
        List<Network> all = List.copyOf(networks.keySet());
        boolean several = several(networks);
        List<Chart.Series> series = new ArrayList<>();
        int shown = Math.min(all.size(), SavedResults.STYLES);
        for (int s = 0; s < shown; s++) { // the first, the last, and as many between as can be told apart
            Network network = all.get(shown == 1 ? 0 : Math.round(s * (all.size() - 1.0f) / (shown - 1)));
            List<CsvRow> rows = networks.getOrDefault(network, List.of());
            series.add(new Chart.Series(
                    network.label(several),
                    s,
                    Chart.Shape.DOTS,
                    CsvRow.column(rows, "layer"),
                    CsvRow.column(rows, "scalar_mean")));
        }
        String title = title(step);
        return new Chart(
                "gradients-" + step,
                title,
                "Line chart of the mean absolute gradient of each layer, " + title + ", one line for each network.",
                new Chart.Axis("layer", false),
                new Chart.Axis("mean absolute gradient", true),
                series,
                List.of());
    }

    /** Every network and layer, on ground that is stronger the larger the gradient, in powers of ten. */
    private static Grid grid(String step, Map<Network, List<CsvRow>> networks) {
        DoubleSummaryStatistics sizes = networks.values().stream()
                .flatMap(List::stream)
                .mapToDouble(row -> StrictMath.log(row.number("scalar_mean")))
                .filter(Double::isFinite)
                .summaryStatistics();
        int deepest = networks.values().stream().mapToInt(List::size).max().orElse(0);
        List<Grid.Column> columns = new ArrayList<>(List.of(Grid.words("network, layer")));
        IntStream.rangeClosed(1, deepest).forEach(layer -> columns.add(Grid.numbers(Integer.toString(layer))));
        List<List<Cell>> rows = new ArrayList<>();
        networks.forEach((network, layers) -> {
            List<Cell> row = new ArrayList<>(
                    List.of(Cell.words(network.label(several(networks)).replace(' ', '\u00a0'))));
            for (CsvRow layer : layers) {
                double size = layer.number("scalar_mean");
                double share = (StrictMath.log(size) - sizes.getMin()) / (sizes.getMax() - sizes.getMin());
                int strength = share > 0.0 ? (int) Math.rint(100.0 * share) : 0;
                String figure = Figures.asWritten(String.format(Locale.ROOT, "%.0e", size));
                row.add(new Cell.Odds(figure, Tone.GOOD, strength, layer.text("scalar_mean")));
            }
            row.addAll(Collections.nCopies(deepest - layers.size(), Cell.words("")));
            rows.add(row);
        });
        return new Grid("The mean absolute gradient in every layer, " + title(step), columns, rows);
    }

    private static boolean several(Map<Network, List<CsvRow>> networks) {
        return networks.keySet().stream().map(Network::optimizer).distinct().count() > 1;
    }

    private static String title(String step) {
        return step.equals("0") ? "at the start" : "after " + step + (step.equals("1") ? " step" : " steps");
    }
}
