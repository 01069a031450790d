package lockstep.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import lockstep.config.GradientSettings;
import lockstep.jobs.ScalarEngines;
import lockstep.model.Run;
import lockstep.parity.step.GradientProbe;
import lockstep.parity.step.GradientSizes;
import lockstep.work.Interruption;
import lockstep.work.Progress;

/** The sizes of the gradients that a config asks for. */
final class Gradients {

    private final Task task;
    private final GradientSettings settings;
    private final Candidate candidate;

    Gradients(Task task, GradientSettings settings, Candidate candidate) {
        this.task = task;
        this.settings = settings;
        this.candidate = candidate;
    }

    /** Measures them; none if that was interrupted. */
    List<GradientSizes> measure(List<Run> runs, Interruption interruption, Progress.Display progress) {
        List<Run> all = runs.stream().flatMap(this::deeper).toList();
        var scalar = ScalarEngines.of(task.config());
        List<GradientSizes> sizes = new ArrayList<>();
        long work = Math.multiplyExact((long) settings.steps(), all.size());
        try (Progress.Shown line = progress.show(task.config().name() + ": measuring gradients, step", work)) {
            GradientProbe probe = new GradientProbe(settings.steps(), line);
            for (Run run : all) {
                sizes.addAll(interruption.during(() -> probe.measure(run, scalar.of(run), candidate.engines())));
            }
        } catch (CancellationException e) {
            return List.of();
        }
        return sizes;
    }

    private Stream<Run> deeper(Run run) {
        List<Integer> depths = settings.depths();
        return depths.isEmpty()
                ? Stream.of(run)
                : depths.stream().map(depth -> run.withNetwork(run.network().withDepth(depth)));
    }
}
