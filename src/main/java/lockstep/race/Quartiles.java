package lockstep.race;

import lockstep.statistics.Sample;

/** The three quartiles ({@link Sample#quantile}) over an optimizer's runs; NaN where there is nothing to take them of. */
public record Quartiles(double q25, double median, double q75) {

    /** Of nothing. */
    public static final Quartiles NONE = new Quartiles(Double.NaN, Double.NaN, Double.NaN);

    /** The quartiles of some values, which all the runs have or, being NaN, none. */
    static Quartiles of(double... values) {
        if (Double.isNaN(values[0])) {
            return NONE;
        }
        Sample sample = Sample.of(values);
        return new Quartiles(sample.quantile(0.25), sample.median(), sample.quantile(0.75));
    }
}
