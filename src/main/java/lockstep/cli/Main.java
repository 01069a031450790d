package lockstep.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lockstep.cli.option.Arguments;
import lockstep.cli.option.ExitStatus;
import lockstep.console.TextTable;
import lockstep.dl4j.UnsupportedNetworkException;
import lockstep.results.file.UnreadableException;
import lockstep.results.file.UnwritableException;
import lockstep.work.Heap;
import lockstep.work.Interruption;
import lockstep.yaml.ConfigException;
import lockstep.yaml.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code lockstep}. */
@Command(
        name = "lockstep",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Checks a hand-written backprop network against Deeplearning4j step by step, then races the optimizers.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  lockstep run configs/xor.yaml",
            "",
            "Exit status 0: every verdict is as expected; 1: some verdict is not; 2: the",
            "command line or a config is wrong, and nothing was run; 3: Lockstep could not",
            "be built or started; 70: a fault in Lockstep itself; 71: Java had not enough",
            "memory; 74: results, or this output, could not be written; 130: interrupted,",
            "and what was finished is kept."
        })
public final class Main implements Callable<Integer> {

    /** Longer than any step takes. */
    private static final long SECONDS_TO_END = 60;

    /** Where JavaCPP unpacks native libraries. */
    private static final String CACHE = "org.bytedeco.javacpp.cachedir";

    @Spec
    private CommandSpec command = CommandSpec.create();

    private Main() {}

