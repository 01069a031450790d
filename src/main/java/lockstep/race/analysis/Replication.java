package lockstep.race.analysis;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import lockstep.model.Published;
import lockstep.race.job.RaceResult;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;

/**
 * A published figure beside ours.
 *
 * <p>The mean of a few trials is known no better than their spread allows. So it is held against the mean of many of ours:
 *
 * <pre>
 *   z = (published - ours) / (our SD / sqrt(published trials))
 * </pre>
 *
 * <p>Were the published trials draws from where ours are from, |z| would be above {@value #LARGEST_Z} once in a hundred times. A
 * figure that is no mean is reproduced if ours, rounded to the digits printed, is the same.
 *
 * @param optimizer the label in the config
 * @param epoch counted from 0; -1 for a figure of a race
 * @param output which of an epoch's answers, counted from 0
 * @param published as printed
 * @param trials what was printed of the trials, if it is a mean
 * @param spread of our trials, if it is a mean
 */
public record Replication(
        String optimizer,
        Quantity quantity,
        int epoch,
        int output,
        BigDecimal published,
        Optional<Published.Trials> trials,
        String source,
        double ours,
        Optional<Spread> spread) {

    /** Above it, two means are not of the same thing: the normal distribution's 1 %, two-sided. */
    public static final double LARGEST_Z = 2.6;

    /** So many trials of ours have to have converged. */
    public static final int LEAST_TRIALS = 1000;

    /** Of a double: what two right programs may differ by where all digits are printed. */
    private static final double ROUNDING = 1e-12;

    /** What a figure is of. */
    public enum Quantity {
        EPOCHS,
        EPOCHS_WITH_RESTARTS,
        LOSS,
        OUTPUT;

        /** The name in a CSV file. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What comes of the comparison. */
    public enum Verdict {
        REPRODUCED,
        NOT_REPRODUCED,
        TOO_FEW_TRIALS;

        /** The name in a CSV file. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * Our trials.
     *
     * @param converged how many reached the target: the other numbers are theirs
     * @param failed how many did not
     */
    public record Spread(int converged, int failed, double sd, double least, double most) {}

    /** A mean of epochs, of an optimizer that has raced. */
    static Replication of(Race race, String optimizer, Quantity quantity, Published.Trials trials, String source) {
        RaceSummary summary = race.summary(optimizer);
        boolean restarted = quantity == Quantity.EPOCHS_WITH_RESTARTS;
        double[] epochs = race.results().stream()
                .filter(result -> result.job().run().label().equals(optimizer) && result.converged())
                .mapToDouble(RaceResult::epochsToTarget)
                .toArray();
        Spread spread = new Spread(
                summary.converged(),
                summary.seeds() - summary.converged(),
                restarted ? summary.restartSd() : summary.sdEpochs(),
                restarted ? Double.NaN : DoubleStream.of(epochs).min().orElse(Double.NaN),
                restarted ? Double.NaN : DoubleStream.of(epochs).max().orElse(Double.NaN));
        return new Replication(
                optimizer,
                quantity,
                -1,
                0,
                trials.mean(),
                Optional.of(trials),
                source,
                restarted ? summary.restartMean() : summary.meanEpochs(),
                Optional.of(spread));
    }

    /** The means that were published of an optimizer that has raced. */
    public static List<Replication> of(Race race, String optimizer, Published published) {
        return List.of(
                        published.epochs().map(t -> of(race, optimizer, Quantity.EPOCHS, t, published.source())),
                        published
                                .restarted()
                                .map(t -> of(race, optimizer, Quantity.EPOCHS_WITH_RESTARTS, t, published.source())))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** How many standard errors of the published mean it is away from ours; NaN for a figure that is no mean. */
    public double z() {
        return trials.isEmpty()
                ? Double.NaN
                : (published.doubleValue() - ours)
                        / (spread.orElseThrow().sd() / Math.sqrt(trials.get().trials()));
    }

    public Verdict verdict() {
        if (trials.isEmpty()) {
            return isAsPrinted() ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED;
        }
        if (spread.orElseThrow().converged() < LEAST_TRIALS) {
            return Verdict.TOO_FEW_TRIALS;
        }
        return Math.abs(z()) <= LARGEST_Z ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED;
    }

    /** Whether it is within half a unit of the last digit printed, or within rounding where all digits are. */
    private boolean isAsPrinted() {
        double half = 0.5 * published.ulp().doubleValue();
        double printed = published.doubleValue();
        return Math.abs(ours - printed) <= Math.max(half, ROUNDING * Math.abs(printed));
    }
}
