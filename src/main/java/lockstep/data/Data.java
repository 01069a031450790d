package lockstep.data;

import java.util.Optional;
import lockstep.model.Examples;

/**
 * The examples that a network learns from, and those it is tested on.
 *
 * @param source where the examples came from
 * @param preparation what was done to them
 * @param examples those to learn from
 * @param test those that were held out, if any
 */
public record Data(DataSource source, Preparation preparation, Examples examples, Optional<Examples> test) {

    /** Data that is used as it is. */
    public Data(DataSource source, Examples examples) {
        this(source, Preparation.NONE, examples, Optional.empty());
    }

    /**
     * Data made of all the examples of a source.
     *
     * @throws IllegalArgumentException if they cannot be prepared like this
     */
    public static Data of(DataSource source, Preparation preparation, Examples all) {
        Split.Parts parts = preparation.of(all);
        return new Data(source, preparation, parts.training(), parts.test());
    }

    /** The same data, found elsewhere. */
    public Data withSource(DataSource other) {
        return new Data(other, preparation, examples, test);
    }
}
