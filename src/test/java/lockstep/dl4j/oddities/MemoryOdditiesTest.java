package lockstep.dl4j.oddities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Without it the oddities page would say of ND4J's memory what somebody once saw. */
class MemoryOdditiesTest {

    @TempDir
    private Path folder;

    /** In a JVM of its own, because it dies. */
    @Test
    void theMemoryOfAnOpsOwnArraysIsFreedWhileItWorks() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmn8m", // garbage is collected all the time
                        "-XX:ErrorFile=" + folder.resolve("error.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Adding.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isNotZero();
        assertThat(output)
                .contains("A fatal error has been detected by the Java Runtime Environment")
                .contains("sd::DataBuffer::primary()")
                .doesNotContain("still alive");
    }

    /** Adds a row to a matrix, again and again, while another thread makes garbage. */
    static final class Adding {

        private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

        private static volatile Object garbage = "";

        private Adding() {}

        public static void main(String[] arguments) {
            INDArray matrix = Nd4j.zeros(DataType.DOUBLE, 2, 3);
            INDArray row = Nd4j.ones(DataType.DOUBLE, 3);
            Thread other = new Thread(() -> {
                while (true) {
                    garbage = new byte[20_000];
                }
            });
            other.setDaemon(true);
            other.start();
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < LONG_ENOUGH.toNanos()) {
                matrix.addiRowVector(row);
            }
            System.out.println("still alive: " + matrix + " " + garbage.hashCode());
        }
    }
}
