package lockstep.results.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A file that grows as work goes on, and of which what there is is kept when the work is cut short. */
public final class StreamedFile {

    private StreamedFile() {}

    /** Begins it anew; zipped if its name ends in {@code .gz}. */
    public static OutputStream open(Path file) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        return file.toString().endsWith(".gz") ? new GZIPOutputStream(out, 1 << 16) : out;
    }
}
