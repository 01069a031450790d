package lockstep.session;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import lockstep.config.ExperimentConfig;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.dl4j.Twins;
import lockstep.dl4j.UserNetwork;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.program.EngineClass;
import lockstep.program.Program;
import lockstep.program.TraceFile;
import lockstep.scalar.ControlNetwork;
import lockstep.work.Interruption;

/**
 * What the scalar network is compared with.
 *
 * @param kind what it is
 * @param name in a sentence: {@code DL4J}, {@code the program}
 * @param fullName in a headline
 * @param engines makes its networks
 * @param twins the name that a verdict gives to the optimizer that a run's is compared with
 * @param subfolder of a config's results; empty for DL4J's, which no other candidate's may overwrite
 * @param program the program, if it is one
 * @param trace the trace, if it is one: then {@code engines} makes none
 * @param beside the scalar networks that go on from where it is, if it has been trained before
 */
public record Candidate(
        Kind kind,
        String name,
        String fullName,
        Engines engines,
        Function<Run, String> twins,
        String subfolder,
        Optional<Program> program,
        Optional<TraceFile> trace,
        Optional<Engines> beside)
        implements AutoCloseable {

    /** The kinds of candidate. */
    public enum Kind {
        DL4J,
        PROGRAM,
        ENGINE_CLASS,
        TRACE,
        MODEL
    }

    private static final String DL4J = "DL4J";
    private static final String AGAINST = "against";

    /** One that is none of the special ones. */
    private Candidate(
            Kind kind, String name, String fullName, Engines engines, Function<Run, String> twins, String subfolder) {
        this(kind, name, fullName, engines, twins, subfolder, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Candidate dl4j() {
        return new Candidate(
                Kind.DL4J,
                DL4J,
                DL4J,
                network -> new Dl4jNetwork(network), // a method reference would load DL4J at once
                run -> Twins.nameOf(run.network().optimizer()),
                "");
    }

    /** A user's network of DL4J, from where it is. */
    public static Candidate model(UserNetwork network) {
        String name = "the model";
        return new Candidate(
                Kind.MODEL,
                name,
                name,
                network.copies(),
                run -> Twins.nameOf(run.network().optimizer()),
                "",
                Optional.empty(),
                Optional.empty(),
                network.steps() == 0 ? Optional.empty() : Optional.of(beside(network)));
    }

    public static Candidate program(Program program) {
        return new Candidate(
                Kind.PROGRAM,
                "the program",
                program.command(),
                program,
                run -> "program",
                AGAINST,
                Optional.of(program),
                Optional.empty(),
                Optional.empty());
    }

    public static Candidate engine(EngineClass type) {
        return new Candidate(Kind.ENGINE_CLASS, type.name(), type.name(), type, run -> type.name(), AGAINST);
    }

    public static Candidate trace(TraceFile trace) {
        return new Candidate(
                Kind.TRACE,
                "the trace",
                trace.path().toString(),
                network -> {
                    throw new IllegalStateException("a trace trains nothing");
                },
                run -> "trace",
                "trace",
                Optional.empty(),
                Optional.of(trace),
                Optional.empty());
    }

    /** Ends the program, where one process has served all. */
    @Override
    public void close() {
        program.ifPresent(Program::close);
    }

    public boolean isDl4j() {
        return kind == Kind.DL4J;
    }

    /** Whether it may have the optimizers that a config means: DL4J has its own. */
    boolean canBeLike(ExperimentConfig config) {
        return !isDl4j() || config.isLikeDl4j();
    }

    /** Where the results go, given the config's folder. */
    public Path folder(Path ofConfig) {
        return subfolder.isEmpty() ? ofConfig : ofConfig.resolve(subfolder);
    }

    /** Why it cannot compute what a config asks for; empty if it can. */
    public Optional<String> whyItCannotCompute(ExperimentConfig config, Plan plan) {
        Precision precision = config.anyRun().network().precision();
        if (!canBeLike(config) && (plan.onlyVerifies() || config.race().isEmpty())) {
            return Optional.of((config.forms().isEmpty()
                            ? "found like " + config.like().key() + ", expected dl4j"
                            : "found forms, expected none")
                    + ": DL4J's own optimizers cannot be configured"
                    + " so; compare your own network (--against, --trace), or race");
        }
        return isDl4j() && precision == Precision.BFLOAT16
                ? Optional.of(
                        "found precision bfloat16, expected double or float: DL4J trains networks of double, float and half"
                                + " only; your own program may have it (--against)")
                : Optional.empty();
    }

    /**
     * A config from where the candidate starts: from its own weights, if it takes none. After an interrupt the config as it is: the
     * comparison will not begin.
     *
     * @throws Program.NoProgramException if there is no such program
     */
    public ExperimentConfig begun(ExperimentConfig config, Interruption interruption) {
        if (program.isEmpty()) {
            return config;
        }
        NetworkSpec network = config.anyRun().network();
        double[] given = config.anyRun().start().weights();
        try {
            double[] weights = interruption.during(() -> program.get().startingWeights(network, given));
            return Arrays.equals(weights, given) ? config : config.startingFrom(weights);
        } catch (CancellationException e) {
            return config;
        }
    }

    /** What makes scalar networks that go on from where a user's is: with what its updater remembers. */
    public static Engines beside(UserNetwork user) {
        int steps = user.steps();
        if (steps == 0) {
            return ControlNetwork::new;
        }
        double[][] memory = user.newMemory();
        user.readMemory(memory);
        return network -> {
            ControlNetwork scalar = new ControlNetwork(network);
            scalar.resume(memory, steps);
            return scalar;
        };
    }
}
