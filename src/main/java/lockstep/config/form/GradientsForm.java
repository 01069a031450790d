package lockstep.config.form;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import lockstep.config.GradientSettings;
import lockstep.model.Run;
import lockstep.yaml.Fields;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.ListOf;
import lockstep.yaml.WholeNumber;

/** {@code gradients: {steps: 500, depths: [2, 5, 10]}}. */
final class GradientsForm {

    private static final int DEEPEST = 1000;

    private static final Key<GradientSettings, Integer> STEPS = Key.optional(
            "steps",
            "the number of steps between the two measurements",
            WholeNumber.countUpTo(10_000_000),
            1000,
            GradientSettings::steps);
    private static final Key<GradientSettings, Optional<List<Integer>>> DEPTHS = Key.maybe(
            "depths",
            "numbers of layers to measure, each by repeating the last hidden layer; without it the network is measured as it is",
            new ListOf<>("numbers of layers", new WholeNumber(2, DEEPEST).as(Math::toIntExact, Integer::longValue)),
            settings -> Optional.of(settings.depths()).filter(depths -> !depths.isEmpty()));

    static final Form<GradientSettings> FORM = new Fields<>(
            "the measurement of the gradient",
            List.of(STEPS, DEPTHS),
            GradientsForm::fits,
            found -> new GradientSettings(found.get(STEPS), found.get(DEPTHS).orElse(List.of())));

    private GradientsForm() {}

    private static boolean fits(Fields.Found found) {
        List<Integer> depths = found.maybe(DEPTHS).flatMap(value -> value).orElse(List.of());
        if (new HashSet<>(depths).size() < depths.size()) {
            found.report(DEPTHS, "found a depth twice, expected it once");
            return false;
        }
        return true;
    }

    /** Whether the network can be that deep; if not, that is reported. */
    static boolean deepEnough(Fields.Found found, Run run, Key<?, Optional<GradientSettings>> gradients) {
        List<Integer> depths =
                found.get(gradients).map(GradientSettings::depths).orElse(List.of());
        try {
            depths.forEach(run.network()::withDepth);
            return true;
        } catch (IllegalArgumentException e) {
            found.reading()
                    .report(
                            found.at(gradients)
                                    .value(DEPTHS.name())
                                    .orElseThrow()
                                    .place(),
                            "found depths for a network that cannot have them: " + e.getMessage());
            return false;
        }
    }
}
