package lockstep.config.form;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lockstep.config.PrintSettings;
import lockstep.yaml.Fields;
import lockstep.yaml.Flag;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.WholeNumber;

/** {@code print: {every: 100, outputs: true}}. */
final class PrintForm {

    private static final Key<PrintSettings, Optional<Integer>> EVERY = Key.maybe(
            "every",
            "prints the losses of the first epoch and of every epoch this many later, each the sum over its steps",
            WholeNumber.countUpTo(100_000_000),
            settings ->
                    settings.every().isPresent() ? Optional.of(settings.every().getAsInt()) : Optional.empty());
    private static final Key<PrintSettings, Boolean> OUTPUTS = Key.optional(
            "outputs",
            "whether the answers to the examples are printed after the last step",
            new Flag(),
            false,
            PrintSettings::outputs);

    static final Form<PrintSettings> FORM = new Fields<>(
            "the print settings",
            List.of(EVERY, OUTPUTS),
            found -> new PrintSettings(
                    found.get(EVERY).map(OptionalInt::of).orElse(OptionalInt.empty()), found.get(OUTPUTS)));

    private PrintForm() {}
}
