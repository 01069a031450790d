package lockstep.config;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.data.Data;
import lockstep.data.Problem;
import lockstep.model.Examples;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import org.jspecify.annotations.Nullable;

/** A whole config: its keys, and how they become runs. */
final class ConfigForm {

    private static final Key<ExperimentConfig, Optional<String>> NAME = Key.maybe(
            "name",
            "names the folder under results; the file's name without its extension where it is missing",
            Text.SAFE_NAME,
            config -> Optional.of(config.name()));
    private static final Key<ExperimentConfig, String> DESCRIPTION = Key.optional(
            "description", "a sentence on what this is, for people", Text.ANY, "", ExperimentConfig::description);
    private static final Key<ExperimentConfig, List<LayerSpec>> NETWORK = Key.required(
            "network", "the layers", NetworkForm.FORM, config -> network(config).layers());
    private static final Key<ExperimentConfig, Loss> LOSS = Key.required(
            "loss",
            "what is made small",
            Choice.of("loss", Loss.values(), Loss::key),
            config -> network(config).loss());
    private static final Key<ExperimentConfig, Integer> BATCH_SIZE = Key.optional(
            "batch_size",
            "examples per update of the weights",
            new BatchSize(),
            BatchSize.FULL,
            config -> config.anyRun().batchSize());
    private static final Key<ExperimentConfig, Boolean> SHUFFLE = Key.optional(
            "shuffle",
            "whether the examples are shuffled before every epoch",
            new Flag(),
            false,
            config -> config.anyRun().shuffle());
    private static final Key<ExperimentConfig, Reduction> GRADIENT = Key.optional(
            "gradient",
            "how the examples of a batch make one gradient and one loss",
            Choice.of("gradient", Reduction.values(), Reduction::key),
            Reduction.MEAN,
            config -> network(config).reduction());
    private static final Key<ExperimentConfig, Long> SEED = Key.optional(
            "seed",
            "of Python's generator, which draws the weights and shuffles: random.seed(seed)",
            new WholeNumber(Long.MIN_VALUE, Long.MAX_VALUE),
            0L,
            config -> config.anyRun().seed());
    private static final Key<ExperimentConfig, VerifySettings> VERIFY =
            Key.optional("verify", "the parity check", VerifyForm.FORM, VerifyForm.DEFAULT, ExperimentConfig::verify);
    private static final Key<ExperimentConfig, Optional<RaceSettings>> RACE =
            Key.maybe("race", "the race; without it there is none", RaceForm.FORM, ExperimentConfig::race);
    private static final Key<ExperimentConfig, Optional<Expectation>> EXPECT = Key.maybe(
            "expect",
            "the verdict to come, where that is not agreement",
            ExpectationForm.FORM,
            ExperimentConfig::expectation);

    private final Key<ExperimentConfig, Data> data;
    private final Key<ExperimentConfig, Map<String, Search>> optimizers;

    private ConfigForm(List<OptimizerKind> kinds, List<Problem> problems) {
        this.data = Key.required("data", "the examples", new DataForm(problems), ExperimentConfig::data);
        this.optimizers = Key.required(
                "optimizers",
                "what is compared, each under a label of its own",
                new Labelled<>("optimizers", OptimizerForm.of(kinds)),
                ExperimentConfig::searches);
    }

    static Form<ExperimentConfig> of(List<OptimizerKind> kinds, List<Problem> problems) {
        ConfigForm form = new ConfigForm(kinds, problems);
        return new Fields<>(
                "a config",
                List.of(
                        NAME,
                        DESCRIPTION,
                        form.data,
                        NETWORK,
                        LOSS,
                        BATCH_SIZE,
                        SHUFFLE,
                        GRADIENT,
                        SEED,
                        form.optimizers,
                        VERIFY,
                        RACE,
                        EXPECT),
                form::fits,
                form::create);
    }

