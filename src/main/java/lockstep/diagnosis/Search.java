package lockstep.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.model.Run;
import lockstep.work.Workers;

/**
 * Tries every compatible set of faults: the empty set, then each fault, pair, triple and quadruple, until some explain the
 * losses.
 *
 * <p>No set is skipped because its parts explain less: a fault may show only together with another, and two may cancel for some
 * steps. It is fast because most programs are given up after a step or two.
 */
final class Search {

    /** The chapter's listing has four. */
    static final int MOST = 4;

    /** Sets of a size are tried only if they take no longer than this, in microseconds of one core: a minute on two cores. */
    private static final double AFFORDABLE = 120e6;

    private static final int RIVALS = 3;

    private final Run run;
    private final ObservedLosses observed;
    private final int threads;
    private final List<Fault> candidates;
    private final Course course;
    private final Replay replay;
    private final Causes causes;

    /** What trying sets has found. */
    private record Found(List<Causes.Fitting> whole, List<Diagnosis.Rival> rivals, long tried) {}

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
        this.causes = new Causes(run, replay, observed.countings());
    }

    Diagnosis run(int most) {
        Replay.Match right = replay.match(Faults.NONE);
        if (replay.isWhole(right)) {
            return right.isTold() ? agrees(right) : undecided(right);
        }
        List<Diagnosis.Rival> rivals = new ArrayList<>(List.of(rival(Faults.NONE, right)));
        long tried = 1;
        int size = 1;
        for (; size <= most && microseconds(size) <= AFFORDABLE; size++) {
            Found found = level(size);
            tried += found.tried;
            rivals.addAll(found.rivals);
            if (!found.whole.isEmpty()) {
                List<Diagnosis.Cause> explaining = causes.of(found.whole);
                Replay.Match match = replay.match(explaining.get(0).faults());
                return new Diagnosis.Explained(explaining, furthest(rivals), evidence(match, size, tried));
            }
        }
        return new Diagnosis.Unexplained(furthest(rivals), evidence(right, size - 1, tried));
    }

    /**
     * A right program has the figures. If they are few, or may be counted differently, a single fault may have them too: it is
     * named, or the right program would be praised for something that was not examined.
     */
    private Diagnosis agrees(Replay.Match right) {
        if (!showsTraining(right)) {
            return new Diagnosis.Untrained(evidence(right, 0, 1));
        }
        Optional<Counting> counting = causes.needed(right.countings());
        boolean few = right.seen() < Diagnosis.ENOUGH;
        if (!few && counting.isEmpty()) {
            return new Diagnosis.Agrees(List.of(), evidence(right, 0, 1));
        }
        Found found = level(1);
        List<Causes.Fitting> others = found.whole.stream()
                .filter(fault -> few || !fault.countings().contains(counting.orElseThrow()))
                .toList();
        return new Diagnosis.Agrees(causes.of(others), evidence(right, 1, 1 + found.tried));
    }

    private Diagnosis undecided(Replay.Match right) {
        Found found = level(1);
        return new Diagnosis.Undecided(
                observed.at()[right.seen()], causes.of(found.whole), evidence(right, 1, 1 + found.tried));
    }

    /** Whether some figure comes after the first update. */
    private boolean showsTraining(Replay.Match match) {
        int last = observed.size() - 1;
        return match.countings().stream()
                .anyMatch(counting -> observed.stepsUntil(last, counting, course.stepsPerEpoch()) > 1);
    }

    private Diagnosis.Evidence evidence(Replay.Match match, int largest, long tried) {
        Optional<String> reading = observed.per() == ObservedLosses.Per.STEP
                ? Optional.empty()
                : match.meant().stream().findFirst().map(each -> each.reading().words());
        return new Diagnosis.Evidence(
                observed.size(),
                match.seen(),
                observed.per(),
                reading,
                causes.needed(match.countings()),
                showsTraining(match),
                largest,
                tried);
    }

    private Found level(int size) {
        List<Causes.Fitting> whole = new ArrayList<>();
        List<Diagnosis.Rival> rivals = new ArrayList<>();
        long tried = 0;
        for (Found found : new Workers(threads).inOrder(candidates.size(), first -> beginningWith(first, size))) {
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

        private final List<Causes.Fitting> whole = new ArrayList<>();
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
                whole.add(new Causes.Fitting(faults, match.countings()));
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

    /** The sets that part last; among equals the smaller sets first, then in the order of the catalogue. */
    private static List<Diagnosis.Rival> furthest(List<Diagnosis.Rival> rivals) {
        return rivals.stream()
                .sorted(Comparator.comparingInt((Diagnosis.Rival rival) -> -rival.partsAt())
                        .thenComparing(rival -> rival.faults().size()))
                .limit(RIVALS)
                .toList();
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
        // Every program is trained up to the first figure; only those that match it go on to the next.
        int steps = Math.min(20, observed.stepsUntil(Math.min(2, observed.size() - 1), course.stepsPerEpoch()));
        return sets * (program + steps * step);
    }
}
