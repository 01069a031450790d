package lockstep.config.form;

import java.util.List;
import lockstep.config.VerifySettings;
import lockstep.model.Tolerance;
import lockstep.yaml.Fields;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.RealNumber;
import lockstep.yaml.WholeNumber;

/** {@code verify: {steps: 1000, absolute: 1.0e-12, relative: 1.0e-9}}. */
final class VerifyForm {

    static final VerifySettings DEFAULT = new VerifySettings(1000, Tolerance.DEFAULT);

    private static final Key<VerifySettings, Integer> STEPS = Key.optional(
            "steps",
            "the number of steps to compare",
            WholeNumber.countUpTo(10_000_000),
            DEFAULT.steps(),
            VerifySettings::steps);
    private static final Key<VerifySettings, Double> ABSOLUTE = Key.optional(
            "absolute",
            "how far apart two numbers may be, however small they are",
            RealNumber.NOT_NEGATIVE,
            DEFAULT.tolerance().absolute(),
            settings -> settings.tolerance().absolute());
    private static final Key<VerifySettings, Double> RELATIVE = Key.optional(
            "relative",
            "how far apart two numbers may be, as a share of the larger one",
            RealNumber.NOT_NEGATIVE,
            DEFAULT.tolerance().relative(),
            settings -> settings.tolerance().relative());

    static final Form<VerifySettings> FORM = new Fields<>(
            "the settings of the parity check",
            List.of(STEPS, ABSOLUTE, RELATIVE),
            found -> new VerifySettings(found.get(STEPS), new Tolerance(found.get(ABSOLUTE), found.get(RELATIVE))));

    private VerifyForm() {}
}
