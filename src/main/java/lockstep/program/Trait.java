package lockstep.program;

import java.util.Locale;

/** What a program says of itself when it answers {@code init}. */
enum Trait {
    /** One process may be sent another {@code init}: it forgets all. */
    AGAIN;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
