import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import lockstep.cli.Main;
import lockstep.work.Interruption;
import org.bytedeco.javacpp.Loader;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Makes what an archive has beside the program: man pages, still in AsciiDoc; what completes a command line; and, unless natives
 * of another platform are asked for, a Java runtime. The arguments are the folder, whether there is to be no runtime, and the platform.
 */
public final class Distribution {

    /**
     * All of Java SE, because a user's own class (--engine) may need any of it; Unsafe, for DL4J; the memory that there is; the
     * vectors of lockstep.loops; jars as folders, for lockstep.session.Build; and the character sets of every locale.
     */
    private static final String MODULES =
            "java.se,jdk.unsupported,jdk.management,jdk.incubator.vector,jdk.zipfs,jdk.charsets";

    private Distribution() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        remove(folder);
        CommandLine program = Main.commandLine(new Interruption());
        check(ManPageGenerator.generateManPage(
                folder.resolve("adoc").toFile(), null, new boolean[0], true, program.getCommandSpec()));
        Path completions = Files.createDirectories(folder.resolve("made/share/bash-completion/completions"));
        Files.writeString(completions.resolve("lockstep"), AutoComplete.bash("lockstep", program));
        if (!Boolean.parseBoolean(args[1])) {
            if (!Loader.getPlatform().equals(args[2])) {
                throw new IllegalStateException("found the platform " + args[2] + " on " + Loader.getPlatform()
                        + ", expected this machine's: -Ddist.plain=false -Djavacpp.platform=" + Loader.getPlatform());
            }
            runtime(folder.resolve("runtime"));
        }
    }

    private static void runtime(Path folder) throws IOException, InterruptedException {
        check(ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--add-modules=" + MODULES,
                        "--strip-java-debug-attributes",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output=" + folder));
        // The JDK's own archive of classes, on which the launcher's stands; for references as jvm.flags has them.
        String java = folder.resolve("bin/java").toString();
        check(new ProcessBuilder(java, "-XX:-UseCompressedOops", "-Xlog:disable", "-Xshare:dump")
                .inheritIO()
                .start()
                .waitFor());
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(folder)) {
                files = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static void check(int status) {
        if (status != 0) {
            throw new IllegalStateException("ended with status " + status);
        }
    }
}
