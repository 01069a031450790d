package lockstep.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import lockstep.model.Run;
import lockstep.model.Tolerance;

/**
 * Tries every compatible set of faults: none, then each fault, then each pair, triple and quadruple, until some explain the
 * losses.
 *
 * <p>No set is left out because its parts explain less: a fault may show only together with another, and two may cancel out for
 * some steps. What makes it fast is that most programs are given up after a step or two.
 */
final class Search {

    /** The chapter's listing has four. */
    static final int MOST = 4;

    /** Sets of a size are tried only if that takes no longer than this, in microseconds of one core: two cores' minute. */
    private static final double AFFORDABLE = 120e6;

    private static final int RIVALS = 3;

    /** Two programs are the same here if their losses are, for so many steps. */
    private static final int STEPS_COMPARED = 200;

    private static final Tolerance SAME = new Tolerance(1e-13, 1e-9);

    private final Run run;
    private final ObservedLosses observed;
    private final int threads;
    private final List<Fault> candidates;
    private final Course course;
    private final Replay replay;

    /** What trying the sets that begin with one fault has found. */
    private record Found(List<Faults> whole, List<Diagnosis.Rival> rivals, long tried) {}

    Search(Run run, ObservedLosses observed, int threads) {
        this.run = run;
        this.observed = observed;
        this.threads = threads;
        this.candidates = Arrays.stream(Fault.values())
                .filter(fault -> fault.appliesTo(run) && fault.whyInvisible(run).isEmpty())
                .toList();
        int perEpoch = run.start().batches().perEpoch();
        this.course = new Course(run, observed.stepsUntil(observed.size() - 1, perEpoch));
        this.replay = new Replay(course, observed);
    }

    Diagnosis run(int most) {
        Replay.Match right = replay.match(Faults.NONE);
        if (replay.isWhole(right)) {
            return right.isTold() ? new Diagnosis.Agrees(evidence(right, 0, 1)) : undecided(right);
        }
        List<Diagnosis.Rival> rivals = new ArrayList<>(List.of(rival(Faults.NONE, right)));
        long tried = 1;
        int size = 1;
        for (; size <= most && microseconds(size) <= AFFORDABLE; size++) {
            Found found = level(size);
            tried += found.tried;
            rivals.addAll(found.rivals);
            if (!found.whole.isEmpty()) {
                List<Diagnosis.Cause> causes = causes(found.whole);
                Replay.Match match = replay.match(causes.get(0).faults());
                return new Diagnosis.Explained(causes, furthest(rivals), evidence(match, size, tried));
            }
        }
        return new Diagnosis.Unexplained(furthest(rivals), evidence(right, size - 1, tried));
    }

    private Diagnosis undecided(Replay.Match right) {
        Found found = level(1);
        return new Diagnosis.Undecided(
                observed.at()[right.seen()], causes(found.whole), evidence(right, 1, 1 + found.tried));
    }

    private Diagnosis.Evidence evidence(Replay.Match match, int largest, long tried) {
        Optional<String> reading = observed.per() == ObservedLosses.Per.STEP
                ? Optional.empty()
                : match.readings().stream().findFirst().map(Reading::words);
        return new Diagnosis.Evidence(observed.size(), match.seen(), observed.per(), reading, largest, tried);
    }

    private Found level(int size) {
        List<Callable<Found>> tasks = new ArrayList<>();
        for (int first = 0; first < candidates.size(); first++) {
            int from = first;
            tasks.add(() -> beginningWith(from, size));
        }
        List<Faults> whole = new ArrayList<>();
        List<Diagnosis.Rival> rivals = new ArrayList<>();
        long tried = 0;
        for (Found found : Workers.inOrder(threads, tasks)) {
            whole.addAll(found.whole);
            rivals.addAll(found.rivals);
            tried += found.tried;
        }
        return new Found(whole, furthest(rivals), tried);
    }