    public static void main(String[] args) {
        Interruption interruption = new Interruption();
        CountDownLatch ended = new CountDownLatch(1);
        // On Ctrl-C the JVM runs this, and ends with 130 when it is through: not before what was finished is written.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            interruption.request();
            await(ended);
        }));
        Output output = new Output(new FileOutputStream(FileDescriptor.out));
        PrintWriter out = writer(output);
        PrintWriter err = writer(new FileOutputStream(FileDescriptor.err));
        int status = ExitStatus.FAULT;
        try {
            status = commandLine(interruption).setOut(out).setErr(err).execute(args);
        } catch (Error e) { // out of memory, or a native library that does not load
            status = status(e, err);
        } finally {
            out.flush();
            status = unlessLost(output, status, err);
            err.flush();
            ended.countDown();
        }
        System.exit(status);
    }

    /** The commands, ready to {@link CommandLine#execute}. */
    public static CommandLine commandLine(Interruption interruption) {
        boolean dumb = "dumb".equals(System.getenv("TERM")); // picocli does not look at this
        return Arguments.readBy(new CommandLine(new Main())
                        .addSubcommand(new NewCommand(NewCommand::terminal))
                        .addSubcommand(new RunCommand(interruption))
                        .addSubcommand(new VerifyCommand(interruption))
                        .addSubcommand(new RaceCommand(interruption))
                        .addSubcommand(new MergeCommand(interruption))
                        .addSubcommand(new StepCommand(interruption))
                        .addSubcommand(new DiagnoseCommand(interruption))
                        .addSubcommand(new AdequacyCommand(interruption))
                        .addSubcommand(new ReportCommand())
                        .addSubcommand(new SchemaCommand())
                        .addSubcommand(new ImportCommand())
                        .addSubcommand(new ExportCommand())
                        .addSubcommand(new SurfaceCommand(interruption))
                        .addSubcommand(new FuzzCommand(interruption))
                        .addSubcommand(new CompletionCommand())
                        .addSubcommand(new HelpCommand()))
                .setColorScheme(Help.defaultColorScheme(dumb ? Help.Ansi.OFF : Help.Ansi.AUTO))
                .setUsageHelpWidth(TextTable.WIDTH)
                .setParameterExceptionHandler(Main::wrongArguments)
                .setExecutionExceptionHandler(Main::failed);
    }

    /** Runs where no command is given. */
    @Override
    public Integer call() {
        throw new ParameterException(command.commandLine(), "Missing required command");
    }

    private static int wrongArguments(ParameterException e, String[] args) {
        CommandLine at = e.getCommandLine();
        at.getErr().println("lockstep: " + Arguments.message(e));
        suggestion(e)
                .ifPresentOrElse(
                        meant -> at.getErr()
                                .println("Did you mean: " + at.getCommandSpec().qualifiedName() + ' ' + meant + '?'),
                        () -> UnmatchedArgumentException.printSuggestions(e, at.getErr()));
        at.getErr().println("Try: " + at.getCommandSpec().qualifiedName() + " --help");
        return ExitStatus.WRONG_INPUT;
    }

    /** The command that a misspelt one was meant to be; picocli sees none in {@code rnu}. */
    private static Optional<String> suggestion(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                ? Nearest.to(
                        unmatched.getUnmatched().get(0),
                        e.getCommandLine().getSubcommands().keySet(),
                        Map.of())
                : Optional.empty();
    }

    static int failed(Exception e, CommandLine at, ParseResult parsed) {
        if (e instanceof ConfigException mistakes) {
            at.getErr().println(e.getMessage());
            CiReport.mistakes(mistakes, at);
            return ExitStatus.WRONG_INPUT;
        }
        if (e instanceof UnsupportedNetworkException) {
            at.getErr().println(e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) { // on whichever thread
            if (cause instanceof UnwritableException || cause instanceof UnreadableException) {
                at.getErr().println("lockstep: " + cause.getMessage());
                return ExitStatus.NOT_WRITTEN;
            }
        }
        return status(e, at.getErr());
    }

    /** Says what went wrong: that memory ran out, on whichever thread, or else that the fault is ours. */
    private static int status(Throwable e, PrintWriter err) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                err.println("lockstep: this needs more memory than there is (" + cause.getMessage() + "). "
                        + Heap.advice(0));
                err.flush();
                return ExitStatus.NO_MEMORY;
            }
            if (cause instanceof LinkageError && isOfDl4j(cause)) {
                err.println("lockstep: DL4J's native library could not be loaded: " + lastLine(cause)
                        + ". It is unpacked into "
                        + System.getProperty(CACHE, System.getProperty("user.home") + "/.javacpp/cache")
                        + ", where it must be possible to write and to execute; for another folder, set"
                        + " LOCKSTEP_JAVA_OPTS=-D" + CACHE + "=FOLDER");
                err.flush();
                return ExitStatus.NOT_STARTED;
            }
        }
        err.println("lockstep: a fault in Lockstep itself; please report it with what follows");
        e.printStackTrace(err);
        err.flush();
        return ExitStatus.FAULT;
    }

    private static boolean isOfDl4j(Throwable e) {
        return Arrays.stream(e.getStackTrace())
                .anyMatch(frame -> frame.getClassName().matches("lockstep[.]dl4j[.].*"));
    }

    /** The cause of all, in one line. */
    private static String lastLine(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /**
     * A verdict that nobody could read is no verdict: its status would say that all is well, or that the reader knows what is
     * not.
     */
    private static int unlessLost(Output output, int status, PrintWriter err) {
        Optional<String> lost = output.lost();
        lost.ifPresent(why -> err.println("lockstep: cannot write to standard output: " + why));
        boolean ofVerdicts = status == ExitStatus.OK || status == ExitStatus.NOT_AS_EXPECTED;
        return lost.isPresent() && ofVerdicts ? ExitStatus.NOT_WRITTEN : status;
    }

    private static PrintWriter writer(OutputStream to) {
        return new PrintWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), true);
    }

    private static void await(CountDownLatch latch) {
        try {
            boolean inTime = latch.await(SECONDS_TO_END, TimeUnit.SECONDS);
            if (!inTime) {
                Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The version that the jar was built with. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"lockstep " + Objects.requireNonNullElse(version, "(not from a jar)")};
        }
    }
}