    private boolean fits(Fields.Found found) {
        Optional<Examples> examples = found.maybe(data).map(Data::examples);
        boolean fits = ShapeCheck.fits(found.at(NETWORK), examples, found.reading());
        int batchSize = found.maybe(BATCH_SIZE).orElse(BatchSize.FULL);
        if (examples.isPresent()
                && batchSize != BatchSize.FULL
                && batchSize > examples.get().size()) {
            found.report(
                    BATCH_SIZE,
                    "found " + batchSize + ", expected at most "
                            + examples.get().size() + ", the number of examples, or full");
            fits = false;
        }
        return searchesFit(found) && seedsFit(found) && fits;
    }

    /**
     * Whoever tries more settings finds a better one: all that are searched try as many, and a config that searches says how
     * many.
     */
    private boolean searchesFit(Fields.Found found) {
        Optional<RaceSettings> race = found.maybe(RACE).flatMap(settings -> settings);
        Map<String, Search> searched = new LinkedHashMap<>();
        found.maybe(optimizers).orElse(Map.of()).forEach((label, search) -> {
            if (search.isSearched()) {
                searched.put(label, search);
            }
        });
        if (race.isPresent() && race.get().tuning().isEmpty() && !searched.isEmpty()) {
            found.report(
                    RACE,
                    "found no key \"tuning\", expected one, as " + String.join(", ", searched.keySet())
                            + " is to be searched: tuning: {seeds: 20, settings: 20}");
            return false;
        }
        int budget =
                race.flatMap(RaceSettings::tuning).map(TuningSettings::settings).orElse(0);
        boolean fit = true;
        for (Map.Entry<String, Search> each : searched.entrySet()) {
            Optional<Long> size = each.getValue().size();
            if (size.isPresent() && size.get() < budget) {
                found.reading()
                        .report(
                                found.at(optimizers)
                                        .value(each.getKey())
                                        .orElseThrow()
                                        .place(),
                                "found " + size.get() + " settings of " + each.getKey() + ", expected at least "
                                        + budget + ", the race's tuning.settings: all optimizers try as many");
                fit = false;
            }
        }
        return fit;
    }

    /** Python takes {@code -n} for {@code n}: a race from both would count one start twice. */
    private static boolean seedsFit(Fields.Found found) {
        Optional<RaceSettings> race = found.maybe(RACE).flatMap(settings -> settings);
        Optional<Long> first = found.maybe(SEED);
        if (race.isEmpty() || first.isEmpty()) {
            return true;
        }
        BigInteger last = BigInteger.valueOf(first.get())
                .add(BigInteger.valueOf(race.get().allSeeds() - 1L));
        if (last.bitLength() >= Long.SIZE) {
            found.report(
                    SEED, "found " + first.get() + ", expected one that leaves room for the race's seeds after it");
            return false;
        }
        if (first.get() < 0 && last.signum() > 0) {
            found.report(
                    SEED,
                    "found " + first.get() + ", expected 0 or above: the race's seeds would go up to " + last
                            + ", and Python starts the same from -n as from n");
            return false;
        }
        return true;
    }

    private @Nullable ExperimentConfig create(Fields.Found found) {
        String name = found.get(NAME).orElse(found.reading().stem());
        if (!Text.SAFE_NAME.accepts(name)) {
            found.report(
                    NAME,
                    "found no key \"name\", and the file's own name \"" + Yaml.shortened(name)
                            + "\" does not do, expected " + Text.SAFE_NAME.expected());
            return null;
        }
        Examples examples = found.get(data).examples();
        int batchSize = Math.min(found.get(BATCH_SIZE), examples.size());
        List<Run> runs = new ArrayList<>();
        found.get(optimizers).forEach((label, search) -> {
            Optimizer optimizer = search.representative(found.get(SEED));
            NetworkSpec network = new NetworkSpec(
                    examples.inputs(), found.get(NETWORK), found.get(LOSS), found.get(GRADIENT), optimizer);
            runs.add(new Run(label, network, examples, batchSize, found.get(SHUFFLE), found.get(SEED)));
        });
        return new ExperimentConfig(
                name,
                found.get(DESCRIPTION),
                found.get(data),
                runs,
                found.get(optimizers),
                found.get(VERIFY),
                found.get(RACE),
                found.get(EXPECT));
    }

    private static NetworkSpec network(ExperimentConfig config) {
        return config.anyRun().network();
    }
}
