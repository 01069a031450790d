package lockstep.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.PythonRandom;
import lockstep.model.Run;

/**
 * Measures how good the diagnosis is on a run: plants faults in programs and asks what is wrong with them.
 */
public final class PlantedFaults {

    /** How many losses of a program the diagnosis is shown. */
    private static final int STEPS = 20;

    /** Two programs that have the same losses for this many steps count as the same. */
    private static final int STEPS_OF_THE_SAME = 1000;

    private PlantedFaults() {}

    /** What became of a diagnosis. */
    public enum Outcome {
        /** The planted set is the answer, alone or with sets that cannot be told from it on the run. */
        FOUND,
        /** The answer is another set with no more faults and the same losses for 1000 steps. */
        SAME,
        MISSED;

        /** The name in a CSV file: {@code found}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One program.
     *
     * @param answer the set ranked first; no faults if the program was called right, or nothing was found
     * @param twins how many other sets are the same as the answer on this run
     * @param partsAt the first step at which the program's loss differs from the right one's
     * @param programs how many were tried to find the answer
     */
    public record Trial(Faults planted, Outcome outcome, Faults answer, int twins, int partsAt, long programs) {}

    /**
     * Every fault alone, then random pairs, then random triples of faults that a program can have together.
     *
     * @param pairs how many pairs, and how many triples
     * @param seed of Python's generator, which draws them
     */
    public static List<Trial> on(Run run, int pairs, long seed, int threads) {
        List<Fault> visible = Arrays.stream(Fault.values())
                .filter(fault -> fault.appliesTo(run) && fault.whyInvisible(run).isEmpty())
                .toList();
        List<Faults> planted = new ArrayList<>();
        visible.forEach(fault -> planted.add(Faults.of(fault)));
        PythonRandom random = new PythonRandom(seed);
        for (int size = 2; size <= 3; size++) {
            for (int n = 0; n < pairs; n++) {
                planted.add(draw(visible, size, random));
            }
        }
        return planted.stream().map(faults -> trial(run, faults, threads)).toList();
    }

    private static Faults draw(List<Fault> from, int size, PythonRandom random) {
        Faults faults;
        do {
            int[] order = new int[from.size()];
            Arrays.setAll(order, i -> i);
            random.shuffle(order);
            faults = Faults.of(Arrays.stream(order, 0, size).mapToObj(from::get).toList());
        } while (!faults.compatible());
        return faults;
    }

    private static Trial trial(Run run, Faults planted, int threads) {
        Course course = new Course(run, STEPS_OF_THE_SAME);
        double[] losses = losses(course, planted, STEPS);
        Diagnosis diagnosis = Diagnosis.of(run, ObservedLosses.exact(losses), threads, planted.size());
        int partsAt = partsAt(losses, losses(course, Faults.NONE, STEPS));
        if (diagnosis instanceof Diagnosis.Explained explained) {
            Diagnosis.Cause cause = explained.causes().get(0);
            Outcome outcome = cause.all().contains(planted) ? Outcome.FOUND : same(course, planted, cause.faults());
            return new Trial(
                    planted,
                    outcome,
                    cause.faults(),
                    cause.twins().size(),
                    partsAt,
                    explained.evidence().programs());
        }
        boolean right = diagnosis instanceof Diagnosis.Agrees;
        Outcome outcome = right ? same(course, planted, Faults.NONE) : Outcome.MISSED;
        return new Trial(planted, outcome, Faults.NONE, 0, partsAt, 1);
    }

    /** Whether the answer has the planted program's losses, perhaps a constant times them, for many steps more. */
    private static Outcome same(Course course, Faults planted, Faults answer) {
        Replay replay = new Replay(course, ObservedLosses.exact(losses(course, planted, STEPS_OF_THE_SAME)));
        return replay.isWhole(replay.match(answer)) ? Outcome.SAME : Outcome.MISSED;
    }

    private static double[] losses(Course course, Faults faults, int steps) {
        return course.losses(new FaultyNetwork(course.run().network(), faults), steps);
    }

    private static int partsAt(double[] losses, double[] right) {
        int step = 0;
        while (step < losses.length && Causes.same(new double[] {losses[step]}, new double[] {right[step]})) {
            step++;
        }
        return step < losses.length ? step : -1;
    }
}
