package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigReader;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.parity.Parity;
import lockstep.parity.ParityCheck;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.upkeep.Fuzz;
import lockstep.upkeep.Shrinking.Failing;
import lockstep.work.Interruption;
import lockstep.work.Progress;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Without it a combination that nobody thought of could disagree, or a failing one could not be had again. */
class FuzzTest {

    @TempDir
    private Path folder;

    private record Answer(int status, String out) {}

    /** More of them by {@code lockstep fuzz --configs 10000}. */
    @Test
    void someHundredRandomConfigsAgree() {
        Fuzz fuzz = new Fuzz(ControlNetwork::new, Precision.DOUBLE, 20, 2);

        List<Parity> parities = fuzz.verify(fuzz.runs(1_000_000, 250), Progress.NONE);

        assertThat(parities)
                .allSatisfy(parity -> assertThat(parity.verdict().kind())
                        .as(() -> parity.run().label() + " " + parity.verdict().decisive())
                        .isNotEqualTo(Verdict.Kind.DISAGREE));
    }

    /**
     * Three configs that a fuzz of 10,000 found. A layer's whole gradient is the rounding that is left where equal terms cancel
     * out, or where tanh is 1; then it is made one unit long. Of no two right programs it need have the same sign.
     */
    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "cancelled_hidden", "saturated"})
    void whereAGradientIsNothingButRoundingNobodyIsCalledWrong(String name) throws ConfigException {
        Path file = Path.of("src/test/resources/lockstep/noise/" + name + ".yaml");
        ExperimentConfig config = new ConfigReader().read(file);
        ParityCheck check = new ParityCheck(Tolerance.DEFAULT, config.verify().steps());

        Parity parity = check.judge(config.anyRun(), ControlNetwork::new, Dl4jNetwork::new, Progress.NONE);

        assertThat(parity.verdict().kind())
                .as(() -> parity.verdict().decisive().toString())
                .isNotEqualTo(Verdict.Kind.DISAGREE);
    }

    /** The reader refuses what is no valid config, and gives back what was drawn. */
    @Test
    void everyRandomRunIsAValidConfig() throws ConfigException {
        Fuzz fuzz = new Fuzz(ControlNetwork::new, Precision.DOUBLE, 5, 1);
        for (Run run : fuzz.runs(0, 300)) {
            ExperimentConfig config = read(Fuzz.config(new Failing(run, 5)));
            Run again = config.anyRun();

            assertThat(config.verify().steps()).isEqualTo(5);
            assertThat(again.network()).isEqualTo(run.network());
            assertThat(again.start().weights()).isEqualTo(run.start().weights());
            assertThat(again.examples().inputValues()).isEqualTo(run.examples().inputValues());
            assertThat(again.examples().targetValues()).isEqualTo(run.examples().targetValues());
            assertThat(List.of(again.batchSize(), again.shuffle(), again.seed()))
                    .isEqualTo(List.of(run.batchSize(), run.shuffle(), run.seed()));
        }
    }

    @Test
    void aFailingConfigIsShrunkToWhatTheFailureIsAbout() throws ConfigException {
        Fuzz fuzz = new Fuzz(FuzzTest::faulty, Precision.DOUBLE, 10, 1);
        Parity failing = fuzz.verify(fuzz.runs(1, 30), Progress.NONE).stream()
                .filter(parity -> parity.verdict().kind() == Verdict.Kind.DISAGREE)
                .filter(parity -> parity.run().network().layers().size() > 2
                        && parity.run().network().loss() != Loss.CROSS_ENTROPY) // whose outputs stay
                .findFirst()
                .orElseThrow();

        Failing smallest = fuzz.shrink(failing);

        assertThat(smallest.run().network().shape()).isEqualTo("1-1");
        assertThat(smallest.run().examples().size()).isEqualTo(1);
        assertThat(smallest.steps()).isEqualTo(1);
        Run again = read(Fuzz.config(smallest)).anyRun();
        assertThat(kindOf(again, FuzzTest::faulty)).isEqualTo(Verdict.Kind.DISAGREE);
        assertThat(kindOf(again, ControlNetwork::new)).isEqualTo(Verdict.Kind.AGREE);
    }

    @Test
    void theCommandWritesWhatFailsAndSaysSo() throws IOException {
        Answer answer = fuzz(FuzzTest::faulty, "--configs", "6", "--seed", "1", "--steps", "5");

        assertThat(answer.status).isEqualTo(1);
        try (Stream<Path> files = Files.list(folder.resolve("fuzz"))) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .toList();
            assertThat(names)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(answer.out).contains(name.replace(".yaml", " ("), "fuzz/" + name));
        }
        assertThat(answer.out).containsPattern("seed_\\d+ \\(\\w+\\): disagree at rung rule, step 0, update");
    }

    /** Neither the number of threads nor the runs before it change what comes of a seed. */
    @Test
    void aSeedStandsForItself() throws IOException {
        Answer two = fuzz(ControlNetwork::new, "--configs", "8", "--seed", "40", "--steps", "5", "--threads", "2");
        String table = Files.readString(folder.resolve("fuzz/fuzz.csv"));
        Answer one = fuzz(ControlNetwork::new, "--configs", "8", "--seed", "40", "--steps", "5", "--threads", "1");

        assertThat(two.status).isZero();
        assertThat(one).isEqualTo(two);
        assertThat(folder.resolve("fuzz/fuzz.csv")).hasContent(table);
        assertThat(two.out).startsWith("8 configs\n").contains("0 disagree\n");

        fuzz(ControlNetwork::new, "--configs", "1", "--seed", "47", "--steps", "5");
        assertThat(Files.readAllLines(folder.resolve("fuzz/fuzz.csv")))
                .hasSize(2)
                .element(1)
                .satisfies(row -> {
                    String kind = row.substring(0, row.indexOf(','));
                    assertThat(kind)
                            .isEqualTo(new Fuzz(ControlNetwork::new, Precision.DOUBLE, 5, 1)
                                    .runs(40, 8)
                                    .get(7)
                                    .kind());
                });
    }

    private Answer fuzz(Engines scalar, String... args) {
        StringWriter out = new StringWriter();
        CommandLine command =
                new CommandLine(new FuzzCommand(new Interruption(), scalar)).setOut(new PrintWriter(out, true));
        String[] all = Stream.concat(Stream.of(args), Stream.of("--out", folder.toString()))
                .toArray(String[]::new);
        return new Answer(command.execute(all), out.toString());
    }

    private static Engine faulty(NetworkSpec network) {
        return new FaultyNetwork(network, Faults.of(Fault.EPSILON_TENFOLD));
    }

    private static Verdict.Kind kindOf(Run run, Engines scalar) {
        return new Fuzz(scalar, Precision.DOUBLE, 3, 1)
                .verify(List.of(run), Progress.NONE)
                .get(0)
                .verdict()
                .kind();
    }

    private static ExperimentConfig read(String config) throws ConfigException {
        return new ConfigReader().read(config, Path.of("fuzz.yaml"));
    }
}
