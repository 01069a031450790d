package lockstep.jobs;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigReader;
import lockstep.config.file.ResolvedConfig;
import lockstep.data.Data;
import lockstep.data.DataSource;
import lockstep.data.Preparation;
import lockstep.model.Examples;
import lockstep.yaml.ConfigException;

/**
 * Everything that the jobs of a config depend on, as bytes:
 *
 * <pre>
 *   int length, byte[length]                       the resolved config, weights to start from included, in UTF-8
 *   int size, inputs, outputs, double[] ...        the examples to learn from: their inputs, then their targets
 *   boolean, and if it is true the same again      those that are held out
 * </pre>
 */
public final class Parcel {

    private Parcel() {}

    /** The bytes; big configs make many. */
    public static byte[] of(ExperimentConfig config) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(config, bytes);
        return bytes.toByteArray();
    }

    /** The SHA-256 of the bytes: two configs with the same have the same jobs. */
    public static String hash(ExperimentConfig config) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            write(config, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The config that the bytes were made of, as far as its jobs depend on it. */
    static ExperimentConfig open(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String text = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            Examples examples = examples(in);
            Optional<Examples> test = in.readBoolean() ? Optional.of(examples(in)) : Optional.empty();
            Data data = new Data(new DataSource.Given(), Preparation.NONE, examples, test);
            return new ConfigReader(ScalarEngines.FAULTS, data).read(text, Path.of("the parcel"));
        } catch (IOException | ConfigException e) {
            throw new IllegalArgumentException("the bytes are no parcel", e);
        }
    }

    private static void write(ExperimentConfig config, OutputStream to) {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to, 1 << 16))) {
            byte[] text = ResolvedConfig.withoutExamples(config).getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
            write(config.data().examples(), out);
            out.writeBoolean(config.data().test().isPresent());
            if (config.data().test().isPresent()) {
                write(config.data().test().get(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Examples examples, DataOutputStream out) throws IOException {
        out.writeInt(examples.size());
        out.writeInt(examples.inputs());
        out.writeInt(examples.outputs());
        for (double value : examples.inputValues()) {
            out.writeDouble(value);
        }
        for (double value : examples.targetValues()) {
            out.writeDouble(value);
        }
    }

    private static Examples examples(DataInputStream in) throws IOException {
        int size = in.readInt();
        int inputs = in.readInt();
        int outputs = in.readInt();
        return new Examples(size, inputs, outputs, doubles(in, size * inputs), doubles(in, size * outputs));
    }

    private static double[] doubles(DataInputStream in, int count) throws IOException {
        double[] values = new double[count];
        for (int k = 0; k < count; k++) {
            values[k] = in.readDouble();
        }
        return values;
    }
}
