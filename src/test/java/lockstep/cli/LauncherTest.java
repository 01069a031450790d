package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Without it Lockstep could be of no use in a container or in cron's jobs: their locale has ASCII alone, and no folder with
 * another letter could be opened.
 *
 * <p>The launcher is run in a folder of its own, with a jar that prints what it is started with. What is not ASCII is written by
 * the shell, from bytes: this JVM may have such a locale itself.
 */
class LauncherTest {

    @TempDir
    private Path folder;

    /** Stands for Lockstep. */
    static final class Probe {

        private Probe() {}

        public static void main(String[] args) {
            String paths = Path.of(args[0]) + " " + Files.exists(Path.of(args[0]));
            System.out.writeBytes(paths.getBytes(StandardCharsets.UTF_8));
        }
    }

    @BeforeEach
    void aLauncherOfItsOwn() throws IOException {
        Path target = Files.createDirectories(folder.resolve("clone/target"));
        Files.createDirectories(folder.resolve("clone/src/main"));
        Files.copy(Path.of("lockstep"), folder.resolve("clone/lockstep"));
        Files.copy(Path.of("jvm.flags"), folder.resolve("clone/jvm.flags"));
        Files.createFile(folder.resolve("clone/pom.xml"));
        Files.createFile(target.resolve("classes.jsa")); // so that none is made
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Probe.class.getName());
        String name = Probe.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar =
                        new JarOutputStream(Files.newOutputStream(target.resolve("lockstep.jar")), manifest);
                InputStream code =
                        Objects.requireNonNull(Probe.class.getClassLoader().getResourceAsStream(name), name)) {
            jar.putNextEntry(new JarEntry(name));
            code.transferTo(jar);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LC_CTYPE=C", "LANG=xx_XX.UTF-8", "LC_ALL=C.UTF-8", "NONE=1"})
    void aPathMayBeInAnyLanguage(String locale) throws IOException, InterruptedException {
        String answer = shell("""
                name=$(printf 'gr\\303\\266\\303\\237e \\355\\225\\234')
                mv clone "clone $name" && : >"$name.yaml"
                env %s "clone $name/lockstep" "$name.yaml"
                """.formatted(locale));

        assertThat(answer).isEqualTo("gr\u00f6\u00dfe \ud55c.yaml true");
    }

    /** With a `locale` that stands for those of other systems. */
    @ParameterizedTest
    @CsvSource({
        "ANSI_X3.4-1968, UTF-8, C.UTF-8",
        "US-ASCII, UTF-8, C.UTF-8",
        "US-ASCII, US-ASCII, asked", // macOS before 15
        "ISO-8859-1, UTF-8, asked",
        "UTF-8, UTF-8, asked",
        "'', '', asked"
    })
    void whatIsNotAsciiIsLeftAlone(String charset, String ofUtf8, String used)
            throws IOException, InterruptedException {
        String answer = shell("""
                mkdir -p bin java/bin
                cat >bin/locale <<'END'
                #!/bin/sh
                if [ "$LC_ALL" = C.UTF-8 ]; then echo '%s'; else echo '%s'; fi
                END
                cat >java/bin/java <<'END'
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"'; else printf %%s "$LC_ALL"; fi
                END
                chmod +x bin/locale java/bin/java
                env LC_ALL=asked PATH="$PWD/bin:$PATH" JAVA_HOME="$PWD/java" clone/lockstep x
                """.formatted(ofUtf8, charset));

        assertThat(answer).isEqualTo(used);
    }

    @Test
    void withoutACommandThatTellsTheLocaleItStartsAllTheSame() throws IOException, InterruptedException {
        String answer = shell("""
                mkdir bin && printf '#!/bin/sh\\nexit 127\\n' >bin/locale && chmod +x bin/locale
                env PATH="$PWD/bin:$PATH" clone/lockstep x
                """);

        assertThat(answer).isEqualTo("x false");
    }

    /** Status 1 would say that some verdict is not as expected. */
    @ParameterizedTest
    @ValueSource(strings = {"export LOCKSTEP_JAVA_OPTS=-Xmx0", "ulimit -v 300000"})
    void aJavaThatCannotStartGivesNoVerdict(String why) throws IOException, InterruptedException {
        assertThat(shell("clone/lockstep x\n(" + why + "; clone/lockstep x && : || echo status $?)"))
                .startsWith("x false")
                .contains("lockstep: Java cannot start with these flags")
                .endsWith("status 3\n");
    }

    /** Java would open a file of its own as number 1, and print into that. */
    @Test
    void closedDescriptorsAreOpened() throws IOException, InterruptedException {
        String answer = shell("""
                mkdir -p java/bin
                cat >java/bin/java <<'END'
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"'; exit; fi
                case $* in *start.yaml*) exit ;; esac
                : >"$OUT/ran"
                true 3<&0 && : >"$OUT/in"
                true 2>/dev/null 3>&1 && : >"$OUT/out"
                true 3>&2 && : >"$OUT/err"
                echo verdict 2>/dev/null || : >"$OUT/lost"
                END
                chmod +x java/bin/java
                export OUT="$PWD" JAVA_HOME="$PWD/java"
                clone/lockstep x <&- >&- 2>&- || :
                ls ran in out err lost
                """);

        assertThat(answer).isEqualTo("err\nin\nlost\nout\nran\n");
    }

    @Test
    void aFolderWithAColonIsRefused() throws IOException, InterruptedException {
        assertThat(shell("mv clone a:b && a:b/lockstep x || echo status $?"))
                .contains("lockstep: found a colon in ", "/a:b, expected none")
                .endsWith("status 3\n");
    }

    /** A page of the file that is not there would end the JVM with SIGBUS. */
    @Test
    void anArchiveOfClassesThatWasCutShortIsMadeAgain() throws IOException, InterruptedException {
        String answer = shell("""
                clone/lockstep x
                cd clone/target
                whole=$(wc -c <classes.jsa)
                head -c 1000 classes.jsa >short && mv short classes.jsa
                ../lockstep x
                [ "$(wc -c <classes.jsa)" -gt $((whole / 2)) ] && echo whole
                """);

        assertThat(answer).isEqualTo("x falsex falsewhole\n");
    }

    /** OpenMP takes a number for each level, and ND4J one. */
    @ParameterizedTest
    @CsvSource({"'4,2', 4", "'', 1", "many, 1", "3, 3"})
    void nd4jGetsAWholeNumberOfThreads(String given, String passed) throws IOException, InterruptedException {
        String answer = shell("""
                mkdir -p java/bin
                cat >java/bin/java <<'END'
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"'; else printf %%s "$OMP_NUM_THREADS"; fi
                END
                chmod +x java/bin/java
                env OMP_NUM_THREADS='%s' JAVA_HOME="$PWD/java" clone/lockstep x
                """.formatted(given));

        assertThat(answer).isEqualTo(passed);
    }

    /** There is nothing to build, and Java may be its own, whatever JAVA_HOME says. */
    @Test
    void inAnArchiveItStartsTheJarBesideIt() throws IOException, InterruptedException {
        String answer = shell("""
                mkdir -p archive/bin archive/runtime/bin
                cp clone/lockstep archive/bin && cp clone/jvm.flags clone/target/* archive
                archive/bin/lockstep x
                cat >archive/runtime/bin/java <<'END'
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"'; else printf ' by its own'; fi
                END
                chmod +x archive/runtime/bin/java
                ln -s archive/bin/lockstep linked
                ./linked x
                archive/bin/lockstep race --on spark x || echo " status $?"
                """);

        assertThat(answer)
                .startsWith("x false by its own")
                .contains("lockstep: races on Spark are started from the project's sources")
                .endsWith(" status 3\n");
    }

    private String shell(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script"), script);
        Path answer = folder.resolve("answer");
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-eu", file.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(answer.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.start().waitFor();
        return Files.readString(answer);
    }
}
