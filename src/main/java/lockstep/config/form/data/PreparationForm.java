package lockstep.config.form.data;

import java.util.List;
import java.util.Optional;
import lockstep.data.Data;
import lockstep.data.DataSource;
import lockstep.data.Preparation;
import lockstep.data.Split;
import lockstep.model.Examples;
import lockstep.work.Heap;
import lockstep.yaml.Fields;
import lockstep.yaml.Flag;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.RealNumber;
import lockstep.yaml.WholeNumber;
import org.jspecify.annotations.Nullable;

/** {@code split: {test: 0.2}} and {@code standardize: true}, which go with any kind of data. */
public final class PreparationForm {

    private static final Key<Split, Double> TEST = Key.required(
            "test",
            "the share of the examples to hold out: round(test * n) of them",
            new RealNumber(0.0, true, 0.999),
            Split::test);
    private static final Key<Split, Long> SEED = Key.optional(
            "seed",
            "the seed of Python's generator, which shuffles the examples before the cut: random.seed(seed)",
            new WholeNumber(Long.MIN_VALUE, Long.MAX_VALUE),
            0L,
            Split::seed);
    private static final Key<Split, Boolean> STRATIFIED = Key.optional(
            "stratified", "whether this share is taken from each class", new Flag(), false, Split::stratified);

    private static final Form<Split> SPLIT_FORM = new Fields<>(
            "the split",
            List.of(TEST, SEED, STRATIFIED),
            found -> new Split(found.get(TEST), found.get(SEED), found.get(STRATIFIED)));

    private static final Key<Data, Optional<Split>> SPLIT = Key.maybe(
            "split",
            "holds examples out: no network learns from them, and the race tests on them",
            SPLIT_FORM,
            data -> data.preparation().split());
    private static final Key<Data, Boolean> STANDARDIZE = Key.optional(
            "standardize",
            "whether each input is scaled to mean 0 and standard deviation 1 over the examples that are not held out",
            new Flag(),
            false,
            data -> data.preparation().standardize());

    /** The keys, which come after a source's own. */
    public static final List<Key<Data, ?>> KEYS = List.of(SPLIT, STANDARDIZE);

    private PreparationForm() {}

    /** The examples of a source, prepared as the keys say, or null after a report. */
    static @Nullable Data prepare(Fields.Found found, DataSource source, Examples all) {
        try {
            return Data.of(source, new Preparation(found.get(SPLIT), found.get(STANDARDIZE)), all);
        } catch (IllegalArgumentException refusal) {
            found.refuse(found.get(SPLIT).isPresent() ? SPLIT : STANDARDIZE, refusal);
            return null;
        } catch (OutOfMemoryError e) {
            long bytes = (long) Double.BYTES * all.size() * (all.inputs() + all.outputs());
            found.report(
                    SPLIT,
                    "found a split of " + all.size() + " examples, which needs " + Heap.size(2 * bytes)
                            + " for them and their parts. " + Heap.advice(2 * bytes));
            return null;
        }
    }
}
