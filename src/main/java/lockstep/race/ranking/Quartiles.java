package lockstep.race.ranking;

import lockstep.statistics.Sample;

/** The three quartiles ({@link Sample#quantile}) over an optimizer's runs; NaN if there are no values. */
public record Quartiles(double q25, double median, double q75) {

    /** Of no values. */
    public static final Quartiles NONE = new Quartiles(Double.NaN, Double.NaN, Double.NaN);

    /** The quartiles of some values; either every run has one, or all are NaN. */
    static Quartiles of(double... values) {
        if (Double.isNaN(values[0])) {
            return NONE;
        }
        Sample sample = Sample.of(values);
        return new Quartiles(sample.quantile(0.25), sample.median(), sample.quantile(0.75));
    }
}
