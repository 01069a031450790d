package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigReader;
import lockstep.diagnosis.Course;
import lockstep.diagnosis.Diagnosis;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.parity.Parity;
import lockstep.parity.ParityCheck;
import lockstep.parity.verdict.Trace;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.session.LikelyFault;
import lockstep.words.DiagnosisWords;
import lockstep.work.Interruption;
import lockstep.work.Progress;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a wrong program could be passed as right in CI, or a mistyped option could look like a diagnosis. */
class FaultCommandsTest {

    private static final String DENSE = "configs/dense.yaml";

    @TempDir
    private Path folder;

    private record Answer(int status, String out, String err) {}

    @Test
    void theDenseConfigNoticesEveryFaultByStepThree() throws IOException {
        Answer answer = execute("adequacy", DENSE);

        assertThat(answer.err).isEmpty();
        assertThat(answer.status).isZero();
        assertThat(answer.out).contains("dense, momentum: 103 of 103 faults are noticed, by step 3 at the latest");
        List<String> rows = Files.readAllLines(folder.resolve("dense/adequacy.csv"));
        assertThat(rows).hasSize(1 + Fault.values().length);
        assertThat(rows).contains("momentum,momentum,late_hidden_delta,noticed,gradient,0,");
        assertThat(rows).contains("momentum,momentum,betas_swapped,not_applicable,,,not a fault of momentum");
    }

    /** What dense.yaml has no place for: softmax, penalties, shuffling, and the other optimizers' rules. */
    @Test
    void everyFaultIsNoticedByStepThreeOnAShippedConfig() throws IOException {
        List<String> names = List.of("dense", "dense-softmax", "dense-cross-entropy", "dense-optimizers");
        List<String> arguments = new ArrayList<>(List.of("adequacy"));
        names.forEach(name -> arguments.add("configs/" + name + ".yaml"));
        assertThat(execute(arguments.toArray(String[]::new)).status).isZero();

        Set<String> noticed = new HashSet<>();
        for (String name : names) {
            for (String row : Files.readAllLines(folder.resolve(name + "/adequacy.csv"))) {
                String[] cells = row.split(",", -1); // optimizer, kind, fault, sight, rung, step
                if (cells[3].equals("noticed") && Integer.parseInt(cells[5]) <= 3) {
                    noticed.add(cells[2]);
                }
            }
        }
        assertThat(noticed).containsExactlyInAnyOrderElementsOf(Fault.keys());
    }

