package lockstep.fuzzed;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigReader;
import lockstep.data.file.CsvExamples;
import lockstep.data.file.DataException;
import lockstep.data.file.Selection;
import lockstep.diagnosis.LossFile;
import lockstep.diagnosis.ObservedLosses;
import lockstep.jobs.ScalarEngines;
import lockstep.model.EngineFailure;
import lockstep.model.TrainingSteps;
import lockstep.program.AnswerLines;
import lockstep.program.TraceFile;
import lockstep.results.file.UnreadableException;
import lockstep.session.Merge;
import lockstep.session.Task;
import lockstep.work.Progress;
import lockstep.yaml.ConfigException;

/** What reads files and lines that somebody else may have written, and how each says that they are not as they should be. */
enum Reader {
    /** A config. */
    CONFIG("config.yaml", Reader::config, List.of(ConfigException.class)),
    /** A file of examples. */
    DATA("data.csv", Reader::data, List.of(DataException.class)),
    /** A line that a program answers. */
    ANSWER("answer.json", Reader::answer, List.of(EngineFailure.class)),
    /** What a program wrote down of its training. */
    TRACE(
            "trace.jsonl",
            Reader::trace,
            List.of(TraceFile.WrongException.class, ConfigException.class, EngineFailure.class)),
    /** The lines of a journal below its title, as {@code race} goes on from them and {@code merge} joins them. */
    JOURNAL("journal", Journals::read, List.of(Merge.RefusedException.class)),
    /** A file of losses for {@code diagnose}. */
    LOSSES("losses.csv", Reader::losses, List.of(LossFile.WrongException.class)),
    /** A folder of results, as {@code report} reads it; all its files in one. */
    RESULTS("results.txt", ResultFiles::read, List.of(UnreadableException.class));

    private static final double MOST_SECONDS = 2.0;

    /** A sentence of more characters is none. */
    private static final int MOST_SAID = 100_000;

    private final String file;
    private final Reading reading;
    private final List<Class<? extends Exception>> refusals;

    private interface Reading {
        void of(Path file, byte[] input) throws Exception;
    }

    Reader(String file, Reading reading, List<Class<? extends Exception>> refusals) {
        this.file = file;
        this.reading = reading;
        this.refusals = refusals;
    }

    /** As options and folders are named: {@code config}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads an input.
     *
     * @param folder of one's own, for files
     * @throws Exception whatever is thrown that is no refusal in a sentence
     * @throws AssertionError if it takes too long, or the sentence does
     */
    void check(Path folder, byte[] input) throws Exception {
        Path written = Files.write(folder.resolve(file), input);
        double begun = seconds();
        try {
            reading.of(written, input);
        } catch (Exception e) {
            if (refusals.stream().noneMatch(type -> type.isInstance(e))) {
                throw e;
            }
            int said = e instanceof DataException wrong
                    ? wrong.mistakes().toString().length()
                    : String.valueOf(e.getMessage()).length();
            if (said > MOST_SAID) {
                throw new AssertionError("the refusal has " + said + " characters", e);
            }
        }
        if (seconds() - begun > MOST_SECONDS) {
            throw new AssertionError("it took " + (seconds() - begun) + " s");
        }
    }

    /** Of this thread's work: a machine that is busy with something else does not count. */
    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private static void config(Path file, byte[] input) throws ConfigException {
        new ConfigReader(ScalarEngines.FAULTS).read(file);
    }

    /** The last column has the targets or the classes, as the input's length decides. */
    private static void data(Path file, byte[] input) throws DataException {
        CsvExamples csv = CsvExamples.withItsHeader(file);
        int last = csv.columns().size() - 1;
        List<Integer> others = IntStream.range(0, last).boxed().toList();
        boolean classes = input.length % 2 == 0;
        csv.read(
                new CsvExamples.Roles(
                        others,
                        classes ? List.of() : List.of(last),
                        classes ? OptionalInt.of(last) : OptionalInt.empty()),
                Selection.ALL,
                Progress.Display.NONE);
    }

    private static void answer(Path file, byte[] input) {
        AnswerLines.read(new String(input, StandardCharsets.UTF_8));
    }

    private static void trace(Path file, byte[] input) throws TraceFile.WrongException, ConfigException {
        TraceFile trace = TraceFile.of(file);
        ExperimentConfig config = Task.config(trace).get(file);
        try (TrainingSteps steps = trace.steps(config.anyRun().network())) {
            while (steps.next() != null) {
                steps.loss();
            }
        }
    }

    /** The figures of a step or of an epoch, as the input's length decides. */
    private static void losses(Path file, byte[] input) throws LossFile.WrongException {
        ObservedLosses.Per per = input.length % 2 == 0 ? ObservedLosses.Per.STEP : ObservedLosses.Per.EPOCH;
        LossFile.read(file, Optional.empty(), per, 1, LossRun.RUN);
    }

    /** The run that figures are held against. */
    private static final class LossRun {

        private static final lockstep.model.Run RUN = run();

        private static lockstep.model.Run run() {
            try {
                return new ConfigReader().read(Path.of("examples/listing.yaml")).anyRun();
            } catch (ConfigException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
