package lockstep.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import lockstep.cli.option.Arguments;
import lockstep.cli.option.CommonOptions;
import lockstep.cli.option.ExitStatus;
import lockstep.config.VerifySettings;
import lockstep.console.TextTable;
import lockstep.diagnosis.Adequacy;
import lockstep.diagnosis.PlantedFaults;
import lockstep.model.Run;
import lockstep.results.FaultTables;
import lockstep.results.file.UnwritableException;
import lockstep.session.Candidate;
import lockstep.session.Task;
import lockstep.words.FaultWords;
import lockstep.work.Interruption;
import lockstep.yaml.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "adequacy",
        description = "Says which faults of the catalogue a config cannot notice, and why.",
        footer = {
            "",
            "Example:",
            "  lockstep adequacy configs/dense.yaml configs/xor.yaml",
            "",
            "Exit status 1: a config declares `adequacy: all` and does not notice all."
        })
final class AdequacyCommand implements Callable<Integer> {

    private static final long SEED_OF_PLANTS = 2026;

    private final Interruption interruption;

    @Mixin
    private CommonOptions options = new CommonOptions.OfConfigs();

    @Option(
            names = "--plant",
            paramLabel = "N",
            converter = Arguments.Count.class,
            description = "Also measure the diagnosis: plant each fault, N random pairs and N random triples into"
                    + " the right program, diagnose its losses, and write planted.csv.")
    private @Nullable Integer planted;

    AdequacyCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws ConfigException {
        PrintWriter out = options.command().commandLine().getOut();
        PrintWriter err = options.command().commandLine().getErr();
        List<Task> tasks;
        try {
            tasks = Task.withFolders(options.readAll(), options.out(), Candidate.dl4j());
            for (Task task : tasks) {
                if (!task.config().learns()) {
                    err.println(task.file() + ": found no optimizer, expected one: the faults are faults of learning");
                    return ExitStatus.WRONG_INPUT;
                }
            }
        } catch (UnwritableException e) {
            err.println(e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
        boolean asDeclared = true;
        for (Task task : tasks) {
            List<Adequacy> adequacies;
            try {
                adequacies = interruption.during(() -> adequacies(task));
                if (planted != null) {
                    int count = planted;
                    interruption.during(() -> plant(task, count));
                }
            } catch (CancellationException e) {
                err.println("lockstep: interrupted; nothing was written for "
                        + task.config().name());
                return ExitStatus.INTERRUPTED;
            }
            task.folder().write(FaultTables.adequacy(adequacies));
            boolean complete = adequacies.stream().allMatch(Adequacy::isComplete);
            boolean declared = task.config().adequacy().isPresent();
            if (!options.quiet() || (declared && !complete)) {
                print(task, adequacies, declared && !complete, out);
            }
            asDeclared &= complete || !declared;
        }
        out.flush();
        return asDeclared ? ExitStatus.OK : ExitStatus.NOT_AS_EXPECTED;
    }

    private List<Adequacy> adequacies(Task task) {
        VerifySettings verify = task.config().verify();
        return task.config().runs().stream()
                .map(run -> Adequacy.of(run, verify.tolerance(), verify.steps(), options.threads()))
                .toList();
    }

    private boolean plant(Task task, int count) {
        Run run = task.config().anyRun();
        List<PlantedFaults.Trial> trials = PlantedFaults.on(run, count, SEED_OF_PLANTS, options.threads());
        task.folder().write(FaultTables.planted(run, trials));
        return true;
    }

    private void print(Task task, List<Adequacy> adequacies, boolean failed, PrintWriter out) {
        for (Adequacy adequacy : adequacies) {
            FaultWords.adequacy(task.config().name(), adequacy).forEach(line -> print(line, out));
            out.println();
        }
        if (failed) {
            print(FaultWords.notAll(task.file().toString()), out);
        }
        if (!options.quiet()) {
            print(task.folder().contents(), out);
        }
    }

    private static void print(String paragraph, PrintWriter out) {
        TextTable.wrapped(paragraph).forEach(out::println);
    }
}
