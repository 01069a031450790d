package lockstep.config.form;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import lockstep.yaml.Fields;
import lockstep.yaml.Key;
import lockstep.yaml.Text;
import lockstep.yaml.Yaml;
import org.jspecify.annotations.Nullable;

/** The name of the folder that a config's results go to. */
public final class ResultsName {

    /**
     * The files that Lockstep writes next to these folders, in upper or lower case: many file systems do not tell them apart.
     */
    static final List<String> TAKEN = List.of("index.html", "profile.csv");

    /** What Windows takes for a device, whatever comes after a dot. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])([.].*)?", Pattern.CASE_INSENSITIVE);

    private ResultsName() {}

    /** The name that the config gives, or else the file's own without its extension; null after a report. */
    public static @Nullable String of(Fields.Found found, Key<?, Optional<String>> key) {
        Optional<String> given = found.get(key);
        String name = given.orElse(found.reading().stem());
        String whose = given.isPresent()
                ? "found \"" + name + "\""
                : "found no key \"" + key.name() + "\", and the file's own name \"" + Yaml.shortened(name)
                        + "\" will not do";
        if (!Text.SAFE_NAME.accepts(name)) {
            found.report(key, whose + ", expected " + Text.SAFE_NAME.expected());
            return null;
        }
        if (DEVICE.matcher(name).matches()) {
            found.report(
                    key, whose + ", expected another name: on Windows this is a device, and no folder can have it");
            return null;
        }
        Optional<String> taken = TAKEN.stream().filter(name::equalsIgnoreCase).findFirst();
        if (taken.isPresent()) {
            found.report(
                    key,
                    whose
                            + ", expected another name: the results get a folder of this name, and Lockstep writes a file "
                            + taken.get() + " next to such folders");
            return null;
        }
        return name;
    }
}