    private Found beginningWith(int first, int size) {
        Trial trial = new Trial();
        Fault[] set = new Fault[size];
        set[0] = candidates.get(first);
        trial.extend(set, 1, first + 1);
        return new Found(trial.whole, furthest(trial.rivals), trial.tried);
    }

    /** Goes through the sets of one size that begin with one fault. */
    private final class Trial {

        private final List<Faults> whole = new ArrayList<>();
        private final List<Diagnosis.Rival> rivals = new ArrayList<>();
        private long tried;

        void extend(Fault[] set, int filled, int from) {
            if (filled == set.length) {
                attempt(Faults.of(set));
                return;
            }
            for (int next = from; next < candidates.size(); next++) {
                Fault fault = candidates.get(next);
                if (Arrays.stream(set, 0, filled).noneMatch(fault::excludes)) {
                    set[filled] = fault;
                    extend(set, filled + 1, next + 1);
                }
            }
        }

        private void attempt(Faults faults) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException();
            }
            tried++;
            Replay.Match match = replay.match(faults);
            if (replay.isWhole(match)) {
                whole.add(faults);
            } else {
                rivals.add(rival(faults, match));
                if (rivals.size() > 100) { // only the furthest count
                    List<Diagnosis.Rival> kept = furthest(rivals);
                    rivals.clear();
                    rivals.addAll(kept);
                }
            }
        }
    }

    private Diagnosis.Rival rival(Faults faults, Replay.Match match) {
        return new Diagnosis.Rival(faults, observed.at()[match.figures()]);
    }

    /** Those that part last; of those that part together the smaller sets, then those that come first. */
    private static List<Diagnosis.Rival> furthest(List<Diagnosis.Rival> rivals) {
        return rivals.stream()
                .sorted(Comparator.comparingInt((Diagnosis.Rival rival) -> -rival.partsAt())
                        .thenComparing(rival -> rival.faults().size()))
                .limit(RIVALS)
                .toList();
    }

    /** Sets of one size that explain the figures, each with those that are the same program here. */
    private List<Diagnosis.Cause> causes(List<Faults> sets) {
        List<List<Faults>> classes = new ArrayList<>();
        List<double[]> losses = new ArrayList<>();
        for (Faults set : sets) {
            double[] its = replay.losses(set, STEPS_COMPARED);
            int c = 0;
            while (c < classes.size() && !same(its, losses.get(c))) {
                c++;
            }
            if (c == classes.size()) {
                classes.add(new ArrayList<>());
                losses.add(its);
            }
            classes.get(c).add(set);
        }
        return classes.stream().map(this::cause).toList();
    }

    private Diagnosis.Cause cause(List<Faults> same) {
        List<Diagnosis.Twin> twins = same.stream()
                .skip(1)
                .map(set -> new Diagnosis.Twin(set, DenseRun.tellsApart(run, same.get(0), set)))
                .toList();
        return new Diagnosis.Cause(same.get(0), twins);
    }

    static boolean same(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            boolean lost = !Double.isFinite(a[i]) && !Double.isFinite(b[i]);
            if (!lost && !(SAME.share(a[i], b[i]) <= 1.0)) {
                return false;
            }
        }
        return true;
    }

    /** About how long it takes to try all sets of a size: constants measured once, so that the answer is the same everywhere. */
    private double microseconds(int size) {
        double sets = 1.0;
        for (int i = 0; i < size; i++) {
            sets *= (candidates.size() - i) / (i + 1.0);
        }
        int weights = run.network().weightCount();
        int batch = Math.min(run.batchSize(), run.examples().size());
        double step = 0.3 + 0.003 * weights * (batch + 1);
        double program = 3.0 + 0.02 * weights;
        // Figure 0 is needed of every program; of those that have it, and so of a part, the others.
        int steps = Math.min(20, observed.stepsUntil(Math.min(2, observed.size() - 1), course.stepsPerEpoch()));
        return sets * (program + steps * step);
    }
}
