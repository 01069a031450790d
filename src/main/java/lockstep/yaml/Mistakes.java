package lockstep.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.work.Progress;

/** The reading of one file: its name, the problems found so far, and who sees the progress of what takes long. */
public final class Mistakes {

    /** No reader looks through more names than this. */
    private static final int A_SCREENFUL = 30;

    /** Nor through any part of so many: the columns of a file of images. */
    private static final int MOST = 200;

    private static final int MANY = 1000;

    private final Path file;
    private final List<ConfigProblem> problems = new ArrayList<>();

    private final Map<String, String> elsewhere;

    private final Progress.Display display;

    public Mistakes(Path file) {
        this(file, Map.of(), Progress.Display.NONE);
    }

    /**
     * A reading.
     *
     * @param elsewhere what other programs call things, and our names for them ({@link Nearest})
     */
    public Mistakes(Path file, Map<String, String> elsewhere, Progress.Display display) {
        this.file = file;
        this.elsewhere = elsewhere;
        this.display = display;
    }

    public Progress.Display display() {
        return display;
    }

    /** A reading whose problems nobody sees, to find out whether a value has a form. */
    public Mistakes aside() {
        return new Mistakes(file, elsewhere, Progress.Display.NONE);
    }

    /** A file's path, seen from the folder of this one. */
    public Path beside(String path) {
        return file.resolveSibling(path).normalize();
    }

    /** The file's name without its extension. */
    public String stem() {
        Path name = file.getFileName();
        return name == null ? "" : name.toString().replaceFirst("\\.[^.]*$", "");
    }

    /** Reports something about the file as a whole. */
    public void report(String message) {
        report(file.toString(), 0, 0, message);
    }

    public void report(Yaml.Place place, String message) {
        report(file.toString(), place.line(), place.column(), message);
    }

    public void report(String inFile, int line, int column, String message) {
        problems.add(new ConfigProblem(inFile, line, column, message));
    }

    /** Reports a value that is not what its form expects. */
    public void expected(Yaml node, String expected) {
        if (!(node instanceof Yaml.Unreadable)) {
            report(node.place(), "found " + node.found() + ", expected " + expected);
        }
    }

    /** Which of the known names an unknown one was meant to be. */
    public Optional<String> meant(String found, Collection<String> known) {
        return Nearest.to(found, known, elsewhere);
    }

    /** Reports a name that is not one of the known ones. */
    public void unknown(Yaml.Place place, String what, String found, Collection<String> known) {
        String unknown = "found the unknown " + what + " \"" + Yaml.shortened(found) + "\", ";
        if (known.size() == 1) {
            report(place, unknown + "expected " + known.iterator().next());
            return;
        }
        String meant = Optional.of(found)
                .filter(name -> problems.size() < MANY) // a file of something else; nobody sees this one
                .flatMap(name -> meant(name, known))
                .map(name -> "did you mean \"" + name + "\"?")
                .orElse("");
        String expected = "expected one of " + listed(known);
        if (meant.isEmpty()) {
            report(place, unknown + expected);
        } else {
            // At the end of a long list nobody would find it.
            report(place, unknown + (known.size() > A_SCREENFUL ? meant + ' ' + expected : expected + ", " + meant));
        }
    }

    /** Some names between commas; of very many the first. */
    public static String listed(Collection<String> names) {
        return names.size() <= MOST
                ? String.join(", ", names)
                : names.stream().limit(A_SCREENFUL).collect(Collectors.joining(", ")) + ", ... (" + names.size()
                        + " in all)";
    }

    public List<ConfigProblem> problems() {
        return problems;
    }
}
