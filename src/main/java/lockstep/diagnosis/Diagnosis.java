package lockstep.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.fault.Faults;
import lockstep.model.Engine;
import lockstep.model.Run;

/** What explains a candidate's losses. */
public sealed interface Diagnosis {

    /** How many steps of a running program are examined. */
    int STEPS = 40;

    /** This many figures make an answer; fewer may match another program by chance. */
    int ENOUGH = 10;

    /**
     * No fault: a right program has these losses.
     *
     * @param others single faults that have them too, if the figures are fewer than {@link #ENOUGH}; and, if it is not known
     *     where the figures are counted from, those that have them in the other counting
     */
    record Agrees(List<Cause> others, Evidence evidence) implements Diagnosis {

        public Agrees {
            others = List.copyOf(others);
        }
    }

    /** Nobody can tell: a right program has this loss, but it is the first step's, before any update. */
    record Untrained(Evidence evidence) implements Diagnosis {}

    /**
     * Some faults explain the losses, and no fewer do.
     *
     * @param causes the likeliest first; more than one where the figures are too few or too short to tell them apart
     * @param rivals the nearest of the others
     */
    record Explained(List<Cause> causes, List<Rival> rivals, Evidence evidence) implements Diagnosis {

        public Explained {
            causes = List.copyOf(causes);
            rivals = List.copyOf(rivals);
        }

        /** A run with the optimizer of the one diagnosed that tells the likeliest cause from some of its twins. */
        public Optional<Run> apart(Run diagnosed) {
            return causes.get(0).twins().stream()
                    .flatMap(twin -> twin.apart().run(diagnosed.network().optimizer()).stream())
                    .findFirst();
        }

        /** The answer in one piece. */
        public Faults likeliest() {
            return causes.get(0).faults();
        }
    }

    /**
     * Nobody can tell: a right program has these losses, but only up to a place that comes too early, and from there on rounding
     * alone may part two right programs. At the kink of an activation or a loss, one rounding decides which way a step goes.
     *
     * @param from the step, or the epoch, from which on rounding may be all
     * @param suspects single faults that have all the losses; a right program that rounds differently may have them too
     */
    record Undecided(int from, List<Cause> suspects, Evidence evidence) implements Diagnosis {

        public Undecided {
            suspects = List.copyOf(suspects);
        }
    }

    /**
     * No set of faults that was tried explains the losses.
     *
     * @param showing what the losses do show
     * @param layers where the gradient of the first step is wrong, layer by layer; empty if it was not seen
     */
    record Unexplained(List<Rival> rivals, Showing showing, List<Boolean> layers, Evidence evidence)
            implements Diagnosis {

        public Unexplained {
            layers = List.copyOf(layers);
            rivals = List.copyOf(rivals);
        }
    }

    /**
     * What was examined.
     *
     * @param figures how many there are
     * @param seen how many of them count: the others may be due to rounding
     * @param exact how many the program has to the last digit; the others are within one unit of their last place
     * @param per what a figure is the loss of
     * @param reading how the figures were read, in words; empty if there is only one way
     * @param counting where the figures are counted from; empty if that was known before, or makes no difference
     * @param trained whether some figure comes after the first update
     * @param largest how many faults were tried at once, at most
     * @param programs how many programs were tried
     */
    record Evidence(
            int figures,
            int seen,
            int exact,
            ObservedLosses.Per per,
            Optional<String> reading,
            Optional<Counting> counting,
            boolean trained,
            int largest,
            long programs) {

        /** The same, with more said of what each figure is. */
        Evidence withReading(Optional<String> of, String more) {
            String words = of.map(read -> read + ", ").orElse("") + more;
            return new Evidence(figures, seen, exact, per, Optional.of(words), counting, trained, largest, programs);
        }

        /** The same, of figures of which fewer count. */
        Evidence withSeen(int fewer) {
            return new Evidence(figures, fewer, exact, per, reading, counting, trained, largest, programs);
        }

        /**
         * Whether so many figures are not the same to the last digit that they may be of something like it: a program that rounds what
         * it prints has nearly all of its figures so.
         */
        public boolean near() {
            return 4 * (figures - exact) > figures;
        }

        /** Whether fewer figures count than make an answer. */
        public boolean few() {
            return seen < ENOUGH;
        }
    }

    /**
     * Faults that explain the losses.
     *
     * @param faults the set named first
     * @param twins sets whose losses are the same on this run, step by step: here they cannot be told apart
     * @param counting where the figures are then counted from; empty if that was known before, or makes no difference
     * @param reading how they are then read, in words; empty if they are the losses of single steps
     * @param exact how many of them it has to the last digit
     */
    record Cause(Faults faults, List<Twin> twins, Optional<Counting> counting, Optional<String> reading, int exact) {

        public Cause {
            twins = List.copyOf(twins);
        }

        /** The set and its twins. */
        public List<Faults> all() {
            List<Faults> all = new ArrayList<>(List.of(faults));
            twins.forEach(twin -> all.add(twin.faults()));
            return all;
        }
    }

    /** Another set that explains the losses just as well.
     *
     * @param apart where the two can be told apart, with the same optimizer */
    record Twin(Faults faults, Apart apart) {}

    /**
     * Faults that explain the losses up to a place.
     *
     * @param partsAt the step, or the epoch, at which they part from the candidate
     */
    record Rival(Faults faults, int partsAt) {}

    /**
     * The smallest sets of up to four faults that explain what was observed.
     *
     * @param threads how many programs are tried at once; the answer does not depend on it
     * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
     */
    static Diagnosis of(Run run, ObservedLosses observed, int threads) {
        return of(run, Faults.NONE, observed, threads);
    }

    /**
     * The same where a right program is not as DL4J's.
     *
     * @param forms the entries of the catalogue that it has: those of a convention. They are no faults, and a fault may stand in the
     *     place of one
     */
    static Diagnosis of(Run run, Faults forms, ObservedLosses observed, int threads) {
        return of(run, forms, observed, threads, Search.MOST);
    }

    /** The same for sets of up to this many faults. */
    static Diagnosis of(Run run, ObservedLosses observed, int threads, int mostFaults) {
        return of(run, Faults.NONE, observed, threads, mostFaults);
    }

    /** The same for sets of up to this many faults. */
    static Diagnosis of(Run run, Faults forms, ObservedLosses observed, int threads, int mostFaults) {
        return new Search(run, forms, observed, threads).run(mostFaults);
    }

    /**
     * The same for a program that runs: it is trained for {@value #STEPS} steps. If it shows its gradient, sets with another
     * gradient in the first step are dropped as long as some remain.
     */
    static Diagnosis of(Run run, Faults forms, Engine candidate, int threads) {
        FirstGradient gradient = new FirstGradient(new Course(run, forms, STEPS));
        double[] losses = gradient.losses(candidate, STEPS);
        return gradient.added(
                of(run, forms, ObservedLosses.exact(losses, run.network().precision()), threads));
    }

    /** The same for exact losses of a program whose first gradient is known to be the right one. */
    static Diagnosis ofRightGradient(Run run, Faults forms, ObservedLosses observed, int threads, int mostFaults) {
        FirstGradient gradient = new FirstGradient(new Course(run, forms, 1));
        gradient.isRight();
        return gradient.added(of(run, forms, observed, threads, mostFaults));
    }
}
