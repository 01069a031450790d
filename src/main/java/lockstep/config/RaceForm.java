package lockstep.config;

import java.util.List;

/** {@code race: {seeds: 100, epochs: 2000, target: {loss: 0.01}}}. */
final class RaceForm {

    private static final Form<Double> TARGET =
            new OneOf<>("target", List.of(new OneOf.Variant<>("loss", RealNumber.POSITIVE, loss -> true)));

    private static final Key<RaceSettings, Integer> SEEDS = Key.required(
            "seeds",
            "how many starts each optimizer gets; under one seed all of them start from the same weights",
            WholeNumber.countUpTo(1_000_000),
            RaceSettings::seeds);
    private static final Key<RaceSettings, Integer> EPOCHS = Key.required(
            "epochs",
            "the budget: a run that has not converged by then is out of it",
            WholeNumber.countUpTo(100_000_000),
            RaceSettings::epochs);
    private static final Key<RaceSettings, Double> TARGET_LOSS = Key.required(
            "target",
            "a run has converged when the loss over the whole data set is at most this",
            TARGET,
            RaceSettings::targetLoss);

    static final Form<RaceSettings> FORM = new Fields<>(
            "the settings of the race",
            List.of(SEEDS, EPOCHS, TARGET_LOSS),
            found -> new RaceSettings(found.get(SEEDS), found.get(EPOCHS), found.get(TARGET_LOSS)));

    private RaceForm() {}
}
