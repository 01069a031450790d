package lockstep.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The reading of one file: its name, and the problems found so far. */
final class Reading {

    /** So many names are more than a reader looks through. */
    private static final int A_SCREENFUL = 30;

    private final Path file;
    private final List<ConfigProblem> problems = new ArrayList<>();

    Reading(Path file) {
        this.file = file;
    }

    /** A reading whose problems nobody will see: to find out whether a value is of a form. */
    Reading aside() {
        return new Reading(file);
    }

    /** A file's path, seen from the folder of this one. */
    Path beside(String path) {
        return file.resolveSibling(path).normalize();
    }

    /** The file's name without its extension. */
    String stem() {
        Path name = file.getFileName();
        return name == null ? "" : name.toString().replaceFirst("\\.[^.]*$", "");
    }

    /** Reports something about the file as a whole. */
    void report(String message) {
        report(file.toString(), 0, 0, message);
    }

    void report(Yaml.Place place, String message) {
        report(file.toString(), place.line(), place.column(), message);
    }

    void report(String inFile, int line, int column, String message) {
        problems.add(new ConfigProblem(inFile, line, column, message));
    }

    /** Reports a value that is not what its form expects. */
    void expected(Yaml node, String expected) {
        if (!(node instanceof Yaml.Unreadable)) {
            report(node.place(), "found " + node.found() + ", expected " + expected);
        }
    }

    /** Reports a name that is none of the known ones. */
    void unknown(Yaml.Place place, String what, String found, Collection<String> known) {
        String unknown = "found the unknown " + what + " \"" + Yaml.shortened(found) + "\", ";
        if (known.size() == 1) {
            report(place, unknown + "expected " + known.iterator().next());
            return;
        }
        String meant = Nearest.to(found, known)
                .map(name -> "did you mean \"" + name + "\"?")
                .orElse("");
        String expected = "expected one of " + String.join(", ", known);
        if (meant.isEmpty()) {
            report(place, unknown + expected);
        } else {
            // At the end of a long list nobody would find it.
            report(place, unknown + (known.size() > A_SCREENFUL ? meant + ' ' + expected : expected + ", " + meant));
        }
    }

    List<ConfigProblem> problems() {
        return problems;
    }
}
