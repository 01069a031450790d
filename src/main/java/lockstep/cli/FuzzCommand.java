package lockstep.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import lockstep.cli.option.Arguments;
import lockstep.cli.option.ExitStatus;
import lockstep.cli.option.FormOptions;
import lockstep.cli.option.ProgressLine;
import lockstep.cli.option.ResultOptions;
import lockstep.model.Engines;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.upkeep.Fuzz;
import lockstep.upkeep.FuzzFolder;
import lockstep.upkeep.Shrinking.Failing;
import lockstep.upkeep.Tally;
import lockstep.words.Figures;
import lockstep.work.Interruption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "fuzz",
        hidden = true,
        description = {
            "For maintainers: verifies random configs, of everything that a config can ask for, against DL4J. One that"
                    + " disagrees is made as small as it can be and written to DIR/fuzz/seed_N.yaml, for `lockstep"
                    + " verify`.",
            ""
        },
        footer = {
            "",
            "Example: ten thousand configs, some ten minutes",
            "  lockstep fuzz --configs 10000 --seed 1",
            "Example: the config of seed 4711 again",
            "  lockstep fuzz --configs 1 --seed 4711",
            "Example: single precision",
            "  lockstep fuzz --configs 3000 --precision float",
            "",
            "Exit status 0: every verdict is agree or chaotic; 1: some is disagree."
        })
final class FuzzCommand implements Callable<Integer> {

    private final Interruption interruption;
    private final Engines scalar;

    @Option(
            names = "--configs",
            paramLabel = "N",
            converter = Arguments.Count.class,
            defaultValue = "1000",
            description = "How many configs are drawn (default: ${DEFAULT-VALUE}).")
    private int configs = 1000;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "The seed of the first config; the next one's is S + 1, and so on (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = Arguments.Count.class,
            defaultValue = "30",
            description = "How many steps of each are compared (default: ${DEFAULT-VALUE}).")
    private int steps = 30;

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Mixin
    private FormOptions form = new FormOptions();

    @Spec
    private CommandSpec command = CommandSpec.create();

    FuzzCommand(Interruption interruption) {
        this(interruption, ControlNetwork::new);
    }

    /** @param scalar makes the networks that are compared with DL4J's */
    FuzzCommand(Interruption interruption, Engines scalar) {
        this.interruption = interruption;
        this.scalar = scalar;
    }

    @Override
    public Integer call() {
        FuzzFolder folder = new FuzzFolder(results.out().resolve("fuzz"));
        PrintWriter printer = command.commandLine().getOut();
        Fuzz fuzz = new Fuzz(scalar, form.overrides().precision().orElse(Precision.DOUBLE), steps, results.threads());
        List<Parity> parities;
        List<Parity> failing = new ArrayList<>();
        try {
            parities = interruption.during(() -> verify(fuzz, printer));
            for (Parity parity : parities) {
                if (parity.verdict().kind() == Verdict.Kind.DISAGREE) {
                    failing.add(parity);
                    print(parity, printer);
                    Failing smallest = interruption.during(() -> fuzz.shrink(parity));
                    Path file = folder.write(parity.run().label(), Fuzz.config(smallest));
                    printer.println(
                            "  as small as it gets: " + smallest.run().network().shape() + ", "
                                    + count(smallest.run().examples().size(), "example") + ", "
                                    + count(smallest.steps(), "step") + ": " + file);
                    printer.flush();
                }
            }
        } catch (CancellationException e) {
            command.commandLine().getErr().println("lockstep: interrupted; no table was written");
            return ExitStatus.INTERRUPTED;
        }
        folder.write(parities);
        printer.println(parities.size() + " configs");
        Tally.lines(parities, Figures::share, parity -> parity.run().label()).forEach(printer::println);
        printer.println("written to " + folder.table());
        return failing.isEmpty() ? ExitStatus.OK : ExitStatus.NOT_AS_EXPECTED;
    }

    private List<Parity> verify(Fuzz fuzz, PrintWriter printer) {
        List<Run> runs = fuzz.runs(seed, configs);
        @Nullable PrintWriter terminal = ProgressLine.isTerminal() ? printer : null;
        try (ProgressLine progress = new ProgressLine("verifying, step", fuzz.work(configs), terminal)) {
            return fuzz.verify(runs, progress);
        }
    }

    private static String count(int number, String what) {
        return number + " " + Figures.plural(number, what);
    }

    private static void print(Parity parity, PrintWriter printer) {
        Finding finding = parity.verdict().decisive();
        printer.println(parity.run().label() + " (" + parity.run().kind() + "): disagree at rung "
                + finding.rung().key() + ", step " + finding.step() + ", "
                + (finding.layer() > 0 ? "layer " + finding.layer() + ", " : "") + finding.quantity() + ": "
                + finding.scalar() + " and " + finding.candidate() + ", " + Figures.share(finding.share())
                + " of the tolerance");
        finding.note().lines().forEach(line -> printer.println("  " + line));
    }
}
