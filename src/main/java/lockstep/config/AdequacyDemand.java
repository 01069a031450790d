package lockstep.config;

import java.util.Locale;

/** What a config demands of itself: how many of the catalogue's faults it has to notice. */
public enum AdequacyDemand {
    /** Every fault that a program for it could have. */
    ALL;

    /** The name in a config: {@code all}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
