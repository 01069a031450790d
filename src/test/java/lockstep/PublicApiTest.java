package lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Without it a change of a few letters would break everybody's code that calls the library, and nobody would see it. */
class PublicApiTest {

    private static final Path KEPT = Path.of("src/test/resources/lockstep/api.txt");

    /** {@code mvn -Dtest=PublicApiTest -Dlockstep.refresh=true test} writes it anew: for what is added. */
    @Test
    void everySignatureIsKept() throws IOException {
        List<String> signatures = new ArrayList<>();
        for (Class<?> type : publicTypes()) {
            signatures.add(type.toString());
            Stream.of(
                            Arrays.stream(type.getDeclaredConstructors()).map(Constructor::toGenericString),
                            Arrays.stream(type.getDeclaredMethods()).map(Method::toGenericString),
                            Arrays.stream(type.getDeclaredFields()).map(Field::toGenericString))
                    .flatMap(members -> members)
                    .filter(signature -> signature.startsWith("public"))
                    .filter(signature -> !signature.contains("equals(") && !signature.contains("hashCode("))
                    .sorted()
                    .forEach(signature -> signatures.add("  " + signature));
        }
        if (Boolean.getBoolean("lockstep.refresh")) {
            Files.createDirectories(KEPT.getParent());
            Files.write(KEPT, signatures);
        }
        assertThat(signatures).isEqualTo(Files.readAllLines(KEPT));
    }

    private static List<Class<?>> publicTypes() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/lockstep"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
                    .sorted()
                    .<Class<?>>map(name -> named("lockstep." + name.replace(".java", "")))
                    .filter(type -> Modifier.isPublic(type.getModifiers()))
                    .toList();
        }
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
