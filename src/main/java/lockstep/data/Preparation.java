package lockstep.data;

import java.util.Optional;
import lockstep.model.Examples;

/**
 * What is done to examples, wherever they come from, before a network sees them.
 *
 * @param split first, a part is held out; empty if a network learns from all examples
 * @param standardize then, whether inputs are scaled to mean 0 and standard deviation 1 over the training part
 */
public record Preparation(Optional<Split> split, boolean standardize) {

    /** Nothing is held out, nothing changed. */
    public static final Preparation NONE = new Preparation(Optional.empty(), false);

    /**
     * The examples, prepared in their own arrays where possible.
     *
     * @throws IllegalArgumentException if the split leaves a side empty, or numbers are too large or small to be standardized
     */
    Split.Parts of(Examples all) {
        Split.Parts parts = split.map(s -> s.of(all)).orElse(new Split.Parts(all, Optional.empty()));
        if (!standardize) {
            return parts;
        }
        Standardization standardization = Standardization.of(parts.training());
        standardization.apply(parts.training());
        parts.test().ifPresent(standardization::apply);
        return parts;
    }
}
