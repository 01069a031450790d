package lockstep.page.section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.page.part.Cell;
import lockstep.page.part.Grid;
import lockstep.page.part.Section;
import lockstep.page.part.Tone;
import lockstep.results.SavedResults;
import lockstep.results.file.CsvRow;
import lockstep.words.Figures;

/** A step that was written out: each layer's gradient, and its weights before and after, as a matrix on paper. */
public final class StepSection {

    private static final String FILE = "step.csv";
    private static final List<String> GRADIENT = List.of("gradient");
    private static final List<String> WEIGHTS = List.of("weight_before", "weight_after");

    private StepSection() {}

    public static Optional<Section> of(SavedResults results) {
        Map<String, List<CsvRow>> byLayer = new LinkedHashMap<>();
        List<CsvRow> rows = results.rows(FILE);
        for (CsvRow row : rows) {
            if (row.has("from")) { // a weight's
                byLayer.computeIfAbsent(row.text("layer"), layer -> new ArrayList<>())
                        .add(row);
            }
        }
        if (byLayer.isEmpty()) {
            return Optional.empty();
        }
        List<Grid> grids = new ArrayList<>();
        for (List<String> quantities : List.of(GRADIENT, WEIGHTS)) {
            byLayer.forEach((layer, of) -> grids.add(grid(
                    results,
                    (quantities.equals(GRADIENT) ? "gradient, layer " : "weights, layer ") + layer,
                    of.stream()
                            .filter(row -> quantities.contains(row.text("quantity")))
                            .toList())));
        }
        return Optional.of(new Section(
                "step",
                "One step",
                "What does step " + rows.get(0).text("step") + " change?",
                List.of("As lockstep step wrote it out, with " + rows.get(0).text("optimizer")
                        + ": the gradient of each weight, then each weight before and after. A row is what the weight comes from, a column"
                        + " the unit that it goes to; ground is stronger the further from 0 a number is, within its layer. Point at one for"
                        + " all its digits, and " + results.candidate() + "’s."),
                grids,
                List.of(),
                List.of(),
                List.of(FILE)));
    }

    /** @param rows of one layer and quantity; a weight's come one after another in the order of the file */
    private static Grid grid(SavedResults results, String what, List<CsvRow> rows) {
        double largest = rows.stream()
                .mapToDouble(row -> Math.abs(row.number("scalar_value")))
                .max()
                .orElse(0.0);
        List<String> units =
                rows.stream().map(row -> row.text("unit")).distinct().toList();
        List<Grid.Column> columns = new ArrayList<>(List.of(Grid.words(what)));
        units.forEach(unit -> columns.add(Grid.numbers(unit)));
        List<List<Cell>> table = new ArrayList<>();
        rows.stream().map(row -> row.text("from")).distinct().forEach(from -> {
            List<Cell> cells = new ArrayList<>(List.of(Cell.words(from)));
            units.forEach(unit -> cells.add(cell(
                    results,
                    rows.stream()
                            .filter(row -> row.text("from").equals(from)
                                    && row.text("unit").equals(unit))
                            .toList(),
                    largest)));
            table.add(cells);
        });
        return new Grid(what, columns, table);
    }

    private static Cell cell(SavedResults results, List<CsvRow> weight, double largest) {
        if (weight.isEmpty()) {
            return Cell.words("");
        }
        double first = weight.get(0).number("scalar_value");
        Tone tone = first > 0.0 ? Tone.GOOD : first < 0.0 ? Tone.BAD : Tone.PLAIN;
        return new Cell.Odds(
                weight.stream()
                        .map(row -> Figures.significant(row.number("scalar_value")))
                        .collect(Collectors.joining(" → ")),
                tone,
                largest > 0.0 && largest < Double.POSITIVE_INFINITY
                        ? (int) Math.rint(100.0 * Math.abs(first) / largest)
                        : 0,
                weight.stream()
                        .map(row -> row.text("quantity").replace('_', ' ') + " " + row.text("scalar_value") + ", "
                                + results.candidate() + " " + row.text("candidate_value"))
                        .collect(Collectors.joining("; ")));
    }
}
