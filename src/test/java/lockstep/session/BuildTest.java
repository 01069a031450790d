package lockstep.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a race could go on with what another build computed, or refuse what its own did from another jar. */
class BuildTest {

    private static final Map<String, String> CLASSES = Map.of(
            "lockstep/cli/Main.class", "a", "lockstep/cli/Main$Version.class", "b", "lockstep/optim/Adam.class", "c");

    @TempDir
    private Path folder;

    @Test
    void isTheSameFromAFolderItsJarAndABiggerOne() throws IOException {
        Path classes = folder.resolve("classes");
        for (Map.Entry<String, String> each : CLASSES.entrySet()) {
            Path file = classes.resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, each.getValue());
        }
        Map<String, String> bigger = new TreeMap<>(CLASSES);
        bigger.put("lockstep/spark/Spark.class", "d");
        bigger.put("picocli/CommandLine.class", "e");
        Map<String, String> other = new TreeMap<>(CLASSES);
        other.put("lockstep/optim/Adam.class", "another");

        String digest = Build.digest(classes);
        assertThat(Build.digest(jar("ours.jar", CLASSES))).isEqualTo(digest);
        assertThat(Build.digest(jar("bigger.jar", bigger))).isEqualTo(digest);
        assertThat(Build.digest(jar("other.jar", other))).isNotEqualTo(digest);
    }

    private Path jar(String name, Map<String, String> entries) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream to = Files.newOutputStream(file);
                ZipOutputStream jar = new ZipOutputStream(to)) {
            for (Map.Entry<String, String> each : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(each.getKey()));
                jar.write(each.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
