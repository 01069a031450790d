package lockstep.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Up to this many faults together are tried under all readings; more, under the simple ones. */
    private static final int ALL_READINGS = 2;

    /** What somebody wrote down may come from a right program that keeps its numbers so. */
    private static final Faults SINGLE_PRECISION = Faults.of(Fault.SINGLE_PRECISION_WEIGHTS);

    private static final int RIVALS = 3;

    private final Run run;
    private final ObservedLosses observed;
    private final int threads;
    private final List<Fault> candidates;
    private final Course course;
    private final Replay replay;
    private final Causes causes;

    /** Whether programs explain the first figure, by those of their faults that show before the first update. */
    private final Map<Faults, Boolean> firstFits = new ConcurrentHashMap<>();

    /** What trying sets has found. */
    private record Found(List<Causes.Fitting> whole, List<Diagnosis.Rival> rivals, long tried) {}

    /** @param forms what a right program has that is not DL4J's */
    Search(Run run, Faults forms, ObservedLosses observed, int threads) {
        this.run = run;
        this.observed = observed;
        this.threads = threads;
        boolean readings = !observed.asked() && Interpretation.farFetched(observed);
        this.candidates = Arrays.stream(Fault.values())
                .filter(fault -> fault.appliesTo(run) && fault.whyInvisible(run).isEmpty())
                .filter(fault -> !(readings && fault.isReading()) && !forms.has(fault))
                .toList();
        int perEpoch = run.start().batches().perEpoch();
        this.course = new Course(run, forms, observed.stepsUntil(observed.size() - 1, perEpoch));
        this.replay = new Replay(course, observed);
        this.causes = new Causes(run, forms, replay, observed);
    }

    Diagnosis run(int most) {
        Replay.Match right = replay.plain().match(Faults.NONE);
        if (!(observed.asked() && replay.isWhole(right))) {
            right = replay.match(Faults.NONE);
        }
        boolean whole = replay.isWhole(right);
        if (whole && !right.isTold()) {
            return undecided(right);
        }
        if (whole && !showsTraining(right)) {
            return new Diagnosis.Untrained(evidence(right, 0, 1));
        }
        if (whole && right.exact() == observed.size() && (right.isPlain() || !observed.asked())) {
            return agrees(right);
        }
        Replay.Match single = observed.asked() ? right : replay.match(SINGLE_PRECISION);
        boolean better = !whole || 2 * (single.exact() - right.exact()) > observed.size();
        if (replay.isWhole(single) && single.isTold() && better) {
            return new Diagnosis.Agrees(
                    List.of(), evidence(single, 0, 2).withReading(causes.words(single), "in single precision"));
        }
        if (whole) {
            return agreesNearly(right);
        }
        List<Diagnosis.Rival> rivals = new ArrayList<>(List.of(rival(Faults.NONE, right)));
        long tried = 1;
        int size = 1;
        for (; size <= most && microseconds(size) <= AFFORDABLE; size++) {
            Found found = level(size);
            tried += found.tried;
            rivals.addAll(found.rivals);
            if (!found.whole.isEmpty()) {
                return explained(found, rivals, size, tried);
            }
        }
        return new Diagnosis.Unexplained(
                beside(rivals), Showing.of(course, observed, right), List.of(), evidence(right, size - 1, tried));
    }

    private Diagnosis explained(Found found, List<Diagnosis.Rival> rivals, int size, long tried) {
        List<Diagnosis.Cause> explaining = causes.of(found.whole);
        Replay.Match match = replay.match(explaining.get(0).faults());
        return new Diagnosis.Explained(explaining, beside(rivals), evidence(match, size, tried));
    }

    /**
     * A right program has the figures. If they are few, or may be counted differently, a single fault may have them too: it is
     * named, or the right program would be praised for something that was not examined.
     */
    private Diagnosis agrees(Replay.Match right) {
        Optional<Counting> counting = causes.needed(right.countings());
        boolean equal = Arrays.stream(observed.values()).distinct().count() == 1;
        int seen = equal ? 1 : right.seen();
        boolean few = seen < Diagnosis.ENOUGH;
        if (!few && counting.isEmpty()) {
            return new Diagnosis.Agrees(List.of(), evidence(right, 0, 1));
        }
        Found found = level(1);
        List<Causes.Fitting> others = found.whole.stream()
                .filter(fault -> few || !fault.match().countings().contains(counting.orElseThrow()))
                .toList();
        return new Diagnosis.Agrees(
                causes.of(others), evidence(right, 1, 1 + found.tried).withSeen(seen));
    }

    /**
     * A right program has the figures, but some only within one unit of their last place, or only under a reading that nobody
     * asked for. A single fault that has them better is the answer if most figures tell the two apart; if few do, it is a
     * suspect.
     */
    private Diagnosis agreesNearly(Replay.Match right) {
        Found found = level(1);
        boolean asOthersSay = observed.asked() && !right.isPlain();
        List<Causes.Fitting> better = found.whole.stream()
                .filter(fault ->
                        asOthersSay ? fault.match().isPlain() : fault.match().exact() > right.exact())
                .toList();
        boolean told = asOthersSay
                || better.stream().anyMatch(fault -> 2 * (fault.match().exact() - right.exact()) > observed.size());
        if (told && !better.isEmpty()) {
            return explained(new Found(better, found.rivals, found.tried), found.rivals, 1, 1 + found.tried);
        }
        return new Diagnosis.Agrees(causes.of(better), evidence(right, 1, 1 + found.tried));
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
        boolean whole = replay.isWhole(match);
        return new Diagnosis.Evidence(
                observed.size(),
                match.seen(),
                whole ? match.exact() : observed.size(),
                observed.per(),
                whole ? causes.words(match) : Optional.empty(),
                causes.needed(match.countings()),
                showsTraining(match),
                largest,
                tried);
    }

    private Found level(int size) {
        Replay pass = size <= ALL_READINGS ? replay : replay.simple(size == MOST);
        boolean prune = size > 1 && pass.beginsUntrained();
        List<Found> all = new Workers(threads)
                .inOrder(candidates.size(), first -> beginningWith(new Trial(pass, prune), first, size));
        return new Found(
                all.stream().flatMap(found -> found.whole.stream()).toList(),
                furthest(all.stream().flatMap(found -> found.rivals.stream()).toList()),
                all.stream().mapToLong(Found::tried).sum());
    }

    private Found beginningWith(Trial trial, int first, int size) {
        Fault[] set = new Fault[size];
        set[0] = candidates.get(first);
        trial.extend(set, 1, first + 1);
        return new Found(trial.whole, furthest(trial.rivals), trial.tried);
    }

    /** Goes through the sets of one size that begin with one fault. */
    private final class Trial {

        private final Replay replay;
        private final boolean prune;
        private final List<Causes.Fitting> whole = new ArrayList<>();
        private final List<Diagnosis.Rival> rivals = new ArrayList<>();
        private long tried;

        /** @param prune whether sets are passed over whose loss before the first update is another */
        Trial(Replay replay, boolean prune) {
            this.replay = replay;
            this.prune = prune;
        }

        void extend(Fault[] set, int filled, int from) {
            if (filled == set.length) {
                tried++;
                if (!prune || fitsFirst(set)) {
                    attempt(Faults.of(set));
                }
                return;
            }
            for (int next = from; next < candidates.size(); next++) {
                Fault fault = candidates.get(next);
                if (fits(fault, set, filled)) {
                    set[filled] = fault;
                    extend(set, filled + 1, next + 1);
                }
            }
        }

        private static boolean fits(Fault fault, Fault[] set, int filled) {
            for (int i = 0; i < filled; i++) {
                if (fault.excludes(set[i])) {
                    return false;
                }
            }
            return true;
        }

        /** A loss after the first update depends on all faults. */
        private boolean fitsFirst(Fault[] set) {
            if (Arrays.asList(set).contains(Fault.LOSS_AFTER_UPDATE)) {
                return true;
            }
            Faults early =
                    Faults.of(Arrays.stream(set).filter(Fault::showsUntrained).toList());
            return firstFits.computeIfAbsent(early, replay::fitsFirst);
        }

        private void attempt(Faults faults) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException();
            }
            Replay.Match match = replay.match(faults);
            if (replay.isWhole(match)) {
                whole.add(new Causes.Fitting(faults, match));
            } else {
                if (match.isPlain()) { // a far-fetched reading has some figures by chance
                    rivals.add(rival(faults, match));
                }
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

    /** The sets that part last, and the right program, which they are measured by. */
    private static List<Diagnosis.Rival> beside(List<Diagnosis.Rival> rivals) {
        List<Diagnosis.Rival> all = new ArrayList<>(furthest(rivals));
        rivals.stream()
                .filter(rival -> rival.faults().size() == 0 && !all.contains(rival))
                .forEach(all::add);
        return all;
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
        boolean prune = size > 1 && replay.simple(true).beginsUntrained();
        long trained = prune
                ? candidates.stream().filter(fault -> !fault.showsUntrained()).count()
                : candidates.size();
        int weights = run.network().weightCount();
        int batch = Math.min(run.batchSize(), run.examples().size());
        double step = 0.5 + 0.007 * weights * (batch + 1);
        // Every program is trained up to the first figure, and most of them to the next.
        int steps = 1 + Math.min(2000, observed.stepsUntil(0, course.stepsPerEpoch()));
        return sets(trained, size) * (6.0 + steps * step) + sets(candidates.size(), size) * 0.3;
    }

    private static double sets(long of, int size) {
        double sets = 1.0;
        for (int i = 0; i < size; i++) {
            sets *= (of - i) / (i + 1.0);
        }
        return sets;
    }
}
