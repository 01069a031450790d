package lockstep.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigReader;
import lockstep.results.JunitFile;
import lockstep.results.JunitFile.Case;
import lockstep.results.JunitFile.Outcome;
import lockstep.results.file.UnwritableException;
import lockstep.session.Results;
import lockstep.words.OutputsWords;
import lockstep.words.VerdictWords;
import lockstep.yaml.ConfigException;
import lockstep.yaml.ConfigProblem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a CI server shows of verdicts: a file of test cases and, on GitHub, a remark at the line of the config. */
final class CiReport {

    /** Under which name each command has its own mixed in. */
    private static final String MIXIN = "ci";

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Write the verdicts as test cases in JUnit's XML too, for a CI server (docs/ci.md).")
    private @Nullable Path junit;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    boolean isAsked() {
        return junit != null;
    }

    /**
     * Before anything is run: the file of an earlier run would be taken for this one's.
     *
     * @throws UnwritableException if it cannot be written
     */
    void begin() {
        write(List.of());
    }

    /** Tells of configs whose work has ended. */
    void end(List<Results> all) {
        tell(all.stream().flatMap(CiReport::cases).toList());
    }

    /**
     * Tells of a program that was diagnosed.
     *
     * @param right whether it has no fault
     * @param found what was found, in sentences
     */
    void diagnosed(Path file, ExperimentConfig config, String label, boolean right, List<String> found) {
        tell(List.of(new Case(
                config.name(),
                label,
                right ? Outcome.PASSED : Outcome.FAILURE,
                file.toString(),
                ConfigReader.lineOf(label, file),
                found.get(0),
                String.join("\n", found.subList(1, found.size())))));
    }

    /** Tells of what is wrong with the configs of any command. */
    static void mistakes(ConfigException mistakes, CommandLine at) {
        List<Case> cases = mistakes.said().stream().map(CiReport::mistake).toList();
        CommandSpec mixin = at.getCommandSpec().mixins().get(MIXIN);
        if (mixin != null && mixin.userObject() instanceof CiReport report) {
            try {
                report.write(cases);
            } catch (UnwritableException e) {
                at.getErr().println(e.getMessage());
            }
        }
        annotate(cases, at.getErr());
    }

    private void tell(List<Case> cases) {
        write(cases);
        annotate(cases, command.commandLine().getErr());
    }

    private void write(List<Case> cases) {
        if (junit != null) {
            JunitFile.write(junit, cases);
        }
    }

    private static Case mistake(ConfigProblem problem) {
        String place = problem.line() > 0 ? "line " + problem.line() : "config";
        return new Case(problem.file(), place, Outcome.ERROR, problem.file(), problem.line(), problem.message(), "");
    }

    private static Stream<Case> cases(Results results) {
        ExperimentConfig config = results.config();
        String candidate = results.candidate().name();
        return Stream.concat(
                results.untrained().stream().map(outputs -> {
                    String found =
                            OutputsWords.untrained(outputs, config.verify().tolerance(), candidate);
                    Outcome outcome = results.untrainedAsExpected() ? Outcome.PASSED : Outcome.FAILURE;
                    return new Case(
                            config.name(), "outputs", outcome, results.file().toString(), 0, found, "");
                }),
                config.runs().stream().map(run -> verdict(results, run.label())));
    }

    private static Case verdict(Results results, String label) {
        Outcome outcome = Outcome.SKIPPED;
        String message = "not verified";
        String text = "";
        var ruling = results.rulings().stream()
                .filter(each -> each.optimizer().equals(label))
                .findFirst();
        if (ruling.isPresent()) {
            outcome = ruling.get().isUnexpected() ? Outcome.FAILURE : Outcome.PASSED;
            message = ruling.get().verdict().word() + ", expected "
                    + ruling.get().expected().key();
            text = VerdictWords.sentence(ruling.get(), results.candidate().name());
        }
        boolean otherGradients = results.unexpectedGradients().stream()
                .anyMatch(sizes -> sizes.run().label().equals(label));
        if (otherGradients && outcome != Outcome.FAILURE) {
            outcome = Outcome.FAILURE;
            message = "the two sides have gradients of other sizes";
        }
        return new Case(
                results.config().name(),
                label,
                outcome,
                results.file().toString(),
                ConfigReader.lineOf(label, results.file()),
                message,
                text);
    }

    /** GitHub reads these lines, wherever they are printed, and marks the places. */
    private static void annotate(List<Case> cases, PrintWriter err) {
        if ("true".equals(System.getenv("GITHUB_ACTIONS"))) {
            cases.stream()
                    .filter(each -> each.outcome() == Outcome.FAILURE || each.outcome() == Outcome.ERROR)
                    .map(CiReport::annotation)
                    .forEach(err::println);
            err.flush();
        }
    }

    private static String annotation(Case each) {
        return "::error file="
                + escaped(fromTheRoot(each.file())).replace(":", "%3A").replace(",", "%2C")
                + (each.line() > 0 ? ",line=" + each.line() : "")
                + "::" + escaped(each.message() + "\n" + each.text());
    }

    /** GitHub knows files by their paths from the root of the repository, which need not be the current folder. */
    private static String fromTheRoot(String file) {
        Path root = Path.of(
                        Optional.ofNullable(System.getenv("GITHUB_WORKSPACE")).orElse(""))
                .toAbsolutePath();
        Path absolute = Path.of(file).toAbsolutePath().normalize();
        return absolute.startsWith(root) ? root.relativize(absolute).toString() : file;
    }

    private static String escaped(String text) {
        return text.strip().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
