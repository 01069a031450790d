package lockstep.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.RunConfig;
import lockstep.config.file.TraceConfig;
import lockstep.model.Batch;
import lockstep.model.BatchStream;
import lockstep.model.EngineFailure;
import lockstep.model.Examples;
import lockstep.model.Run;
import lockstep.model.TrainingSteps;
import lockstep.program.TraceFile;
import lockstep.yaml.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a trace as a run: with its batches as the examples, so that it can be made again, by a network with faults for
 * one. A trace that repeats its batches, epoch after epoch, is that run to its end.
 */
final class TraceRun {

    /** As many steps as a search for faults looks at. */
    private static final int STEPS = 64;

    /** In all batches together: results have them written out. */
    private static final int MOST_NUMBERS = 50_000;

    private TraceRun() {}

    /**
     * The config of a trace.
     *
     * @throws ConfigException if its first line, or its first step, is none
     */
    static ExperimentConfig config(TraceFile trace) throws ConfigException {
        ExperimentConfig first = TraceConfig.read(trace.path(), trace.init(), trace.first(), trace.length());
        if (!first.learns()) {
            return first;
        }
        Run run = of(first.anyRun(), trace);
        return RunConfig.of(run, first.name(), first.description(), trace.length())
                .with(first.like(), first.forms());
    }

    /**
     * The run.
     *
     * @param first the run whose examples are the first batch
     */
    private static Run of(Run first, TraceFile trace) {
        List<Examples> batches = new ArrayList<>();
        int numbers = 0;
        try (TrainingSteps steps = trace.steps(first.network())) {
            Batch batch = steps.next();
            while (batch != null && batches.size() < STEPS && (numbers <= MOST_NUMBERS)) {
                batches.add(batch.examples());
                numbers += batch.size()
                        * (first.network().inputs() + first.network().outputs());
                batch = steps.next();
            }
        } catch (EngineFailure e) {
            // The judge will meet the same line, and say so.
        }
        if (batches.isEmpty()) {
            return first;
        }
        int epoch = period(batches);
        int end = 1;
        while (end < epoch
                && batches.get(end - 1).size() == first.batchSize()
                && batches.get(end).size() <= first.batchSize()) {
            end++;
        }
        Examples all = joined(batches.subList(0, Math.min(end, batches.size())));
        return new Run(first.label(), first.network(), all, first.batchSize(), false, first.seed());
    }

    /** For how many steps, at most so many, a trace has the batches of a run. */
    static int common(Run run, TraceFile trace, int most) {
        int steps = 0;
        try (TrainingSteps recorded = trace.steps(run.network());
                BatchStream batches = run.start().batches()) {
            while (steps < most && equal(recorded.next(), batches.next())) {
                steps++;
            }
        } catch (EngineFailure e) {
            // So far.
        }
        return steps;
    }

    /** After how many batches they begin again; all of them if they do not. */
    private static int period(List<Examples> batches) {
        for (int period = 1; period < batches.size(); period++) {
            int p = period;
            if (IntStream.range(p, batches.size())
                    .allMatch(k ->
                            equal(batches.get(k).asBatch(), batches.get(k - p).asBatch()))) {
                return p;
            }
        }
        return batches.size();
    }

    private static boolean equal(@Nullable Batch a, @Nullable Batch b) {
        return a != null
                && b != null
                && Arrays.equals(a.alone().inputValues(), b.alone().inputValues())
                && Arrays.equals(a.alone().targetValues(), b.alone().targetValues());
    }

    private static Examples joined(List<Examples> batches) {
        int size = batches.stream().mapToInt(Examples::size).sum();
        double[] inputs = batches.stream()
                .flatMapToDouble(batch -> Arrays.stream(batch.inputValues()))
                .toArray();
        double[] targets = batches.stream()
                .flatMapToDouble(batch -> Arrays.stream(batch.targetValues()))
                .toArray();
        return new Examples(size, inputs.length / size, targets.length / size, inputs, targets);
    }
}
