package lockstep.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import lockstep.cli.option.ExitStatus;
import lockstep.cli.option.ProgressLine;
import lockstep.config.file.ConfigReader;
import lockstep.config.file.NewConfig;
import lockstep.config.file.NewConfig.Choosable;
import lockstep.config.file.NewData;
import lockstep.results.file.NewFile;
import lockstep.yaml.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "new",
        description = "Writes a first config, with a word on each key.",
        footer = {
            "",
            "Example: asks for everything, on a terminal",
            "  lockstep new",
            "Example: a network of two hidden layers on rows of yours",
            "  lockstep new mine.yaml --data rows.csv --layers 8,4 --activation relu",
            "",
            "What is not given is chosen to fit the data. A file that is there is never",
            "overwritten."
        })
final class NewCommand implements Callable<Integer> {

    private static final String DATA = "xor";

    /** Asks a person: a question, and the line that answers it; empty where nobody can be asked. */
    private final Supplier<Optional<Function<String, @Nullable String>>> person;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "Where to write it (default: ${DEFAULT-VALUE}).",
            defaultValue = "network.yaml")
    private Path file = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description =
                    "A built-in problem (docs/config.md), or a CSV file whose last column is the target, or a class in"
                            + " text (default: " + DATA + ").")
    private @Nullable String data;

    @Option(names = "--layers", paramLabel = "UNITS", description = "The widths of the hidden layers: 8,4.")
    private @Nullable String layers;

    @Option(names = "--activation", paramLabel = "NAME", description = "The hidden layers' activation.")
    private @Nullable String activation;

    @Option(names = "--loss", paramLabel = "NAME", description = "The loss; the output layer is chosen to fit it.")
    private @Nullable String loss;

    @Option(names = "--optimizer", paramLabel = "NAMES", description = "One or more optimizers: sgd,adam.")
    private @Nullable String optimizer;

    @Spec
    private CommandSpec command = CommandSpec.create();

    NewCommand(Supplier<Optional<Function<String, @Nullable String>>> person) {
        this.person = person;
    }

    /** Whoever sits at the terminal, if it is one: their lines, and null after the last. */
    @SuppressWarnings("SystemConsoleNull") // there may be one from JDK 22 on, which then says that it is no terminal
    static Optional<Function<String, @Nullable String>> terminal() {
        Console console = System.console();
        return console != null && ProgressLine.isTerminal()
                ? Optional.of(question -> console.readLine("%s", question))
                : Optional.empty();
    }

    @Override
    public Integer call() {
        PrintWriter err = command.commandLine().getErr();
        if (Files.exists(file)) {
            throw there();
        }
        Map<Choosable, String> given = given();
        boolean none = data == null && given.isEmpty();
        Optional<Function<String, @Nullable String>> asked = none ? person.get() : Optional.empty();
        Optional<NewConfig> config = asked.map(this::asked).orElseGet(() -> Optional.of(chosen(given)));
        if (config.isEmpty()) {
            err.println("lockstep: there was no answer; nothing was written");
            return ExitStatus.WRONG_INPUT;
        }
        String text = config.get().text(file.toString());
        try {
            new ConfigReader().read(text, file);
        } catch (ConfigException e) { // a loss that the targets do not fit
            err.println(e.getMessage());
            err.println("lockstep: these do not go together; nothing was written");
            return ExitStatus.WRONG_INPUT;
        }
        if (!NewFile.write(file, text)) {
            throw there();
        }
        PrintWriter out = command.commandLine().getOut();
        out.println("written to " + file + "; now try");
        out.println("  ./lockstep verify " + file);
        out.println("  ./lockstep race " + file);
        return ExitStatus.OK;
    }

    private Map<Choosable, String> given() {
        Map<Choosable, String> given = new EnumMap<>(Choosable.class);
        put(given, Choosable.LAYERS, layers);
        put(given, Choosable.ACTIVATION, activation);
        put(given, Choosable.LOSS, loss);
        put(given, Choosable.OPTIMIZER, optimizer);
        return given;
    }

    private static void put(Map<Choosable, String> given, Choosable what, @Nullable String value) {
        if (value != null) {
            given.put(what, value);
        }
    }

    private NewConfig chosen(Map<Choosable, String> given) {
        String option = "--data";
        try {
            NewConfig config = NewConfig.of(NewData.of(data == null ? DATA : data, folder()));
            for (Map.Entry<Choosable, String> choice : given.entrySet()) {
                option = "--" + name(choice.getKey());
                config = config.with(choice.getKey(), choice.getValue());
            }
            return config;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), option + ": " + e.getMessage());
        }
    }

    /** Asks one thing after another, each until the answer is one; empty once there are no more answers. */
    private Optional<NewConfig> asked(Function<String, @Nullable String> question) {
        Optional<NewConfig> config = answer(question, "data", DATA, text -> NewConfig.of(NewData.of(text, folder())));
        for (Choosable what : Choosable.values()) {
            config = config.flatMap(
                    before -> answer(question, name(what), before.chosen(what), text -> before.with(what, text)));
        }
        return config;
    }

    private Optional<NewConfig> answer(
            Function<String, @Nullable String> question,
            String what,
            String byDefault,
            Function<String, NewConfig> reading) {
        while (true) {
            String answer = question.apply(what + " [" + byDefault + "]: ");
            if (answer == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(reading.apply(answer.isBlank() ? byDefault : answer.strip()));
            } catch (IllegalArgumentException e) {
                command.commandLine().getErr().println(e.getMessage());
            }
        }
    }

    private static String name(Choosable what) {
        return what.name().toLowerCase(Locale.ROOT);
    }

    private Path folder() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("") : parent;
    }

    private ParameterException there() {
        return new ParameterException(
                command.commandLine(), "found " + file + " already, expected the name of a new file");
    }
}
