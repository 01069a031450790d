package lockstep.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lockstep.console.TextTable.Cell;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Trace;
import picocli.CommandLine.Help.Ansi;

/** The losses of every so many epochs of the free run, as programs like bpnn.py print them. */
final class LossTable {

    private LossTable() {}

    /**
     * A headline, and a row per epoch that is shown; one that was not finished is not.
     *
     * @param every how many epochs lie from one row to the next; the first epoch is the first row
     * @param candidate its name
     */
    static List<String> lines(Parity parity, int every, String candidate, Ansi ansi) {
        Trace trace = parity.trace();
        int steps = trace.stepsPerEpoch();
        TextTable table = new TextTable().numbers("epoch").numbers("scalar").numbers(candidate);
        int epochs = trace.epochs();
        if (epochs == 0) {
            return List.of(parity.run().label() + ": no epoch of " + steps + " steps was finished.");
        }
        for (int epoch = 0; epoch < epochs; epoch += every) {
            table.row(List.of(
                    new Cell(Integer.toString(epoch + 1)),
                    new Cell(figure(trace.sum(trace.scalarLoss(), epoch))),
                    new Cell(figure(trace.sum(trace.candidateLoss(), epoch)))));
        }
        List<String> lines = new ArrayList<>();
        lines.add(parity.run().label()
                + (steps == 1
                        ? ", the loss of an epoch:"
                        : ", the losses of an epoch's " + steps + " steps, added up:"));
        lines.addAll(table.lines(ansi));
        return lines;
    }

    /** With five digits after the point, as bpnn.py has them, as long as they show anything. */
    private static String figure(double loss) {
        return String.format(Locale.ROOT, loss != 0.0 && Math.abs(loss) < 5e-6 ? "%.0e" : "%.5f", loss);
    }
}
