package lockstep.config.form;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lockstep.config.RaceSettings;
import lockstep.config.SearchSpace;
import lockstep.config.TuningSettings;
import lockstep.model.Target;
import lockstep.yaml.Choice;
import lockstep.yaml.Fields;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.OneOf;
import lockstep.yaml.OneOrMore;
import lockstep.yaml.RealNumber;
import lockstep.yaml.WholeNumber;

/** {@code race: {seeds: 100, epochs: 2000, target: {loss: 0.01}}}. */
final class RaceForm {

    private static final Form<Target> TARGET = new OneOf<>(
            "target",
            Arrays.stream(Target.Measure.values()).map(RaceForm::target).toList());

    private static final Key<RaceSettings, Integer> SEEDS = Key.required(
            "seeds",
            "how many starts each optimizer gets; with the same seed all start from the same weights",
            WholeNumber.countUpTo(1_000_000),
            RaceSettings::seeds);
    private static final Key<RaceSettings, Integer> EPOCHS = Key.required(
            "epochs",
            "the budget: a run that has not converged by then has failed",
            WholeNumber.countUpTo(100_000_000),
            RaceSettings::epochs);
    private static final Key<RaceSettings, List<Target>> TARGETS = Key.required(
            "target",
            "the goal of a run, on the whole data set; in a list the first decides, and a run continues until it reaches all",
            new OneOrMore<>("targets", TARGET),
            RaceSettings::targets);
    private static final Key<RaceSettings, Integer> HOLD = Key.optional(
            "hold",
            "for how many epochs in a row a target has to be met; the first of them is the result",
            WholeNumber.countUpTo(1_000_000),
            1,
            RaceSettings::hold);
    private static final Key<RaceSettings, RaceSettings.EngineName> ENGINE = Key.optional(
            "engine",
            "the network to race: the scalar one, or DL4J itself, which is slower",
            Choice.of("engine", RaceSettings.EngineName.values(), RaceSettings.EngineName::key),
            RaceSettings.EngineName.SCALAR,
            RaceSettings::engine);

    private static final Key<TuningSettings, Integer> TUNING_SEEDS = Key.required(
            "seeds",
            "on how many starts each setting is tried; the race does not use these starts",
            WholeNumber.countUpTo(1_000_000),
            TuningSettings::seeds);
    private static final Key<TuningSettings, Integer> SETTINGS = Key.required(
            "settings",
            "how many settings of each optimizer are tried: the same number for all, so that none wins by trying more",
            WholeNumber.countUpTo(SearchSpace.MOST_SETTINGS),
            TuningSettings::settings);
    static final Key<RaceSettings, Optional<TuningSettings>> TUNING = Key.maybe(
            "tuning",
            "how the searched hyper-parameters are chosen",
            new Fields<>(
                    "the settings of the tuning",
                    List.of(TUNING_SEEDS, SETTINGS),
                    found -> new TuningSettings(found.get(TUNING_SEEDS), found.get(SETTINGS))),
            RaceSettings::tuning);

    static final Form<RaceSettings> FORM = new Fields<>(
            "the settings of the race",
            List.of(SEEDS, EPOCHS, TARGETS, HOLD, ENGINE, TUNING),
            RaceForm::canSucceed,
            found -> new RaceSettings(
                    found.get(SEEDS),
                    found.get(EPOCHS),
                    found.get(TARGETS),
                    found.get(HOLD),
                    found.get(ENGINE),
                    found.get(TUNING)));

    private RaceForm() {}

    private static boolean canSucceed(Fields.Found found) {
        Optional<Integer> hold = found.maybe(HOLD);
        Optional<Integer> epochs = found.maybe(EPOCHS);
        if (hold.isEmpty() || epochs.isEmpty() || hold.get() <= epochs.get()) {
            return true;
        }
        found.report(
                HOLD,
                "found " + hold.get() + ", expected at most " + epochs.get()
                        + ", the race's epochs: no run could hold a target for longer");
        return false;
    }

    private static OneOf.Variant<Target> target(Target.Measure measure) {
        Form<Double> number = switch (measure) {
            case LOSS, OUTPUTS, TEST_LOSS -> RealNumber.POSITIVE;
            case ACCURACY -> new RealNumber(0.0, true, 1.0);
        };
        return new OneOf.Variant<>(
                measure.key(),
                number.as(value -> new Target(measure, value), Target::value),
                target -> target.measure() == measure);
    }
}