    @Test
    void aConfigThatDeclaresAllAndIsBlindFails() throws IOException {
        Path config = write("blind.yaml", xor(1) + "adequacy: all\n");

        Answer answer = execute("adequacy", config.toString());

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out.replaceAll("\\s+", " "))
                .contains("not noticed, because a batch has one example: loss_reduction")
                .contains("not noticed, because there is one output: loss_per_output, first_output_only")
                .contains("declares `adequacy: all`, but does not notice all");
        assertThat(answer.out.lines()).allMatch(line -> line.length() <= 80 || line.contains(folder.toString()));
        assertThat(execute("adequacy", write("open.yaml", xor(1)).toString()).status)
                .isZero();
    }

    @Test
    void theListingsFaultsAreNamedWithTheirRightForm() throws IOException {
        Answer answer =
                execute("diagnose", "--losses", "examples/listing.csv", "--per", "epoch", "examples/listing.yaml");

        assertThat(answer.err).isEmpty();
        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out)
                .contains("4 faults together explain these losses (10 figures")
                .contains(
                        "\n  update_into_wrong_layer\n",
                        "\n  memory_of_wrong_layer\n",
                        "\n  gradient_climbed\n",
                        "\n  memory_of_gradient\n",
                        "    Right: v = momentum * v + rate * g; w -= v; keep v\n");
        assertThat(folder.resolve("listing/diagnosis.csv"))
                .content()
                .startsWith("optimizer,kind,rank,faults,size,relation,parts_at,reading\nmomentum,momentum,1,"
                        + "update_into_wrong_layer + memory_of_wrong_layer + gradient_climbed + memory_of_gradient,4,"
                        + "explains,,the sum over the epoch's steps\n");
    }

    @Test
    void mazursFaultIsNamed() {
        Answer answer = execute("diagnose", "--losses", "examples/mazur.csv", "--per", "epoch", "examples/mazur.yaml");

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out)
                .contains(
                        "2 faults together explain these losses (21 figures",
                        "\n  late_hidden_delta\n",
                        "\n  biases_fixed\n")
                .doesNotContain("too few or too short");
    }

    /** (0.1 + 0.2) + 0.3 is above the target 0.6, (0.3 + 0.2) + 0.1 is not: a program that adds so stays where it is. */
    @Test
    void whatRoundingDecidesIsNotCalledAFault() throws IOException {
        Path config = write("kink.yaml", """
                data: {inputs: [[1, 1, 1]], targets: [[0.6]]}
                network:
                  layers:
                    - {units: 1, activation: identity, bias: false, init: {values: [[0.1], [0.2], [0.3]]}}
                loss: absolute_error
                seed: 1
                optimizers:
                  sgd: {sgd: {learning_rate: 0.07}}
                """);
        Path losses = write("kink.csv", "loss\n0.0\n0.0\n0.0\n");

        Answer answer = execute("diagnose", "--losses", losses.toString(), config.toString());

        assertThat(answer.err).isEmpty();
        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out.replaceAll("\\s+", " "))
                .contains("It cannot be told whether there is a fault: from step 1 on, rounding alone may")
                .contains("a fault that has every one of these losses: error_dead_zone");
        assertThat(folder.resolve("kink/diagnosis.csv"))
                .content()
                .contains("\nsgd,sgd,1,none,0,rounding,1,\nsgd,sgd,2,error_dead_zone,1,suspect,,\n");
    }

    /** Without a column of epochs the option says how far apart the figures are. */
    @Test
    void everyStandsForTheEpochsThatAreNotInTheFile() throws IOException {
        Path losses = write("figures.csv", "0.67409\n0.00908\n0.00629\n".replaceFirst("^", "loss\n"));
        String config = write("listing.yaml", xor(1)).toString();

        Answer answer = execute(
                "diagnose", "--losses", losses.toString(), "--per", "epoch", "--every", "500", "--quiet", config);

        assertThat(answer.out).contains("\n  memory_of_wrong_layer\n");
    }

    @Test
    void theLossesOfARightProgramHaveNoFault() throws IOException {
        String config = write("right.yaml", xor(4)).toString();
        assertThat(execute("verify", config).status).isZero();
        Path losses = folder.resolve("right/losses.csv");

        Answer answer = execute("diagnose", "--losses", losses.toString(), config);

        assertThat(answer.status).isZero();
        assertThat(answer.out).contains("No fault: a right program has these losses (20 figures).");
    }

    /** The losses of PyTorch's Adagrad, whose sum of squares starts at 0. */
    @Test
    void aConventionIsNamedAndOnceDeclaredItIsNoFault() throws IOException, ConfigException {
        Path config = write(
                "adagrad.yaml",
                Files.readString(Path.of(DENSE))
                        .replaceAll("(?s)name: dense", "name: adagrad")
                        .replaceAll(
                                "(?s)optimizers:.*",
                                "optimizers: {adagrad: {adagrad: {learning_rate: 0.1, epsilon: 0.01}}}\n"));
        Run run = new ConfigReader().read(config).anyRun();
        double[] figures = new Course(run, 20)
                .losses(new FaultyNetwork(run.network(), Faults.of(Fault.SQUARES_START_AT_ZERO)), 20);
        Path losses = write(
                "adagrad.csv",
                Arrays.stream(figures).mapToObj(String::valueOf).collect(Collectors.joining("\n", "loss\n", "\n")));

        Answer dl4js = execute("diagnose", "--losses", losses.toString(), config.toString());
        assertThat(dl4js.status).isEqualTo(1);
        assertThat(dl4js.out.replaceAll("\\s+", " "))
                .contains("No fault, but a convention: PyTorch, Encog write adagrad so, and DL4J does not.");

        Answer pytorchs = execute("diagnose", "--like", "pytorch", "--losses", losses.toString(), config.toString());
        assertThat(pytorchs.status).isZero();
        assertThat(pytorchs.out.replaceAll("\\s+", " "))
                .contains("No fault: a right program has these losses (20 figures).", "Judged like PyTorch: ");
    }

    /** The config that tells two faults apart has one optimizer, under another name; what is said of others it could not read. */
    @Test
    void theConfigThatTellsApartHasTheFormsOfItsOptimizer() throws IOException, ConfigException {
        Path config = write(
                "mine.yaml", xor(4).replace("tanh, bias: false", "identity").replaceAll("(?s)optimizers:.*", """
                                optimizers:
                                  plain: {sgd: {learning_rate: 0.1}}
                                  mine: {momentum: {learning_rate: 0.1, momentum: 0.5}}
                                forms: {mine: [first_gradient_whole]}
                                """));
        Run run = new ConfigReader().read(config).runs().get(1);
        double[] figures = new Course(run, Faults.of(Fault.FIRST_GRADIENT_WHOLE), 20)
                .losses(
                        new FaultyNetwork(
                                run.network(),
                                Faults.of(Fault.FIRST_GRADIENT_WHOLE, Fault.HIDDEN_HAS_OUTPUTS_DERIVATIVE)),
                        20);
        Path losses = write(
                "mine.csv",
                Arrays.stream(figures).mapToObj(String::valueOf).collect(Collectors.joining("\n", "loss\n", "\n")));

        execute("diagnose", "--optimizer", "mine", "--losses", losses.toString(), config.toString());

        ExperimentConfig apart = new ConfigReader().read(folder.resolve("mine/apart.yaml"));
        assertThat(apart.meant(apart.anyRun())).containsExactly("first_gradient_whole");
    }

    @Test
    void mistakesAreSaidInASentence() throws IOException {
        String config = write("right.yaml", xor(4)).toString();
        Path two = write("two.csv", "a,b\n1,2\n");
        Path word = write("word.csv", "loss\nlow\n");

        assertThat(execute("diagnose", "--losses", two.toString(), config))
                .isEqualTo(new Answer(
                        2,
                        "",
                        two + ": found the columns a, b, expected to be told which has the losses; for example --column"
                                + " a\n"));
        assertThat(execute("diagnose", "--losses", word.toString(), config).err)
                .isEqualTo(word + ":2: found \"low\" in column loss, expected a number\n");
        assertThat(execute("diagnose", "--losses", "nowhere.csv", config).err)
                .isEqualTo("nowhere.csv: found no such file, expected a CSV file\n");
        assertThat(execute("diagnose", "--losses", word.toString(), "--per", "year", config).err)
                .startsWith("lockstep: --per is \"year\"; expected step or epoch\n");
        assertThat(execute("diagnose", "--losses", word.toString(), "configs/xor.yaml").err)
                .contains("has the optimizers sgd, momentum, nesterov, adam; expected to be told which");
    }

    @Test
    void aCandidateThatDisagreesGetsItsLikelyFault() throws ConfigException {
        Run run = new ConfigReader().read(Path.of(DENSE)).anyRun();

        assertThat(likelyFault(parity(run, Faults.of(Fault.LATE_HIDDEN_DELTA))))
                .contains(
                        "Likely fault: late_hidden_delta. The hidden deltas are computed from the output weights after"
                                + " their update. Right: Compute all deltas first, then change the weights.");
        assertThat(likelyFault(parity(run, Faults.NONE))).isEqualTo(Optional.empty());
        double[] nothing = {0.5, 0.4, 0.3, 0.2, 0.1, 0.3, 0.2, 0.1, 0.2, 0.3, 0.2, 0.1};
        Verdict some = parity(run, Faults.NONE).verdict();
        assertThat(likelyFault(new Parity(run, some, new Trace(3, nothing, nothing, nothing))))
                .hasValueSatisfying(words -> assertThat(words)
                        .startsWith("No set of up to 3 faults of the catalogue explains the candidate's losses. ")
                        .contains("Its first gradient is right in every layer"));
    }

    /** The two have the same losses on every run with such a momentum; the rung of the gradient tells them apart. */
    @Test
    void aRightGradientRulesOutAWrongOne() throws ConfigException {
        Run run = new ConfigReader().read(Path.of(DENSE)).anyRun();

        assertThat(likelyFault(parity(run, Faults.of(Fault.GRADIENT_CLIMBED))))
                .hasValueSatisfying(words -> assertThat(words)
                        .startsWith("Likely fault: gradient_climbed. ")
                        .doesNotContain("error_sign"));
        assertThat(likelyFault(parity(run, Faults.of(Fault.ERROR_SIGN))))
                .hasValueSatisfying(words -> assertThat(words).startsWith("Likely fault: error_sign. "));
    }

    private static Optional<String> likelyFault(Parity parity) {
        return LikelyFault.of(parity, Faults.NONE, Diagnosis.STEPS, 2).flatMap(DiagnosisWords::likely);
    }

    private static Parity parity(Run run, Faults faults) {
        return new ParityCheck(new Tolerance(1e-12, 1e-9), 30)
                .judge(run, ControlNetwork::new, network -> new FaultyNetwork(network, faults), Progress.NONE);
    }

    private static String xor(int batchSize) {
        return """
                data: {source: xor}
                network:
                  layers:
                    - {units: 2, activation: tanh, init: {uniform: [0, 1]}}
                    - {units: 1, activation: tanh, bias: false, init: {uniform: [0, 1]}}
                loss: half_squared_error
                batch_size: %d
                seed: 777
                optimizers:
                  momentum: {momentum: {learning_rate: 0.1, momentum: 0.9}}
                verify: {steps: 20}
                """.formatted(batchSize);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Answer execute(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--out", folder.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Answer(status, out.toString(), err.toString());
    }
}
