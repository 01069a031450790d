package lockstep.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.console.TextTable.Cell;
import lockstep.model.Activation;
import lockstep.model.Clipping;
import lockstep.model.Examples;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.parity.step.StepSide;
import lockstep.parity.step.WrittenStep;
import lockstep.words.Formulas;
import picocli.CommandLine.Help.Ansi;

/** One step of back-propagation as a person would write it down: forward, loss, backward, gradient, new weights. */
public final class StepPage {

    private final String name;
    private final WrittenStep written;
    private final Run run;
    private final NetworkSpec network;
    private final StepSide scalar;
    private final StepSide candidate;
    private final Examples batch;
    private final Ansi ansi;
    private final List<String> lines = new ArrayList<>();

    private StepPage(String name, WrittenStep written, Ansi ansi) {
        this.name = name;
        this.written = written;
        this.run = written.run();
        this.network = run.network();
        this.scalar = written.scalar();
        this.candidate = written.candidate();
        this.batch = written.batch();
        this.ansi = ansi;
    }

    /**
     * The page.
     *
     * @param name the config's
     */
    public static List<String> lines(String name, WrittenStep written, Ansi ansi) {
        StepPage page = new StepPage(name, written, ansi);
        page.headline();
        page.forward();
        page.loss();
        page.backward();
        page.gradient();
        page.weights();
        return page.lines;
    }

    private void headline() {
        text(name + ", " + run.label() + ": step " + written.step() + " of a " + network.shape() + " network on "
                + (batch.size() == 1 ? "1 example" : batch.size() + " examples") + ", DL4J's figures beside ours");
    }

    private void forward() {
        heading("Forward: z = the sum of each input times its weight, plus the bias; then");
        text(formulas(layer -> Formulas.output(layer.activation())));
        for (int e = 0; e < batch.size(); e++) {
            lines.add("");
            text(example(e) + row("x", batch.inputValues(), e, batch.inputs()));
            TextTable table = new TextTable()
                    .words("unit")
                    .numbers("z")
                    .numbers("DL4J's")
                    .numbers("y")
                    .numbers("DL4J's");
            for (int l = 0; l < network.layers().size(); l++) {
                for (int j = 0; j < network.layers().get(l).units(); j++) {
                    row(
                            table,
                            written.unit(l, j),
                            scalar.sums()[e][l][j],
                            candidate.sums()[e][l][j],
                            scalar.outputs()[e][l][j],
                            candidate.outputs()[e][l][j]);
                }
            }
            lines.addAll(table.lines(ansi));
        }
    }

    private void loss() {
        String over = network.reduction() == Reduction.MEAN ? "the mean over the batch" : "the sum over the batch";
        heading("Loss: E = " + Formulas.loss(network.loss()) + (batch.size() == 1 ? "" : ", " + over)
                + (penalized() ? ", plus the penalties of the weights" : ""));
        for (int e = 0; e < batch.size(); e++) {
            text(example(e) + row("t", batch.targetValues(), e, batch.outputs()));
        }
        lines.add("E = " + Decimals.figure(scalar.loss()) + "  (DL4J's " + Decimals.figure(candidate.loss()) + ")");
    }

    private void backward() {
        heading("Backward: delta = dE/dz = error times slope, from the last layer to the first");
        text("error = dE/dy: of an output " + Formulas.error(network.loss())
                + (network.layers().size() == 1
                        ? ""
                        : "; of a hidden unit the sum of each delta it leads to, times the weight"));
        text("slope = dy/dz: " + formulas(layer -> Formulas.slope(layer.activation())));
        if (!network.heuristics().isNone()) {
            text("on purpose: " + String.join(", ", Formulas.heuristics(network.heuristics()))
                    + "; so g is not the derivative of E, which is in the column \"by difference\"");
        }
        for (int e = 0; e < batch.size(); e++) {
            lines.add("");
            if (batch.size() > 1) {
                lines.add("example " + (e + 1));
            }
            TextTable table = new TextTable()
                    .words("unit")
                    .numbers("error")
                    .numbers("slope")
                    .numbers("delta")
                    .numbers("DL4J's");
            for (int l = network.layers().size() - 1; l >= 0; l--) {
                for (int j = 0; j < network.layers().get(l).units(); j++) {
                    table.row(List.of(
                            new Cell(written.unit(l, j)),
                            new Cell(Decimals.figure(scalar.errors()[e][l][j])),
                            new Cell(slope(e, l, j)),
                            new Cell(Decimals.figure(scalar.deltas()[e][l][j])),
                            new Cell(Decimals.figure(candidate.deltas()[e][l][j]))));
                }
            }
            lines.addAll(table.lines(ansi));
        }
    }

