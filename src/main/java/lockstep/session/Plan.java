package lockstep.session;

/** What is done with each config. */
public enum Plan {
    /** It is verified. */
    VERIFY,
    /** It is verified and, if it has a race, raced. */
    RUN,
    /** A few steps are verified; if they are as expected, it is raced. */
    RACE,
    /** It is raced, and compared with nothing. */
    RACE_UNVERIFIED;

    /** Whether every config has to have a race. */
    public boolean needsRace() {
        return this == RACE || this == RACE_UNVERIFIED;
    }

    /** Whether nothing is left of a config that the candidate cannot compute. */
    public boolean onlyVerifies() {
        return this == VERIFY;
    }

    boolean races() {
        return this != VERIFY;
    }

    /** Whether every config is compared with the candidate. */
    public boolean verifies() {
        return this != RACE_UNVERIFIED;
    }

    boolean verifiesBriefly() {
        return this == RACE;
    }
}
