package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigReader;
import lockstep.model.Activation;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.Target;
import lockstep.work.Interruption;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Without it somebody's first config could be refused by the very next command, or overwrite one that they had written. */
class NewCommandTest {

    @TempDir
    private Path folder;

    private record Answer(int status, String out, String err) {}

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            --data xor                                                    ~ tanh sigmoid          ~ half_squared_error
            --data digits --layers 8,5 --activation relu                  ~ relu relu softmax     ~ cross_entropy
            --data two_spirals --loss binary_cross_entropy                ~ tanh sigmoid          ~ binary_cross_entropy
            --data sine --loss mean_absolute_error --optimizer adadelta   ~ tanh tanh             ~ mean_absolute_error
            --data parity --activation softplus --optimizer adam,nesterov ~ softplus sigmoid      ~ half_squared_error
            """)
    void whatIsNotGivenFitsTheData(String options, String activations, String loss) throws ConfigException {
        assertThat(create(options.split(" ")).status).isZero();

        ExperimentConfig config = config();
        assertThat(config.anyRun().network().layers().stream()
                        .map(LayerSpec::activation)
                        .map(Activation::key))
                .containsExactly(activations.split(" "));
        assertThat(config.anyRun().network().loss().key()).isEqualTo(loss);
    }

    /** With a header and classes; with neither, and numbers; its path is seen from the config's folder. */
    @Test
    void aFileOfRowsIsLookedAt() throws IOException, ConfigException {
        Path classes =
                Files.writeString(folder.resolve("classes.csv"), "a,b,\"the kind\"\n1,200,x\n3,150,y\n2,180,x\n");
        assertThat(create("--data", classes.toString()).status).isZero();
        assertThat(config().anyRun().network().shape()).isEqualTo("2-4-2");
        assertThat(config().anyRun().network().loss()).isEqualTo(Loss.CROSS_ENTROPY);
        assertThat(config().race().orElseThrow().targets()).containsExactly(new Target(Target.Measure.ACCURACY, 0.95));

        Files.delete(folder.resolve("mine.yaml"));
        Path numbers = Files.writeString(folder.resolve("numbers.csv"), "1,200,3.5\n3,150,4\n2,180,9\n");
        assertThat(create("--data", numbers.toString()).status).isZero();
        assertThat(config().anyRun().network().shape()).isEqualTo("2-4-1");
        assertThat(config().anyRun().network().layers().get(1).activation()).isEqualTo(Activation.IDENTITY);
        // By hand: the mean is 5.5, half the mean square around it (4 + 2.25 + 12.25) / 6, and a tenth of that 0.31.
        assertThat(config().race().orElseThrow().targets()).containsExactly(new Target(Target.Measure.LOSS, 0.31));
    }

    @Test
    void itIsVerifiedAndRacedAsItStands() {
        assertThat(create("--layers", "3", "--optimizer", "sgd,adam").status).isZero();
        assertThat(run(Main.commandLine(new Interruption()), "run", "--quiet", "--out", folder + "/results", mine()))
                .isEqualTo(new Answer(0, "", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            --loss MSE                    ~ lockstep: --loss: found the unknown loss "MSE",         ~ did you mean "mean_squared_error"?
            --activation ReLU             ~ lockstep: --activation: found the unknown activation    ~ did you mean "relu"?
            --optimizer Adam              ~ lockstep: --optimizer: found the unknown optimizer      ~ did you mean "adam"?
            --data xnor                   ~ lockstep: --data: found the unknown problem "xnor",     ~ did you mean "xor"?
            --data none.csv               ~ lockstep: --data: none.csv: found no such file          ~ expected a CSV file
            --layers 4,none               ~ lockstep: --layers: found "4,none", expected            ~ each from 1 to
            --loss hinge                  ~ mine.yaml:                                              ~ these do not go together; nothing was written
            """)
    void whatIsWrongIsSaidAndNothingWritten(String options, String beginning, String rest) {
        Answer answer = create(options.split(" "));
        assertThat(answer.status).isEqualTo(2);
        assertThat(answer.err.replace(folder + "/", "")).startsWith(beginning).contains(rest);
        assertThat(Path.of(mine())).doesNotExist();
    }

    @Test
    void whatIsThereIsNeverOverwritten() throws IOException {
        Files.writeString(Path.of(mine()), "mine");
        assertThat(create().err)
                .startsWith("lockstep: found " + mine() + " already, expected the name of a new file\n");
        assertThat(Path.of(mine())).hasContent("mine");
    }

    /** A wrong answer is asked for again; an empty one is the one in brackets. */
    @Test
    void aPersonIsAskedIfNothingIsGiven() throws ConfigException {
        Deque<String> answers = new ArrayDeque<>(List.of("iris", "6", "ReLU", "relu", "", "adam"));
        List<String> questions = new ArrayList<>();
        CommandLine command = new CommandLine(new NewCommand(() -> Optional.of(question -> {
            questions.add(question);
            return answers.poll();
        })));

        assertThat(run(command, mine()).err).contains("did you mean \"relu\"?");
        assertThat(questions)
                .containsExactly(
                        "data [xor]: ",
                        "layers [4]: ",
                        "activation [tanh]: ",
                        "activation [tanh]: ",
                        "loss [cross_entropy]: ",
                        "optimizer [sgd,momentum,adam]: ");
        assertThat(config().anyRun().network().shape()).isEqualTo("4-6-3");
        assertThat(config().runs()).hasSize(1);
    }

    @Test
    void whoGoesAwayGetsNothing() {
        CommandLine command = new CommandLine(new NewCommand(() -> Optional.of(question -> null)));
        assertThat(run(command, mine()).status).isEqualTo(2);
        assertThat(Path.of(mine())).doesNotExist();
    }

    private Answer create(String... options) {
        List<String> all = new ArrayList<>(List.of("new", mine()));
        all.addAll(Arrays.asList(options));
        return run(Main.commandLine(new Interruption()), all.toArray(String[]::new));
    }

    private static Answer run(CommandLine command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = command.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Answer(status, out.toString(), err.toString());
    }

    private String mine() {
        return folder.resolve("mine.yaml").toString();
    }

    private ExperimentConfig config() throws ConfigException {
        return new ConfigReader().read(Path.of(mine()));
    }
}
