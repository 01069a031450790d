package lockstep.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
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

    /** 256 x 2^32 - 1 numbers: more than there are. */
    @Test
    void moreThanTheHeaderCountsIsAMistake() throws IOException {
        file("images", IMAGES + "00");
        assertMistake("images", "found more than 3 x 2 bytes after the header, expected no more, as it says");
        file("images", IMAGES);
        file("labels", LABELS + "07");
        assertMistake("labels", "found more than 3 x 1 bytes after the header, expected no more, as it says");
        file("images", "00000803 00000003 FFFFFFFF FFFFFFFF 00FF 3300 0180");
        file("labels", LABELS);
        assertThatThrownBy(() -> read(0, 1, Selection.ALL))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("found 3 rows of 2147483647 numbers");
    }

    /** A pixel of a packed file is changed, and nothing else: its checksum is at the end. */
    @Test
    void aPackedFileThatIsDamagedIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(images);
        Files.write(images, stored(bytes, new CRC32()));
        assertThatCode(() -> read(0, 1, Selection.ALL)).doesNotThrowAnyException();
        CRC32 ofOther = new CRC32();
        ofOther.update(1);
        Files.write(images, stored(bytes, ofOther));
        for (Selection some : List.of(Selection.ALL, new Selection(Optional.of(1), Optional.empty()))) {
            assertThatThrownBy(() -> read(0, 1, some))
                    .hasMessage("found a file that gzip cannot unpack (Corrupt GZIP trailer)");
        }
    }

    /** The first images alone are wanted, and the file ends after them. */
    @Test
    void aFileThatIsCutOffAfterTheSelectionIsRefused() throws IOException {
        file("images", IMAGES.substring(0, IMAGES.length() - 2));
        assertThatThrownBy(() -> read(0, 1, new Selection(Optional.of(1), Optional.empty())))
                .hasMessage(
                        "found fewer than 3 x 2 bytes after the header, expected so many, as it says: the file was cut off");
    }

    /** RFC 1952 and 1951: a header, one block as it is, the checksum and the length. */
    private static byte[] stored(byte[] bytes, CRC32 sum) {
        sum.update(bytes);
        ByteBuffer packed = ByteBuffer.allocate(10 + 5 + bytes.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        packed.put(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0});
        packed.put((byte) 1).putShort((short) bytes.length).putShort((short) ~bytes.length);
        packed.put(bytes).putInt((int) sum.getValue()).putInt(bytes.length);
        return packed.array();
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
