package lockstep.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Which build of Lockstep is running. Two of the same version may compute differently, so the classes themselves say it. */
final class Build {

    private Build() {}

    /** A digest of the program's own classes and what belongs to them, wherever they are kept: in a folder, its jar, or a bigger one. */
    static String digest() {
        return Running.DIGEST;
    }

    /** Of the build that runs: it does not change, and is made once, when a race first asks for it. */
    private static final class Running {

        private static final String DIGEST = digest(code());

        private static Path code() {
            try {
                return Path.of(Build.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
            } catch (URISyntaxException e) {
                throw new IllegalStateException("the place of a class is an address", e);
            }
        }
    }

    static String digest(Path code) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (Files.isDirectory(code)) {
                update(digest, code);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(code)) {
                    update(digest, jar.getPath("/"));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, Path root) throws IOException {
        Path ours = root.resolve("lockstep");
        try (Stream<Path> walk = Files.walk(ours)) {
            List<Path> files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(ours.resolve("spark")))
                    .sorted()
                    .toList();
            for (Path file : files) {
                digest.update(Files.readAllBytes(file));
            }
        }
    }
}
