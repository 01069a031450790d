package lockstep;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import lockstep.config.ConfigException;
import lockstep.config.ExperimentConfig;
import lockstep.experiment.WrittenStep;
import lockstep.model.Run;
import lockstep.report.Figures;
import lockstep.report.UnwritableException;
import lockstep.scalar.ScalarNetwork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(
        name = "step",
        description = "Writes one step of back-propagation out, number by number, beside DL4J's figures.",
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
            "Exit status 1: some figure is not DL4J's, within the tolerance of the config's",
            "`verify`."
        })
final class StepCommand implements Callable<Integer> {

    /** More than these nobody reads. */
    private static final int MOST_WEIGHTS = 500;

    private static final int MOST_EXAMPLES = 20;

    private final Interruption interruption;

    @Mixin
    private CommonOptions options = new CommonOptions.OfOneConfig();

    @Option(
            names = "--step",
            paramLabel = "N",
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
    public Integer call() {
        PrintWriter out = options.command().commandLine().getOut();
        PrintWriter err = options.command().commandLine().getErr();
        if (step < 0) {
            throw wrong("--step is " + step + "; expected a whole number, at least 0");
        }
        Candidate candidate = Candidate.dl4j();
        Task task;
        Run run;
        try {
            Map<Path, ExperimentConfig> configs = Task.configs(options);
            if (configs.size() != 1) {
                throw wrong("found " + configs.size() + " configs, expected one");
            }
            Path file = configs.keySet().iterator().next();
            run = run(file, configs.values().iterator().next());
            task = Task.withFolders(options, configs, candidate).get(0);
        } catch (ConfigException | UnwritableException e) {
            err.println(e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
        WrittenStep written;
        try {
            written = interruption.during(() -> WrittenStep.of(run, step, ScalarNetwork::new, candidate.engines()));
        } catch (CancellationException e) {
            err.println("lockstep: interrupted; nothing was written");
            return ExitStatus.INTERRUPTED;
        }
        task.folder().write(written);
        List<WrittenStep.Figure> figures = written.compared();
        List<WrittenStep.Figure> apart = figures.stream()
                .filter(figure -> figure.share(task.config().verify().tolerance()) > 1.0)
                .toList();
        if (!options.quiet()) {
            StepPage.lines(
                            task.config().name(),
                            written,
                            options.command().commandLine().getColorScheme().ansi())
                    .forEach(out::println);
            out.println();
        }
        if (!apart.isEmpty()) {
            WrittenStep.Figure first = apart.get(0);
            String where = first.from().isEmpty() ? first.unit() : first.from() + " -> " + first.unit();
            print(
                    "NOT AS EXPECTED: " + apart.size() + " of " + figures.size()
                            + " figures are not DL4J's. The first is the " + first.quantity()
                            + (where.isEmpty() ? "" : " of " + where) + ": " + first.scalar() + ", DL4J's "
                            + first.candidate() + ".",
                    out);
        } else if (!options.quiet()) {
            double share = figures.stream()
                    .mapToDouble(figure -> figure.share(task.config().verify().tolerance()))
                    .max()
                    .orElse(0.0);
            print(
                    "All " + figures.size() + " figures are DL4J's too: " + Figures.shareInWords(share)
                            + " of the tolerance is used.",
                    out);
        }
        if (!options.quiet()) {
            out.println();
            print(
                    "written to " + task.folder().folder() + ": "
                            + String.join(", ", task.folder().written()),
                    out);
        }
        out.flush();
        return apart.isEmpty() ? ExitStatus.OK : ExitStatus.NOT_AS_EXPECTED;
    }

    private Run run(Path file, ExperimentConfig config) {
        if (!config.learns()) {
            throw wrong(file + " has no optimizer, so that there are no steps; expected one");
        }
        String labels = config.runs().stream().map(Run::label).collect(Collectors.joining(", "));
        Run run = config.runs().stream()
                .filter(any -> optimizer == null || any.label().equals(optimizer))
                .findFirst()
                .orElseThrow(() -> wrong("--optimizer is \"" + optimizer + "\"; expected one of " + labels));
        if (run.network().weightCount() > MOST_WEIGHTS || run.batchSize() > MOST_EXAMPLES) {
            throw wrong(file + " has " + run.network().weightCount() + " weights and batches of " + run.batchSize()
                    + "; expected at most " + MOST_WEIGHTS + " and " + MOST_EXAMPLES
                    + ": a page that a person can read");
        }
        return run;
    }

    private static void print(String sentence, PrintWriter out) {
        TextTable.wrapped(sentence, 2).forEach(out::println);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(options.command().commandLine(), message);
    }
}
