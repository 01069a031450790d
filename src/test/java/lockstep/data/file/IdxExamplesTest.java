package lockstep.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import lockstep.model.Examples;
import lockstep.work.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it an image could be read a pixel askew, or get another's label. The files are written by hand, from the format's table. */
class IdxExamplesTest {

    /** Three images of 2 x 1. */
    private static final String IMAGES = "00000803 00000003 00000002 00000001 00FF 3300 0180";

    private static final String LABELS = "00000801 00000003 07 02 07";

    @TempDir
    private Path folder;

    private Path images;
    private Path labels;

    @BeforeEach
    void write() throws IOException {
        images = file("images", IMAGES);
        labels = file("labels", LABELS);
    }

    @Test
    void pixelsAreScaledAndLabelsBecomeOutputsInAscendingOrder() throws DataException {
        Examples examples = read(0, 1, Selection.ALL);

        assertThat(examples.inputValues()).containsExactly(0, 1, 0x33 / 255.0, 0, 1 / 255.0, 128 / 255.0);
        assertThat(examples.targetValues()).containsExactly(0, 1, 1, 0, 0, 1);
        assertThat(read(-1, 1, Selection.ALL).inputValues()).startsWith(-1, 1, -1 + 2 * (0x33 / 255.0), -1);
    }

    @Test
    void packedFilesAreTheSame() throws Exception {
        Examples plain = read(0, 1, Selection.ALL);
        for (Path file : new Path[] {images, labels}) {
            byte[] bytes = Files.readAllBytes(file);
            try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
                packed.write(bytes);
            }
        }

        assertThat(read(0, 1, Selection.ALL).inputValues()).containsExactly(plain.inputValues());
    }

    /** With the first image alone, 7 is still the second of two labels. */
    @Test
    void aSelectionLeavesTheOutputsAsTheyAre() throws DataException {
        Examples first = read(0, 1, new Selection(Optional.of(1), Optional.empty()));
        Examples one = read(0, 1, new Selection(Optional.empty(), Optional.of(new Selection.Draw(1, 0))));

        assertThat(first.inputValues()).containsExactly(0, 1);
        assertThat(first.targetValues()).containsExactly(0, 1);
        assertThat(one.inputValues())
                .as("random.seed(0), random.shuffle([0, 1, 2]) in CPython: [0, 2, 1]")
                .containsExactly(0, 1);
    }

    @Test
    void aFileThatIsAnotherIsAMistake() throws IOException {
        file("images", LABELS);
        assertMistake(
                "images",
                "found an IDX file with 1 dimension, expected an IDX file of images (train-images-idx3-ubyte)");
        file("images", "00000D03 00000003");
        assertMistake("images", "found an IDX file with numbers of type 13, expected bytes, type 8");
        file("images", "89504E47 0D0A1A0A");
        assertMistake("images", "found another format, expected an IDX file of images (train-images-idx3-ubyte)");
        file("images", "00");
        assertMistake("images", "found no whole header, expected an IDX file of images (train-images-idx3-ubyte)");
        file("images", IMAGES.substring(0, IMAGES.length() - 2));
        assertMistake("images", "found 2 images, expected 3, as its header says: the file was cut off");
        file("images", IMAGES);
        file("labels", "00000801 00000003 0702");
        assertMistake("labels", "found 2 labels, expected 3, as its header says: the file was cut off");
        file("labels", "00000801 00000002 0702");
        assertMistake("labels", "found 2 labels, expected 3, one for each image in " + images);
        Files.delete(labels);
        assertMistake("labels", "found no such file, expected an IDX file of labels");
    }

    private void assertMistake(String in, String message) {
        assertThatThrownBy(() -> read(0, 1, Selection.ALL))
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.file()).isEqualTo(folder.resolve(in)));
    }

    private Examples read(double low, double high, Selection selection) throws DataException {
        return IdxExamples.read(images, labels, low, high, selection, Progress.Display.NONE);
    }

    private Path file(String name, String hex) throws IOException {
        return Files.write(folder.resolve(name), HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
