package lockstep.config.form;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import lockstep.config.ExperimentConfig;
import lockstep.config.RaceSettings;
import lockstep.config.SearchSpace;
import lockstep.data.Data;
import lockstep.model.Published;
import lockstep.yaml.Fields;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.Labelled;
import lockstep.yaml.ListOf;
import lockstep.yaml.Printed;
import lockstep.yaml.RealNumber;
import lockstep.yaml.Text;
import lockstep.yaml.WholeNumber;
import lockstep.yaml.Yaml;

/** {@code published: {quickprop: {source: ..., epochs: {mean: 22.1, sd: 8.9, trials: 100}}}}. */
final class PublishedForm {

    private static final Form<Integer> EPOCH = new WholeNumber(0, 100_000_000).as(Math::toIntExact, Integer::longValue);

    private static final Key<Published.Trials, BigDecimal> MEAN =
            Key.required("mean", "the mean that is printed", new Printed(), Published.Trials::mean);
    private static final Key<Published.Trials, Optional<Double>> SD =
            Key.maybe("sd", "the standard deviation", RealNumber.NOT_NEGATIVE, trials -> optional(trials.sd()));
    private static final Key<Published.Trials, Integer> TRIALS = Key.required(
            "trials", "how many trials were made", WholeNumber.countUpTo(100_000_000), Published.Trials::trials);
    private static final Key<Published.Trials, Optional<Double>> MINIMUM =
            Key.maybe("minimum", "the fewest epochs", RealNumber.NOT_NEGATIVE, trials -> optional(trials.minimum()));
    private static final Key<Published.Trials, Optional<Double>> MAXIMUM =
            Key.maybe("maximum", "the most epochs", RealNumber.NOT_NEGATIVE, trials -> optional(trials.maximum()));
    private static final Form<Published.Trials> OF_TRIALS = new Fields<>(
            "a published mean",
            List.of(MEAN, SD, TRIALS, MINIMUM, MAXIMUM),
            found -> new Published.Trials(
                    found.get(MEAN),
                    number(found.get(SD)),
                    found.get(TRIALS),
                    number(found.get(MINIMUM)),
                    number(found.get(MAXIMUM))));

    private static final Key<Published, String> SOURCE =
            Key.required("source", "who published it, and where", Text.ANY, Published::source);
    private static final Key<Published, Optional<Published.Trials>> EPOCHS = Key.maybe(
            "epochs", "the epochs to the race's target, of the runs that reach it", OF_TRIALS, Published::epochs);
    private static final Key<Published, Optional<Published.Trials>> RESTARTED = Key.maybe(
            "epochs_with_restarts",
            "the same where a run that has not reached it in the race's epochs is started again, and charged for",
            OF_TRIALS,
            Published::restarted);
    private static final Key<Published, Optional<SortedMap<Integer, BigDecimal>>> LOSSES = Key.maybe(
            "losses",
            "by epoch, counted from 0: the losses of its steps added up, each before its update",
            new ByCount<>("a mapping of epochs to losses: {0: 0.2984}", EPOCH, new Printed()),
            published -> Optional.of(published.losses()).filter(losses -> !losses.isEmpty()));
    private static final Key<Published, Optional<SortedMap<Integer, List<BigDecimal>>>> OUTPUTS = Key.maybe(
            "outputs",
            "by the number of epochs before: the answers to all examples, one example's after another",
            new ByCount<>(
                    "a mapping of epochs to lists of outputs: {1000: [0.02, 0.94]}",
                    EPOCH,
                    new ListOf<>("outputs", new Printed())),
            published -> Optional.of(published.outputs()).filter(outputs -> !outputs.isEmpty()));

    private static final Form<Published> FORM = new Fields<>(
            "what was published",
            List.of(SOURCE, EPOCHS, RESTARTED, LOSSES, OUTPUTS),
            found -> new Published(
                    found.get(SOURCE),
                    found.get(EPOCHS),
                    found.get(RESTARTED),
                    found.get(LOSSES).orElseGet(TreeMap::new),
                    found.get(OUTPUTS).orElseGet(TreeMap::new)));

    static final Key<ExperimentConfig, Optional<Map<String, Published>>> PUBLISHED = Key.maybe(
            "published",
            "figures that others have published, by the optimizer's label: `run` shows ours beside them",
            new Labelled<>("published figures", FORM),
            config -> Optional.of(config.published()).filter(published -> !published.isEmpty()));

    private PublishedForm() {}

    /** Whether it is about optimizers, a race and examples that the config has. */
    static boolean fits(
            Fields.Found found,
            Key<?, Map<String, SearchSpace>> optimizers,
            Key<?, Optional<RaceSettings>> race,
            Key<?, Data> data) {
        boolean fits = FaultCheck.labelsKnown(found, optimizers, PUBLISHED);
        Map<String, Published> all =
                found.maybe(PUBLISHED).flatMap(each -> each).orElse(Map.of());
        boolean races = found.maybe(race).flatMap(each -> each).isPresent();
        Optional<Integer> answers =
                found.maybe(data).map(Data::examples).map(examples -> examples.size() * examples.outputs());
        for (Map.Entry<String, Published> each : all.entrySet()) {
            Yaml at = found.at(PUBLISHED).value(each.getKey()).orElse(found.node());
            if (each.getValue().needsRace() && !races) {
                found.reading()
                        .report(
                                at.place(),
                                "found published epochs in a config without a race, expected a `race` to hold them against");
                fits = false;
            }
            for (List<BigDecimal> outputs : each.getValue().outputs().values()) {
                if (answers.isPresent() && outputs.size() != answers.get()) {
                    found.reading()
                            .report(
                                    at.place(),
                                    "found " + outputs.size() + " published outputs, expected " + answers.get()
                                            + ": those of every example");
                    fits = false;
                }
            }
        }
        return fits;
    }

    private static Optional<Double> optional(OptionalDouble number) {
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }

    private static OptionalDouble number(Optional<Double> number) {
        return number.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
