package lockstep.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import lockstep.cli.option.Arguments;
import lockstep.cli.option.CommonOptions;
import lockstep.cli.option.ExitStatus;
import lockstep.config.ExperimentConfig;
import lockstep.console.StepPage;
import lockstep.console.TextTable;
import lockstep.jobs.ScalarEngines;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.page.ReportPage;
import lockstep.parity.step.WrittenStep;
import lockstep.parity.verdict.Verdict;
import lockstep.results.file.UnwritableException;
import lockstep.session.Candidate;
import lockstep.session.Results;
import lockstep.session.Task;
import lockstep.words.StepWords;
import lockstep.work.Interruption;
import lockstep.yaml.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "step",
        description = "Writes out one step of back-propagation, number by number, beside DL4J's figures.",
        footer = {
            "",
            "Example: the best-known worked example",
            "  lockstep step configs/chapter/mazur.yaml",
            "Example: the first step after an epoch of four, by another optimizer of the config",
            "  lockstep step --step 4 --optimizer adam my.yaml",
            "",
            "Each unit's sum and output, the loss, each delta, each gradient with its central",
            "difference, each weight before and after. It writes them to NAME/step.csv, too.",
            "",
            "Exit status 1: some figure differs from DL4J's by more than the tolerance of the",
            "config's `verify`, or both sides overflowed; 0 where it expects that."
        })
final class StepCommand implements Callable<Integer> {

    /** Nobody reads more than these. */
    private static final int MOST_WEIGHTS = 500;

    private static final int MOST_EXAMPLES = 20;

    private final Interruption interruption;

    @Mixin
    private CommonOptions.OfOneConfig options = new CommonOptions.OfOneConfig();

    @Option(
            names = "--step",
            paramLabel = "N",
            converter = Arguments.Index.class,
            defaultValue = "0",
            description = "Which step, counted from 0 (default: ${DEFAULT-VALUE}, from the starting weights).")
    private int step;

    @Option(
            names = "--optimizer",
            paramLabel = "LABEL",
            description = "Which optimizer of the config makes it (default: the first).")
    private @Nullable String optimizer;

    StepCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws ConfigException {
        PrintWriter out = options.command().commandLine().getOut();
        PrintWriter err = options.command().commandLine().getErr();
        Candidate candidate = Candidate.dl4j();
        Task task;
        Run run;
        try {
            Map.Entry<Path, ExperimentConfig> config = options.read();
            run = run(config.getKey(), config.getValue());
            task = Task.withFolders(Map.ofEntries(config), options.out(), candidate)
                    .get(0);
        } catch (UnwritableException e) {
            err.println(e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
        WrittenStep written;
        try {
            written = interruption.during(() ->
                    WrittenStep.of(run, step, ScalarEngines.of(task.config()).of(run), candidate.engines()));
        } catch (CancellationException e) {
            err.println("lockstep: interrupted; nothing was written");
            return ExitStatus.INTERRUPTED;
        }
        task.folder().write(written);
        if (ReportPage.isPossible(task.folder().folder())) {
            task.folder().add(ReportPage.write(task.folder().folder()));
        }
        Tolerance tolerance = task.config().verify().tolerance();
        List<WrittenStep.Figure> figures = written.compared();
        boolean same = figures.stream().allMatch(figure -> figure.share(tolerance) <= 1.0);
        // As for `verify`, which leaves undecided what overflowed on both sides.
        boolean overflowed = figures.stream().anyMatch(WrittenStep.Figure::overflowed);
        Verdict.Kind kind = overflowed ? Verdict.Kind.UNDECIDED : Verdict.Kind.DISAGREE;
        boolean asExpected = same || new Results(task.file(), task.config(), candidate).expected(run.label()) == kind;
        String found = StepWords.comparison(figures, tolerance);
        if (!options.quiet()) {
            StepPage.lines(
                            task.config().name(),
                            written,
                            options.command().commandLine().getColorScheme().ansi())
                    .forEach(out::println);
            out.println();
        }
        if (!asExpected) {
            print("NOT AS EXPECTED: " + found, out);
        } else if (!options.quiet()) {
            print(same ? found : "As expected: " + found, out);
        }
        if (!options.quiet()) {
            out.println();
            print(task.folder().contents(), out);
        }
        out.flush();
        return asExpected ? ExitStatus.OK : ExitStatus.NOT_AS_EXPECTED;
    }

    private Run run(Path file, ExperimentConfig config) {
        if (!config.learns()) {
            throw options.wrong(file + " has no optimizer, so there are no steps; expected one");
        }
        Run run = optimizer == null ? config.runs().get(0) : options.run(config, optimizer);
        if (run.network().weightCount() > MOST_WEIGHTS || run.batchSize() > MOST_EXAMPLES) {
            throw options.wrong(
                    file + " has " + run.network().weightCount() + " weights and batches of " + run.batchSize()
                            + "; expected at most " + MOST_WEIGHTS + " and " + MOST_EXAMPLES
                            + ": a page that a person can read");
        }
        return run;
    }

    private static void print(String sentence, PrintWriter out) {
        TextTable.wrapped(sentence).forEach(out::println);
    }
}
