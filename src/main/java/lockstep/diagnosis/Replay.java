package lockstep.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.Precision;

/**
 * Compares programs with observed losses: each is trained along the course, and given up at the first figure that it does not
 * match.
 */
final class Replay {

    /** Before this step rounding has not grown yet; from here on it is measured before a program is given up. */
    private static final int CALM_STEPS = 30;

    /** If rounding may be this large a part of a loss, its figures no longer say anything. */
    private static final double LARGEST_ROUNDING = 1e-4;

    /**
     * Past a kink a program may be this many times as far away as the controls: there are few of them, and each takes only one
     * side of each kink.
     */
    private static final double KINK_MULTIPLE = 10.0;

    /**
     * What somebody wrote down may come from a program in single precision, whose roundings are so much larger than the moves of
     * the controls: where numbers grow without bounds, that is seen.
     */
    private static final double SINGLE_MULTIPLE = 0x1p19;

    /** This many figures have to support a program with faults before rounding may excuse the others. */
    private static final int LEAST_EVIDENCE = Diagnosis.ENOUGH;

    private final Course course;
    private final ObservedLosses observed;
    private final List<Interpretation> bases;
    private final Factor[] factors;

    Replay(Course course, ObservedLosses observed) {
        this(
                course,
                observed,
                Interpretation.of(course.run(), observed),
                Interpretation.farFetched(observed)
                        ? Factor.of(course.run()).toArray(Factor[]::new)
                        : new Factor[] {Factor.ONE});
    }

    private Replay(Course course, ObservedLosses observed, List<Interpretation> bases, Factor[] factors) {
        this.course = course;
        this.observed = observed;
        this.bases = bases;
        this.factors = factors;
    }

    /** The same for the losses that the config speaks of. */
    Replay plain() {
        return new Replay(
                course,
                observed,
                bases.stream().filter(base -> base.reading().isPlain()).toList(),
                new Factor[] {Factor.ONE});
    }

    /**
     * The same for the simple readings alone: with hundreds of them, one in ten of a million programs has the first figure by
     * chance, and takes its time.
     *
     * @param steps whether only those that take no pass over all examples
     */
    Replay simple(boolean steps) {
        boolean byStep = steps || observed.per() == ObservedLosses.Per.STEP;
        return new Replay(
                course,
                observed,
                bases.stream()
                        .filter(base -> base.reading().isSimple()
                                && !(byStep && base.reading().span().ofAll()))
                        .toList(),
                Arrays.stream(factors)
                        .filter(factor -> factor.complexity() <= 1)
                        .toArray(Factor[]::new));
    }

    /**
     * How well a program explains the figures.
     *
     * @param figures how many of them, from the first, it matches or rounding may excuse
     * @param seen how many of these are not excused by rounding
     * @param exact how many of these it has to the last digit
     * @param meant the meanings of the figures under which the program matches them, the likeliest first
     */
    record Match(int figures, int seen, int exact, List<Interpretation> meant) {

        /** Where the figures are counted from if the program matches them. */
        Set<Counting> countings() {
            return meant.stream()
                    .filter(each -> each.reading().isPlain() || !isPlain())
                    .map(Interpretation::counting)
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** Whether enough figures match without an excuse. */
        boolean isTold() {
            return seen >= Math.min(figures, LEAST_EVIDENCE);
        }

        /** Whether the figures are the losses that the config speaks of. */
        boolean isPlain() {
            return meant.stream().anyMatch(each -> each.reading().isPlain());
        }
    }

    /** A meaning that has not been ruled out. */
    private static final class Open {

        private final Interpretation meaning;
        private int exact;

        Open(Interpretation meaning) {
            this.meaning = meaning;
        }
    }

    /** Whether the first figure is known before the first update, whatever it means. */
    boolean beginsUntrained() {
        return bases.stream()
                .allMatch(base -> base.reading().span() != Reading.Span.ALL_AFTER
                        && observed.stepsUntil(0, base.counting(), course.stepsPerEpoch()) == 1);
    }

    /** Whether a program explains the first figure. */
    boolean fitsFirst(Faults faults) {
        List<Open> left = new ArrayList<>();
        begin(new Track(course, observed.per(), bases, faults, false), left, left);
        return !left.isEmpty();
    }

    Match match(Faults faults) {
        Match match = follow(faults, false);
        boolean right = faults.size() == 0;
        boolean late = match.figures < observed.size()
                && (right
                        || match.figures >= LEAST_EVIDENCE
                        || observed.stepsUntil(match.figures, course.stepsPerEpoch()) > CALM_STEPS);
        return late ? follow(faults, true) : match;
    }

