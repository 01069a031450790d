package lockstep.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers what could not be written: a {@link java.io.PrintWriter} ignores that in silence. */
final class Output extends OutputStream {

    private final OutputStream to;
    private @Nullable IOException failure;

    Output(OutputStream to) {
        this.to = to;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            to.write(bytes, from, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /**
     * Why some of the output was lost; empty if nothing was. A reader that had enough and closed the pipe, as {@code head}
     * does, has lost nothing.
     */
    Optional<String> lost() {
        IOException first = failure;
        return first == null || isClosedPipe(first)
                ? Optional.empty()
                : Optional.of(String.valueOf(first.getMessage()));
    }

    /**
     * The system reports a closed pipe in words alone, in the user's language, so it is asked for its words for a closed pipe.
     */
    private static boolean isClosedPipe(IOException e) {
        try {
            Pipe pipe = Pipe.open();
            try (Pipe.SinkChannel in = pipe.sink()) {
                pipe.source().close();
                in.write(ByteBuffer.allocate(1));
                return false;
            }
        } catch (IOException closed) {
            return String.valueOf(closed.getMessage()).equals(e.getMessage());
        }
    }
}
