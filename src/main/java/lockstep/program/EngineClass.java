package lockstep.program;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lockstep.model.Engine;
import lockstep.model.EngineFailure;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;

/** A class of the user's that implements {@link Engine} and has a public constructor that takes a {@link NetworkSpec}. */
public final class EngineClass implements Engines {

    private final Constructor<? extends Engine> constructor;

    private EngineClass(Constructor<? extends Engine> constructor) {
        this.constructor = constructor;
    }

    /**
     * Loads a class.
     *
     * @param name with its package; for a nested class, {@code Outer$Inner}
     * @param classPath folders and jars, searched after Lockstep's own classes
     * @throws IllegalArgumentException if there is no such class, or it is not an engine; the message is for a person
     */
    public static EngineClass load(String name, List<Path> classPath) {
        ClassLoader loader = loader(classPath);
        Class<?> type;
        try {
            type = Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            String places = classPath.isEmpty()
                    ? "the class path is empty"
                    : "looked in " + classPath.stream().map(Path::toString).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("found no class " + name + "; " + places, e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException("the class " + name + " cannot be loaded: " + e, e);
        }
        return new EngineClass(constructorOf(type));
    }

    /**
     * Finds classes after Lockstep's own.
     *
     * @param classPath folders and jars
     * @throws IllegalArgumentException if one does not exist; the message is for a person
     */
    @SuppressWarnings("resource") // the classes that it loads are in use until the end
    public static ClassLoader loader(List<Path> classPath) {
        List<URL> urls = new ArrayList<>();
        for (Path path : classPath) {
            if (!Files.exists(path)) {
                throw new IllegalArgumentException("the class path has " + path + ", which does not exist");
            }
            try {
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("the class path cannot have " + path, e);
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), EngineClass.class.getClassLoader());
    }

    private static Constructor<? extends Engine> constructorOf(Class<?> type) {
        if (!Engine.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException("the class " + type.getName()
                    + " is no engine; expected it to implement " + Engine.class.getName());
        }
        try {
            Constructor<? extends Engine> constructor =
                    type.asSubclass(Engine.class).getConstructor(NetworkSpec.class);
            if (Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers())) {
                return constructor;
            }
        } catch (NoSuchMethodException e) {
            // Reported below, with the same words for everything that may be wrong.
        } catch (LinkageError e) {
            throw new IllegalArgumentException("the class " + type.getName() + " cannot be loaded: " + e, e);
        }
        throw new IllegalArgumentException(
                "the class " + type.getName() + " cannot be used; expected a public class with a"
                        + " public constructor that takes a " + NetworkSpec.class.getName());
    }

    /** The name of the class without its package, which verdicts use for the candidate. */
    public String name() {
        return constructor.getDeclaringClass().getSimpleName();
    }

    /** @throws EngineFailure if the constructor throws */
    @Override
    public Engine of(NetworkSpec network) {
        return new GuardedEngine(name(), () -> {
            try {
                return constructor.newInstance(network);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw e.getCause() instanceof Exception exception ? exception : e;
            }
        });
    }
}
