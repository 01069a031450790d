package lockstep.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lockstep.console.TextTable.Cell;
import lockstep.parity.step.GradientSizes;
import lockstep.words.Figures;
import picocli.CommandLine.Help.Ansi;

/** How large the gradient is, in a table: of networks of several depths the first layer's, of one the layers one by one. */
final class GradientTable {

    private final List<GradientSizes> sizes;

    /** @param sizes of each network the two measurements, one after the other; at least those of one */
    GradientTable(List<GradientSizes> sizes) {
        this.sizes = sizes;
    }

    /** The table, and whether the candidate has the same sizes. */
    List<String> lines(String candidate, Ansi ansi) {
        boolean deeper = sizes.stream().map(GradientSizes::depth).distinct().count() > 1;
        List<String> lines = new ArrayList<>();
        lines.add("mean absolute gradient of a layer, at the start and after "
                + sizes.get(1).step() + " " + Figures.plural(sizes.get(1).step(), "step") + ":");
        lines.addAll((deeper ? byDepth() : byLayer()).lines(ansi));
        lines.addAll(TextTable.wrapped(comparison(candidate)));
        return lines;
    }

    private TextTable byDepth() {
        TextTable table = new TextTable()
                .words("optimizer")
                .numbers("layers")
                .numbers("start:\nfirst")
                .numbers("\nlast")
                .numbers("later:\nfirst")
                .numbers("\nlast");
        for (int i = 0; i < sizes.size(); i += 2) {
            List<Cell> row = new ArrayList<>();
            row.add(new Cell(sizes.get(i).run().label()));
            row.add(new Cell(Integer.toString(sizes.get(i).depth())));
            for (GradientSizes each : sizes.subList(i, i + 2)) {
                row.add(new Cell(figure(each.scalar()[0])));
                row.add(new Cell(figure(each.scalar()[each.depth() - 1])));
            }
            table.row(row);
        }
        return table;
    }

    private TextTable byLayer() {
        TextTable table = new TextTable()
                .words("optimizer")
                .numbers("layer")
                .numbers("start")
                .numbers("later");
        for (int i = 0; i < sizes.size(); i += 2) {
            for (int layer = 0; layer < sizes.get(i).depth(); layer++) {
                table.row(List.of(
                        new Cell(sizes.get(i).run().label()),
                        new Cell(Integer.toString(layer + 1)),
                        new Cell(figure(sizes.get(i).scalar()[layer])),
                        new Cell(figure(sizes.get(i + 1).scalar()[layer]))));
            }
        }
        return table;
    }

    private String comparison(String candidate) {
        for (GradientSizes each : sizes) {
            int layer = each.disagreesAt();
            if (layer >= 0) {
                return candidate + " has another gradient with " + each.run().label() + " in layer " + (layer + 1)
                        + " of "
                        + each.depth() + ", at step " + each.step() + ": a mean of " + each.candidate()[layer]
                        + " where the scalar network has " + each.scalar()[layer] + ", "
                        + Figures.share(each.share()[layer]) + " of what rounding may do.";
            }
        }
        return candidate + " has the same gradients, but for rounding.";
    }

    /** Two digits are enough where what matters is how many zeros there are. */
    static String figure(double size) {
        return Double.isFinite(size) ? String.format(Locale.ROOT, "%.1e", size) : "-";
    }
}
