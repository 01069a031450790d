package lockstep.config;

import java.util.Locale;

/** The faults of the catalogue that a config demands of itself to notice. */
public enum AdequacyDemand {
    /** Every fault that a program for it could have. */
    ALL;

    /** The name in a config: {@code all}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
