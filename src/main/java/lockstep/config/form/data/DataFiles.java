package lockstep.config.form.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lockstep.data.Data;
import lockstep.data.file.DataException;
import lockstep.data.file.Selection;
import lockstep.yaml.Fields;
import lockstep.yaml.Key;
import lockstep.yaml.WholeNumber;
import org.jspecify.annotations.Nullable;

/**
 * What sources that are files have in common: {@code limit: 1000} and {@code sample: {size: 100}}, and how their mistakes are
 * reported.
 *
 * @param file the key that names the file
 */
record DataFiles(
        Key<Data, String> file, Key<Data, Optional<Integer>> limit, Key<Data, Optional<Selection.Draw>> sample) {

    private static final Key<Selection.Draw, Integer> SIZE =
            Key.required("size", "how many examples", WholeNumber.countUpTo(Integer.MAX_VALUE), Selection.Draw::size);
    private static final Key<Selection.Draw, Long> SEED = Key.optional(
            "seed",
            "the seed of Python's generator, which shuffles the examples: random.seed(seed)",
            new WholeNumber(Long.MIN_VALUE, Long.MAX_VALUE),
            0L,
            Selection.Draw::seed);

    private static final Fields<Selection.Draw> DRAW = new Fields<>(
            "the sample", List.of(SIZE, SEED), found -> new Selection.Draw(found.get(SIZE), found.get(SEED)));

    /** @param selection finds it in the data, to write it */
    DataFiles(Key<Data, String> file, Function<Data, Selection> selection) {
        this(
                file,
                Key.maybe(
                        "limit",
                        "takes no more than the first so many examples of the file",
                        WholeNumber.countUpTo(Integer.MAX_VALUE),
                        data -> selection.apply(data).limit()),
                Key.maybe(
                        "sample",
                        "draws some of the examples, without replacement; they stay in the order of the file",
                        DRAW,
                        data -> selection.apply(data).sample()));
    }

    /** Reads files. */
    interface Loading {
        @Nullable
        Data load() throws DataException;
    }

    /** A path as a config has it, on every system. */
    static String written(Path file) {
        return file.toString().replace('\\', '/');
    }

    /** The keys for the rows. */
    List<Key<Data, ?>> keys() {
        return List.of(limit, sample);
    }

    Selection selection(Fields.Found found) {
        return new Selection(found.get(limit), found.get(sample));
    }

    /** The data, or null after a report: of where a mistake stands in a file or, if that is nowhere, at the key for the file. */
    @Nullable
    Data load(Fields.Found found, Loading loading) {
        try {
            return loading.load();
        } catch (InvalidPathException e) {
            found.report(file, "found a path that cannot be a file: " + e.getMessage());
        } catch (IllegalArgumentException refusal) {
            found.refuse(sample, refusal);
        } catch (DataException e) {
            e.mistakes().forEach(mistake -> report(found, e.file(), mistake));
        }
        return null;
    }

    private void report(Fields.Found found, Path in, DataException.Mistake mistake) {
        if (mistake.line() > 0) {
            found.reading().report(in.toString(), Math.toIntExact(mistake.line()), 0, mistake.message());
        } else {
            found.report(file, in + ": " + mistake.message());
        }
    }
}
