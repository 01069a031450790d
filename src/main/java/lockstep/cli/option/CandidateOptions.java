package lockstep.cli.option;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import lockstep.program.EngineClass;
import lockstep.program.Program;
import lockstep.session.Candidate;
import lockstep.session.Model;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The arguments that name the user's own network. */
public final class CandidateOptions {

    private static final String CLASS_PATH_VARIABLE = "LOCKSTEP_CLASSPATH";

    /** Starting takes longer than answering: a Python with a large library needs some seconds. */
    private static final Duration TO_START = Duration.ofSeconds(30);

    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    /** A day. */
    private static final double LONGEST_TIMEOUT = 86_400.0;

    @Option(
            names = "--against",
            paramLabel = "COMMAND",
            description = "Compare with this program of yours instead of DL4J (docs/bring-your-own.md), or with a"
                    + " model.zip whose activations, loss or updater are your own.")
    private @Nullable String command;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            split = ",",
            description =
                    "How long the program may take to start and answer `init`, and how long for every other answer:"
                            + " two numbers, or one for both (default: 30,10).")
    private @Nullable List<Double> timeout;

    @Option(
            names = "--engine",
            paramLabel = "CLASS",
            description = "Compare with this Java class of yours, a lockstep.model.Engine, instead of DL4J.")
    private @Nullable String engine;

    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            description =
                    "Where that class is, or a model's: folders and jars, separated as for java (default: the variable"
                            + " LOCKSTEP_CLASSPATH).")
    private @Nullable String classPath;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** The zip of DL4J's that is compared with; null for none. */
    @Nullable
    public Path model() {
        Path zip =
                command == null || (command.contains(" ") && !Files.exists(Path.of(command))) ? null : Path.of(command);
        return zip != null && Model.isOne(zip) ? zip : null;
    }

    /**
     * Finds classes of the user's own, after Lockstep's.
     *
     * @throws ParameterException if a part of the class path does not exist
     */
    public ClassLoader classes() {
        try {
            return EngineClass.loader(classPath());
        } catch (IllegalArgumentException e) {
            throw wrong("--class-path: " + e.getMessage());
        }
    }

    /**
     * The candidate that they name; DL4J if they name none.
     *
     * @throws ParameterException if they make no sense together, or there is no such class
     */
    public Candidate candidate() {
        expect(command == null || engine == null, "--against and --engine are given; expected one of them");
        boolean isModel = model() != null;
        expect(
                timeout == null || (command != null && !isModel),
                "--timeout is given without --against, which it is for");
        expect(
                classPath == null || engine != null || isModel,
                "--class-path is given without --engine, which it is for");
        try {
            if (command != null && !isModel) {
                return Candidate.program(program(command));
            }
            return engine == null ? Candidate.dl4j() : Candidate.engine(EngineClass.load(engine, classPath()));
        } catch (IllegalArgumentException e) {
            throw wrong((command == null ? "--engine: " : "--against: ") + e.getMessage());
        }
    }

    private Program program(String shellCommand) {
        if (timeout == null) {
            return new Program(shellCommand, TO_START, TO_ANSWER);
        }
        expect(timeout.size() <= 2, "--timeout has " + timeout.size() + " numbers; expected one or two");
        for (double seconds : timeout) {
            expect(
                    seconds >= 0.001 && seconds <= LONGEST_TIMEOUT,
                    "--timeout is " + seconds + "; expected a number of seconds, from 0.001 to a day");
        }
        return new Program(shellCommand, limit(timeout.get(0)), limit(timeout.get(timeout.size() - 1)));
    }

    private static Duration limit(double seconds) {
        return Duration.ofMillis(Math.round(1000.0 * seconds));
    }

    private List<Path> classPath() {
        String variable = System.getenv(CLASS_PATH_VARIABLE);
        String text = classPath != null ? classPath : variable != null ? variable : "";
        return Arrays.stream(text.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
    }

    private void expect(boolean right, String message) {
        if (!right) {
            throw wrong(message);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
