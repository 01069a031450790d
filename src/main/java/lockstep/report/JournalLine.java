package lockstep.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import lockstep.experiment.Outcome;
import lockstep.experiment.RaceJob;
import lockstep.experiment.RaceResult;

/**
 * A line of a journal: {@code key value checksum}. The value has the result bit for bit:
 * {@code outcomes;steps;presentations;final loss and curve}, the latter as the bytes of their doubles.
 */
final class JournalLine {

    /** A line that is whole. */
    record Entry(String key, String value) {}

    private JournalLine() {}

    static String of(String key, RaceResult result) {
        StringBuilder value = new StringBuilder();
        for (Outcome outcome : result.outcomes()) {
            value.append(value.isEmpty() ? "" : ",")
                    .append(outcome.key())
                    .append(':')
                    .append(outcome.epochs());
        }
        ByteBuffer losses = ByteBuffer.allocate((1 + result.curve().length) * Double.BYTES);
        losses.asDoubleBuffer().put(result.finalLoss()).put(result.curve());
        value.append(';').append(result.steps());
        value.append(';').append(result.presentations());
        value.append(';').append(Base64.getEncoder().encodeToString(losses.array()));
        String content = key + " " + value;
        return content + " " + checksum(content) + "\n";
    }

    /** What a line says; empty if it is not whole. */
    static Optional<Entry> entry(String line) {
        int end = line.lastIndexOf(' ');
        int middle = line.indexOf(' ');
        if (middle < 0 || end <= middle || !checksum(line.substring(0, end)).equals(line.substring(end + 1))) {
            return Optional.empty();
        }
        return Optional.of(new Entry(line.substring(0, middle), line.substring(middle + 1, end)));
    }

    /** The result that a value stands for; empty if it is that of another version of this program. */
    static Optional<RaceResult> result(String value, RaceJob job) {
        try {
            String[] parts = value.split(";", -1);
            List<Outcome> outcomes = new ArrayList<>();
            for (String outcome : parts[0].split(",", -1)) {
                outcomes.add(outcome(outcome.split(":", -1)));
            }
            var losses = ByteBuffer.wrap(Base64.getDecoder().decode(parts[3])).asDoubleBuffer();
            double finalLoss = losses.get();
            double[] curve = new double[losses.remaining()];
            losses.get(curve);
            return Optional.of(new RaceResult(
                    job, outcomes, Long.parseLong(parts[1]), Long.parseLong(parts[2]), finalLoss, curve));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Outcome outcome(String[] keyAndEpochs) {
        int epochs = Integer.parseInt(keyAndEpochs[1]);
        for (Outcome outcome :
                List.of(new Outcome.Converged(epochs), new Outcome.OutOfBudget(epochs), new Outcome.Diverged(epochs))) {
            if (outcome.key().equals(keyAndEpochs[0])) {
                return outcome;
            }
        }
        throw new IllegalArgumentException(keyAndEpochs[0]);
    }

    private static String checksum(String content) {
        CRC32 crc = new CRC32();
        crc.update(content.getBytes(StandardCharsets.ISO_8859_1));
        return Long.toHexString(crc.getValue());
    }
}
