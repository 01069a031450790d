package lockstep.data.file;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import lockstep.model.Examples;
import lockstep.work.Progress;

/**
 * Images and their labels in the format of MNIST's files, packed with gzip or not: two zero bytes, the type of the numbers (8: a
 * byte without a sign), how many dimensions, the size of each in four bytes, and the numbers, one image after another. Each label
 * that there is becomes an output that is 1 for its images and 0 for the others, in ascending order.
 *
 * <p>Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", section "File formats".
 */
public final class IdxExamples {

    private static final int BYTES = 8;
    private static final int GREYS = 256;

    private IdxExamples() {}

    /** What a file says of itself: its {@code items} are {@code width} bytes each. */
    private record Header(int items, int width) {}

    /**
     * Reads the examples. A pixel {@code x} becomes {@code low + (high - low) (x / 255)}.
     *
     * @param images the file of the images
     * @param labels the file of their labels
     * @throws DataException if a file is missing or another one than its name says, or the two do not belong together
     * @throws IllegalArgumentException if the selection is of more than there are
     */
    public static Examples read(
            Path images, Path labels, double low, double high, Selection selection, Progress.Display display)
            throws DataException {
        DataFile file = DataFile.of(images, "an IDX file of images");
        byte[] classes = labels(DataFile.of(labels, "an IDX file of labels"));
        String what = "reading " + images.getFileName() + ", MB";
        double[] greys = new double[GREYS];
        Arrays.setAll(greys, grey -> low + (high - low) * (grey / (GREYS - 1.0)));
        try (Progress.Shown progress = display.show(what, file.megabytes())) {
            return file.read(progress, stream -> {
                Header header = header(file.path(), stream, true);
                if (header.items != classes.length) {
                    throw new DataException(
                            labels,
                            0,
                            "found " + classes.length + " labels, expected " + header.items + ", one for each image in "
                                    + images);
                }
                BitSet taken = selection.of(header.items);
                double[] inputs = file.room(taken.cardinality(), header.width);
                readImages(file.path(), stream, header, taken, greys, inputs);
                checkEnd(file.path(), stream, header, (header.items - taken.length()) * (long) header.width);
                return examples(file, taken, inputs, header.width, classes);
            });
        }
    }

    /**
     * Reads on to the end, where gzip checks what it has unpacked.
     *
     * @param left how many bytes
     */
    private static void checkEnd(Path file, InputStream stream, Header header, long left)
            throws IOException, DataException {
        try {
            stream.skipNBytes(left);
        } catch (EOFException e) {
            throw new DataException(
                    file,
                    0,
                    "found fewer than " + header.items + " x " + header.width
                            + " bytes after the header, expected so many, as it says: the file was cut off");
        }
        if (stream.read() >= 0) {
            throw new DataException(
                    file,
                    0,
                    "found more than " + header.items + " x " + header.width
                            + " bytes after the header, expected no more, as it says");
        }
    }

    private static void readImages(
            Path file, InputStream stream, Header header, BitSet taken, double[] greys, double[] inputs)
            throws IOException, DataException {
        byte[] image = new byte[header.width];
        int at = 0;
        for (int i = 0; i < taken.length(); i++) {
            if (stream.readNBytes(image, 0, image.length) < image.length) {
                throw new DataException(
                        file,
                        0,
                        "found " + i + " images, expected " + header.items
                                + ", as its header says: the file was cut off");
            }
            if (taken.get(i)) {
                for (byte pixel : image) {
                    inputs[at++] = greys[pixel & 0xFF];
                }
            }
        }
    }

    private static Examples examples(DataFile file, BitSet taken, double[] inputs, int width, byte[] labels)
            throws DataException {
        int[] outputs = new int[GREYS]; // by label
        BitSet present = new BitSet();
        for (byte label : labels) {
            present.set(label & 0xFF);
        }
        int classes = 0;
        for (int label = present.nextSetBit(0); label >= 0; label = present.nextSetBit(label + 1)) {
            outputs[label] = classes++;
        }
        double[] targets = file.room(taken.cardinality(), classes);
        int row = 0;
        for (int i = taken.nextSetBit(0); i >= 0; i = taken.nextSetBit(i + 1)) {
            targets[row++ * classes + outputs[labels[i] & 0xFF]] = 1.0;
        }
        return new Examples(row, width, classes, inputs, targets);
    }

    private static byte[] labels(DataFile file) throws DataException {
        return file.read(stream -> {
            Header header = header(file.path(), stream, false);
            byte[] labels = stream.readNBytes(header.items);
            if (labels.length < header.items) {
                throw new DataException(
                        file.path(),
                        0,
                        "found " + labels.length + " labels, expected " + header.items
                                + ", as its header says: the file was cut off");
            }
            checkEnd(file.path(), stream, header, 0);
            return labels;
        });
    }

    private static Header header(Path file, InputStream stream, boolean images) throws IOException, DataException {
        DataInputStream in = new DataInputStream(stream);
        String expected = images
                ? "expected an IDX file of images (train-images-idx3-ubyte)"
                : "expected an IDX file of labels (train-labels-idx1-ubyte)";
        try {
            int magic = in.readInt();
            if (magic >>> 16 != 0) {
                throw new DataException(file, 0, "found another format, " + expected);
            }
            if (magic >>> 8 != BYTES) {
                throw new DataException(
                        file,
                        0,
                        "found an IDX file with numbers of type " + (magic >>> 8) + ", expected bytes, type 8");
            }
            int dimensions = magic & 0xFF;
            if (images != dimensions > 1) {
                throw new DataException(
                        file,
                        0,
                        "found an IDX file with " + dimensions + (dimensions == 1 ? " dimension, " : " dimensions, ")
                                + expected);
            }
            int items = in.readInt();
            long width = 1;
            for (int d = 1; d < dimensions; d++) {
                width = Math.min(Integer.MAX_VALUE, width * Integer.toUnsignedLong(in.readInt()));
            }
            if (items < 1 || width < 1) {
                throw new DataException(file, 0, "found a header of " + items + " x " + width + ", " + expected);
            }
            return new Header(items, (int) width);
        } catch (EOFException e) {
            throw new DataException(file, 0, "found no whole header, " + expected);
        }
    }
}
