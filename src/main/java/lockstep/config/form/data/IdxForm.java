package lockstep.config.form.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.data.Data;
import lockstep.data.DataSource;
import lockstep.data.file.IdxExamples;
import lockstep.yaml.Choice;
import lockstep.yaml.Fields;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.ListOf;
import lockstep.yaml.Mistakes;
import lockstep.yaml.RealNumber;
import lockstep.yaml.Text;
import org.jspecify.annotations.Nullable;

/** {@code {source: idx, images: FILE}}: images and labels as MNIST's files have them. */
final class IdxForm {

    static final String IDX = "idx";

    private static final String PACKED = ".gz";

    private static final Key<Data, String> SOURCE = Key.required(
            ProblemForm.SOURCE,
            "images and their labels in two files of MNIST's format",
            Choice.of(ProblemForm.SOURCE, List.of(IDX), name -> name),
            data -> IDX);
    private static final Key<Data, String> IMAGES = Key.required(
            "images",
            "the file of images, with .gz or without, whichever is there; its path is relative to the config's folder",
            Text.SOME,
            data -> DataFiles.written(source(data).images()));
    private static final Key<Data, Optional<String>> LABELS = Key.maybe(
            "labels",
            "the file of their labels, likewise; by default that of the same name with labels for images and idx1 for idx3",
            Text.SOME,
            data -> Optional.of(DataFiles.written(source(data).labels())));
    private static final Key<Data, List<Double>> SCALE = Key.optional(
            "scale",
            "what pixels of 0 and 255 become, `[low, high]`: x is low + (high - low) * (x / 255)",
            new ListOf<>("two numbers", RealNumber.ANY),
            List.of(0.0, 1.0),
            data -> List.of(source(data).low(), source(data).high()));
    private static final DataFiles FILES =
            new DataFiles(IMAGES, data -> source(data).selection());

    static final Form<Data> FORM = new Fields<>("the images", keys(), IdxForm::fits, IdxForm::load);

    private IdxForm() {}

    private static List<Key<Data, ?>> keys() {
        List<Key<Data, ?>> keys = new ArrayList<>(List.of(SOURCE, IMAGES, LABELS, SCALE));
        keys.addAll(FILES.keys());
        keys.addAll(PreparationForm.KEYS);
        return keys;
    }

    private static DataSource.Idx source(Data data) {
        return (DataSource.Idx) data.source();
    }

    private static boolean fits(Fields.Found found) {
        int numbers = found.maybe(SCALE).map(List::size).orElse(2);
        if (numbers != 2) {
            found.report(SCALE, "found a list of " + numbers + ", expected two numbers, for pixels of 0 and 255");
        }
        return numbers == 2;
    }

    private static @Nullable Data load(Fields.Found found) {
        String images = found.get(IMAGES);
        String labels = found.get(LABELS).orElseGet(() -> labelsOf(images));
        if (labels.equals(images)) {
            found.report(
                    IMAGES,
                    "found a name without \"images\" in it, and no key labels, expected that to name their file");
            return null;
        }
        return FILES.load(found, () -> {
            Mistakes reading = found.reading();
            List<Double> scale = found.get(SCALE);
            DataSource.Idx source = new DataSource.Idx(
                    there(reading, images), there(reading, labels), scale.get(0), scale.get(1), FILES.selection(found));
            return PreparationForm.prepare(
                    found,
                    source,
                    IdxExamples.read(
                            source.images(),
                            source.labels(),
                            source.low(),
                            source.high(),
                            source.selection(),
                            reading.display()));
        });
    }

    /** {@code mnist/train-labels-idx1-ubyte} of {@code mnist/train-images-idx3-ubyte}; the folder keeps its name. */
    private static String labelsOf(String images) {
        int name = Math.max(images.lastIndexOf('/'), images.lastIndexOf('\\')) + 1;
        return images.substring(0, name)
                + images.substring(name).replace("images", "labels").replace("idx3", "idx1");
    }

    /** The file; where there is none, its packed or unpacked twin, if that is there. */
    private static Path there(Mistakes reading, String name) {
        Path file = reading.beside(name);
        Path twin = reading.beside(
                name.endsWith(PACKED) ? name.substring(0, name.length() - PACKED.length()) : name + PACKED);
        return !Files.exists(file) && Files.exists(twin) ? twin : file;
    }
}