    /** Seen from its effect; there is none to see where there was no error, and softmax has no slope of one unit alone. */
    private String slope(int e, int l, int j) {
        double error = scalar.errors()[e][l][j];
        boolean alone = network.layers().get(l).activation() != Activation.SOFTMAX;
        return alone && error != 0.0 ? Decimals.figure(scalar.deltas()[e][l][j] / error) : "-";
    }

    private void gradient() {
        boolean one = batch.size() == 1;
        String over = network.reduction() == Reduction.MEAN
                ? "the mean over the examples of "
                : "the sum over the examples of ";
        heading("Gradient: g = dE/dw = " + (one ? "" : over) + "what comes in, times the delta it goes to");
        text("by difference: from E alone, with the weight moved a little up and down");
        lines.add("");
        TextTable table = new TextTable().words("weight");
        if (one) {
            table.numbers("comes in").numbers("delta");
        }
        table.numbers("g").numbers("by difference").numbers("DL4J's");
        each((l, i, j, at) -> {
            List<Cell> cells = new ArrayList<>(List.of(new Cell(weight(l, i, j))));
            if (one) { // with fewer digits, or the line gets too long
                cells.add(new Cell(Decimals.figure(written.input(0, l, i), 7)));
                cells.add(new Cell(Decimals.figure(scalar.deltas()[0][l][j], 7)));
            }
            cells.add(new Cell(Decimals.figure(scalar.gradient()[at])));
            cells.add(new Cell(Decimals.figure(written.differences()[at])));
            cells.add(new Cell(Decimals.figure(candidate.gradient()[at])));
            table.row(cells);
        });
        lines.addAll(table.lines(ansi));
    }

    private void weights() {
        heading("New weights: " + Formulas.rule(network.optimizer()) + ", rate = "
                + Decimals.shortest(run.learningRate()));
        if (penalized()
                || network.layers().stream().anyMatch(layer -> layer.clipping().mode() != Clipping.Mode.NONE)) {
            text("g is clipped, and the penalties come in, on the way");
        }
        lines.add("");
        TextTable table = new TextTable()
                .words("weight")
                .numbers("before")
                .numbers("change")
                .numbers("after")
                .numbers("DL4J's");
        each((l, i, j, at) -> {
            double before = written.before()[at];
            double after = scalar.after()[at];
            row(table, weight(l, i, j), before, after - before, after, candidate.after()[at]);
        });
        lines.addAll(table.lines(ansi));
    }

    private boolean penalized() {
        return network.layers().stream().anyMatch(LayerSpec::isPenalized);
    }

    private interface EachWeight {
        void see(int layer, int row, int unit, int at);
    }

    private void each(EachWeight each) {
        for (int l = 0; l < network.layers().size(); l++) {
            int units = network.layers().get(l).units();
            for (int k = 0; k < network.weightsOf(l); k++) {
                each.see(l, k / units, k % units, network.offset(l) + k);
            }
        }
    }

    /** A formula per layer; one for all where they are the same. */
    private String formulas(Function<LayerSpec, String> formula) {
        List<String> formulas = network.layers().stream().map(formula).toList();
        if (formulas.stream().distinct().count() == 1) {
            return formulas.get(0);
        }
        return IntStream.range(0, formulas.size())
                .mapToObj(l -> formulas.get(l) + " (layer " + (l + 1) + ")")
                .collect(Collectors.joining("; "));
    }

    private String weight(int layer, int row, int unit) {
        return written.from(layer, row) + " -> " + written.unit(layer, unit);
    }

    private String example(int e) {
        return batch.size() == 1 ? "" : "example " + (e + 1) + ": ";
    }

    /** {@code x1 = 0.05, x2 = 0.1}. */
    private static String row(String name, double[] values, int row, int width) {
        return IntStream.range(0, width)
                .mapToObj(i -> name + (i + 1) + " = " + Decimals.shortest(values[row * width + i]))
                .collect(Collectors.joining(", "));
    }

    private static void row(TextTable table, String first, double... numbers) {
        List<Cell> cells = new ArrayList<>(List.of(new Cell(first)));
        Arrays.stream(numbers)
                .mapToObj(number -> new Cell(Decimals.figure(number)))
                .forEach(cells::add);
        table.row(cells);
    }

    private void heading(String heading) {
        lines.add("");
        text(heading);
    }

    private void text(String sentence) {
        lines.addAll(TextTable.wrapped(sentence));
    }
}
