package lockstep.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import lockstep.cli.option.Arguments;
import lockstep.cli.option.ExitStatus;
import lockstep.cli.option.ProgressLine;
import lockstep.cli.option.ResultOptions;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.dl4j.Twins;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.parity.Parity;
import lockstep.parity.ParityCheck;
import lockstep.parity.Verification;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.upkeep.Surface;
import lockstep.upkeep.Surface.Cell;
import lockstep.upkeep.SurfaceFile;
import lockstep.upkeep.SurfaceRow;
import lockstep.upkeep.Tally;
import lockstep.words.Figures;
import lockstep.work.Interruption;
import lockstep.work.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "surface",
        hidden = true,
        description = {
            "For maintainers: verifies every optimizer with every activation and every loss on a small network, and"
                    + " writes one table of all of them, DIR/surface/surface.csv. It takes some minutes. The learning rate is"
                    + " DL4J's own, or a tenth of it where the network overflows.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  lockstep surface",
            "",
            "Exit status 0: every verdict is agree or chaotic; 1: some is disagree."
        })
final class SurfaceCommand implements Callable<Integer> {

    private final Interruption interruption;

    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = Arguments.Count.class,
            defaultValue = "300",
            description = "How many steps are compared (default: ${DEFAULT-VALUE}).")
    private int steps = 300;

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Spec
    private CommandSpec command = CommandSpec.create();

    SurfaceCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        SurfaceFile file = new SurfaceFile(results.out().resolve("surface"));
        List<Cell> cells = Surface.cells(steps);
        List<Run> runs = cells.stream().map(Cell::run).toList();
        List<Run> floats = runs.stream().map(run -> run.in(Precision.FLOAT)).toList();
        List<Parity> parities;
        List<Parity> inFloat;
        PrintWriter printer = command.commandLine().getOut();
        @Nullable PrintWriter terminal = ProgressLine.isTerminal() ? printer : null;
        long work = verification(Precision.DOUBLE).work(2 * cells.size());
        try (ProgressLine progress = new ProgressLine("verifying, step", work, terminal)) {
            parities = interruption.during(() -> verify(runs, Precision.DOUBLE, progress));
            inFloat = interruption.during(() -> verify(floats, Precision.FLOAT, progress));
        } catch (CancellationException e) {
            command.commandLine().getErr().println("interrupted; no table was written");
            return ExitStatus.INTERRUPTED;
        }
        file.write(rows(cells, parities, inFloat));
        Tally.lines(parities, Figures::share, SurfaceCommand::name).forEach(printer::println);
        printer.println("in single precision:");
        Tally.lines(inFloat, Figures::share, SurfaceCommand::name).forEach(printer::println);
        printer.println("written to " + file.path());
        boolean disagree = Stream.concat(parities.stream(), inFloat.stream())
                .anyMatch(parity -> parity.verdict().kind() == Verdict.Kind.DISAGREE);
        return disagree ? ExitStatus.NOT_AS_EXPECTED : ExitStatus.OK;
    }

    private Verification verification(Precision precision) {
        return new Verification(new ParityCheck(precision.tolerance(), steps), results.threads());
    }

    private List<Parity> verify(List<Run> runs, Precision precision, Progress progress) {
        return verification(precision).run(runs, run -> ControlNetwork::new, Dl4jNetwork::new, progress);
    }

    private static List<SurfaceRow> rows(List<Cell> cells, List<Parity> parities, List<Parity> inFloat) {
        List<SurfaceRow> rows = new ArrayList<>();
        for (int c = 0; c < cells.size(); c++) {
            Cell cell = cells.get(c);
            rows.add(new SurfaceRow(
                    cell.activation(),
                    Twins.nameOf(cell.run().network().optimizer()),
                    cell.remark(),
                    parities.get(c),
                    inFloat.get(c)));
        }
        return rows;
    }

    private static String name(Parity parity) {
        NetworkSpec network = parity.run().network();
        return parity.run().label() + ", "
                + network.layers().get(0).activation().key() + ", "
                + network.loss().key();
    }
}
