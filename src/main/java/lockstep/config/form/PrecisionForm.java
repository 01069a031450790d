package lockstep.config.form;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.config.VerifySettings;
import lockstep.data.Data;
import lockstep.model.Examples;
import lockstep.model.Precision;
import lockstep.model.Tolerance;
import lockstep.yaml.Choice;
import lockstep.yaml.Fields;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.Mistakes;
import lockstep.yaml.Yaml;
import org.jspecify.annotations.Nullable;

/** {@code precision: float}, and what in a config has to fit it. */
final class PrecisionForm implements Form<Precision> {

    private static final Choice<Precision> NAMES = Choice.of("precision", Precision.values(), Precision::key);

    @Override
    public String expected() {
        return NAMES.expected();
    }

    @Override
    public @Nullable Precision read(Yaml node, Mistakes reading) {
        if (node instanceof Yaml.Scalar scalar && isMixed(scalar.text().toLowerCase(Locale.ROOT))) {
            reading.report(
                    node.place(),
                    "found " + scalar.text() + ", expected " + NAMES.expected()
                            + ": mixed precision cannot be judged, because nobody can say which of its numbers are rounded to what");
            return null;
        }
        return NAMES.read(node, reading);
    }

    private static boolean isMixed(String text) {
        return text.startsWith("mixed") || text.equals("amp") || text.equals("autocast");
    }

    @Override
    public Object write(Precision precision) {
        return NAMES.write(precision);
    }

    @Override
    public Map<String, Object> schema() {
        return NAMES.schema();
    }

    /** Whether {@code verify} has no tolerances, which are for doubles, or those that are this precision's anyway. */
    static boolean tolerancesFit(Fields.Found found, Precision precision, Key<?, VerifySettings> verify) {
        if (precision == Precision.DOUBLE || found.maybe(verify).isEmpty()) {
            return true;
        }
        Tolerance given = found.get(verify).tolerance();
        Tolerance own = precision.tolerance();
        boolean fits = toleranceFits(found, precision, verify, "absolute", given.absolute() == own.absolute());
        fits &= toleranceFits(found, precision, verify, "relative", given.relative() == own.relative());
        return fits;
    }

    private static boolean toleranceFits(
            Fields.Found found, Precision precision, Key<?, VerifySettings> verify, String name, boolean own) {
        Optional<Yaml> line = found.at(verify) == found.node()
                ? Optional.empty()
                : found.at(verify).value(name);
        if (own || line.isEmpty()) {
            return true;
        }
        found.reading()
                .report(
                        line.get().place(),
                        "found `" + name + "` with precision " + precision.key()
                                + ", expected none: it is a tolerance for doubles, and what rounding may do in "
                                + precision.key() + " is computed; remove it");
        return false;
    }

    /** Whether the examples are numbers of the precision. */
    static boolean examplesFit(Fields.Found found, Precision precision, Key<?, Data> data) {
        if (found.maybe(data)
                .filter(read -> !areNumbers(read.examples(), precision))
                .isEmpty()) {
            return true;
        }
        found.report(data, "found a number that is infinite in " + precision.key() + ", expected smaller ones");
        return false;
    }

    private static boolean areNumbers(Examples examples, Precision precision) {
        return Stream.of(examples.inputValues(), examples.targetValues())
                .flatMapToDouble(Arrays::stream)
                .allMatch(value -> Double.isFinite(precision.round(value)));
    }
}
