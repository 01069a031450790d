package lockstep.results;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import lockstep.race.JobList;
import lockstep.race.job.Outcome;
import lockstep.race.job.RaceJob;
import lockstep.race.job.RaceResult;
import lockstep.race.job.TestResult;

/**
 * A line of a journal: {@code job value checksum}. The job is its list's name and its number, {@code race:17}; the value has its
 * result bit for bit: {@code outcomes;steps;presentations;final loss and curve}, the latter as the bytes of their doubles, and
 * where examples were held out {@code ;final loss and curve;final accuracy and curve} of these.
 *
 * @param list the name of the list of jobs
 */
public record JournalLine(String list, int number, String value) {

    private static final Pattern LINE = Pattern.compile("(([^: ]*):([0-9]{1,9}) (.*)) ([0-9a-f]+)\\s*");

    /** The line, its end included, about a job's result. */
    public static String of(JobList jobs, int number, RaceResult result) {
        StringBuilder value = new StringBuilder();
        for (Outcome outcome : result.outcomes()) {
            value.append(value.isEmpty() ? "" : ",")
                    .append(outcome.key())
                    .append(':')
                    .append(outcome.epochs());
        }
        value.append(';').append(result.steps());
        value.append(';').append(result.presentations());
        value.append(';').append(text(result.finalLoss(), result.curve()));
        result.test()
                .ifPresent(test -> value.append(';')
                        .append(text(test.finalLoss(), test.losses()))
                        .append(';')
                        .append(text(test.finalAccuracy(), test.accuracies())));
        return new JournalLine(jobs.name(), number, value.toString()).text();
    }

    /** The line, its end included. */
    String text() {
        String content = list + ":" + number + " " + value;
        return content + " " + checksum(content) + "\n";
    }

    /** What a line says; empty if it is not complete. */
    public static Optional<JournalLine> read(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches() && checksum(parts.group(1)).equals(parts.group(5))
                ? Optional.of(new JournalLine(parts.group(2), Integer.parseInt(parts.group(3)), parts.group(4)))
                : Optional.empty();
    }

    /** The result, if it is that of one of these jobs. */
    public Optional<RaceResult> result(JobList jobs) {
        return list.equals(jobs.name()) && number < jobs.size() ? result(jobs.job(number)) : Optional.empty();
    }

    private Optional<RaceResult> result(RaceJob job) {
        try {
            String[] parts = value.split(";", -1);
            List<Outcome> outcomes = new ArrayList<>();
            for (String outcome : parts[0].split(",", -1)) {
                outcomes.add(outcome(outcome.split(":", -1)));
            }
            double[] losses = numbers(parts[3]);
            Optional<TestResult> test = Optional.empty();
            if (parts.length > 4) {
                double[] testLosses = numbers(parts[4]);
                double[] accuracies = numbers(parts[5]);
                test = Optional.of(new TestResult(rest(testLosses), rest(accuracies), testLosses[0], accuracies[0]));
            }
            return Optional.of(new RaceResult(
                    job, outcomes, Long.parseLong(parts[1]), Long.parseLong(parts[2]), losses[0], rest(losses), test));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty(); // a version of this program wrote it that is not ours
        }
    }

    /** The bytes of a number and of an array. */
    private static String text(double first, double[] more) {
        ByteBuffer bytes = ByteBuffer.allocate((1 + more.length) * Double.BYTES);
        bytes.asDoubleBuffer().put(first).put(more);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static double[] numbers(String text) {
        var buffer = ByteBuffer.wrap(Base64.getDecoder().decode(text)).asDoubleBuffer();
        double[] numbers = new double[buffer.remaining()];
        buffer.get(numbers);
        return numbers;
    }

    private static double[] rest(double[] numbers) {
        return Arrays.copyOfRange(numbers, 1, numbers.length);
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
