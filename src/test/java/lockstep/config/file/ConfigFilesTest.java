package lockstep.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a config of a folder could be passed over in silence, or an editor's leftover stop all the others. */
class ConfigFilesTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderIsItsYamlFilesByName() throws Exception {
        write("b.yaml", "a.yml", "c.yaml.bak", "schema.json");
        Files.createDirectory(folder.resolve("d.yaml"));

        assertThat(ConfigFiles.in(folder)).containsExactly(folder.resolve("a.yml"), folder.resolve("b.yaml"));
        assertThat(ConfigFiles.in(folder.resolve("x.yaml"))).containsExactly(folder.resolve("x.yaml"));
        assertThatThrownBy(() -> ConfigFiles.in(folder.resolve("d.yaml")))
                .hasMessage(folder.resolve("d.yaml") + ": found a folder without a .yaml file, expected configs in it");
    }

    @Test
    void hiddenFilesAreLeftOutAndCapitalsAreNot() throws Exception {
        write(".hidden.yaml", "._b.yaml", "A.YAML", "b.Yml");

        assertThat(ConfigFiles.in(folder)).containsExactly(folder.resolve("A.YAML"), folder.resolve("b.Yml"));
        assertThat(ConfigFiles.in(folder.resolve(".hidden.yaml"))).containsExactly(folder.resolve(".hidden.yaml"));
    }

    private void write(String... names) throws IOException {
        for (String name : List.of(names)) {
            Files.writeString(folder.resolve(name), "");
        }
    }
}