    boolean isWhole(Match match) {
        return match.figures == observed.size();
    }

    private Match follow(Faults faults, boolean measureRounding) {
        Track track = new Track(course, observed.per(), bases, faults, measureRounding);
        List<Open> open = List.of();
        int seen = observed.size();
        for (int k = 0; k < observed.size(); k++) {
            List<Open> left = new ArrayList<>(open.size());
            List<Open> excused = new ArrayList<>(open.size());
            if (k == 0) {
                begin(track, left, excused);
            } else {
                track.needOnly(open.stream().map(each -> each.meaning).toList());
                for (Open each : open) {
                    sort(track, k, k < seen, each, left, excused);
                }
            }
            if (left.isEmpty() && !excused.isEmpty()) {
                seen = Math.min(seen, k);
                left = excused;
            }
            boolean told = seen >= Math.min(observed.size(), LEAST_EVIDENCE) || faults.size() == 0;
            if (left.isEmpty() || !told) {
                return result(k, seen, open);
            }
            open = left;
            if (!Double.isFinite(observed.values()[k])) { // both have overflowed, and stay so
                int rest = observed.size() - 1 - k;
                open.forEach(each -> each.exact += rest);
                break;
            }
        }
        return result(observed.size(), seen, open);
    }

    /** The first figure says which constants there may be. */
    private void begin(Track track, List<Open> left, List<Open> excused) {
        for (Interpretation base : bases) {
            track.advance(observed.stepsUntil(0, base.counting(), course.stepsPerEpoch()));
            double value = track.value(base.reading());
            double wanted = observed.values()[0];
            double ratio = (base.reading().root() ? wanted * wanted : wanted) / value;
            double slack = observed.allowed(0, wanted, true, 0.0)
                    / Math.abs(wanted)
                    * (base.reading().root() ? 2.0 : 1.0);
            boolean all = !(ratio > 0.0) || Double.isInfinite(ratio) || !(slack < 1.0); // a 0, or nothing finite
            for (Factor factor : factors) {
                boolean near = all || Math.abs(factor.value() - ratio) <= 2.0 * slack * ratio + 1e-15;
                if ((near || factor.isOne()) && base.reading().takes(factor)) {
                    sort(track, 0, true, new Open(base.times(factor)), left, excused);
                }
            }
        }
    }

    /** Puts a meaning to those that fit figure {@code k}, or to those that rounding may excuse, or to neither. */
    private void sort(Track track, int k, boolean counts, Open open, List<Open> left, List<Open> excused) {
        Reading reading = open.meaning.reading();
        track.advance(observed.stepsUntil(k, open.meaning.counting(), course.stepsPerEpoch()));
        double figure = reading.figure(track.value(reading));
        double rounding = track.spread(reading, figure);
        double asked = course.run().network().precision().roundings() / Precision.FLOAT.roundings() * SINGLE_MULTIPLE;
        double multiple = observed.asked() ? Math.max(KINK_MULTIPLE, asked) : SINGLE_MULTIPLE;
        double small = rounding <= LARGEST_ROUNDING * Math.abs(figure) ? rounding : 0.0;
        if (counts && observed.matches(k, figure, true, small)) {
            open.exact += observed.matches(k, figure, false, small) ? 1 : 0;
            left.add(open);
        } else if (rounding > 0.0 && observed.matches(k, figure, true, multiple * rounding)) {
            excused.add(open);
        }
    }

    /** The meanings that have the most figures exactly, the simplest first. */
    private static Match result(int figures, int seen, List<Open> open) {
        int exact = open.stream().mapToInt(each -> each.exact).max().orElse(0);
        List<Interpretation> meant = open.stream()
                .filter(each -> each.exact == exact)
                .map(each -> each.meaning)
                .sorted(Comparator.comparingInt(each -> each.reading().complexity()))
                .toList();
        return new Match(figures, seen, exact, meant);
    }

    /** The losses of a program's first steps, as far as the figures go, but at most this many. */
    double[] losses(Faults faults, int most) {
        int steps = Math.min(most, observed.stepsUntil(observed.size() - 1, course.stepsPerEpoch()));
        double[] losses = new double[steps];
        FaultyNetwork program = course.begin(faults);
        Arrays.setAll(losses, step -> program.step(course.batch(step)));
        return losses;
    }
}
