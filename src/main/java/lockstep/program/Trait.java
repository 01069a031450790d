package lockstep.program;

import java.util.Locale;

/** What a program says of itself when it answers {@code init}. */
enum Trait {
    /** One process may be sent another {@code init}: it forgets all. */
    AGAIN,
    /** It starts from weights of its own choosing, and takes none. */
    OWN,
    /** It trains a whole epoch in one go. */
    EPOCHS;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
