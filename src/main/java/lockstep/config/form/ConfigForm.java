package lockstep.config.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import lockstep.config.AdequacyDemand;
import lockstep.config.Expectation;
import lockstep.config.ExperimentConfig;
import lockstep.config.FaultNames;
import lockstep.config.GradientSettings;
import lockstep.config.Overrides;
import lockstep.config.PrintSettings;
import lockstep.config.RaceSettings;
import lockstep.config.SearchSpace;
import lockstep.config.VerifySettings;
import lockstep.config.form.NetworkForm.WrittenLayer;
import lockstep.config.form.data.DataForm;
import lockstep.data.Data;
import lockstep.data.problem.Problem;
import lockstep.model.Batches;
import lockstep.model.Examples;
import lockstep.model.Heuristics;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.optim.Convention;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.yaml.Choice;
import lockstep.yaml.Fields;
import lockstep.yaml.Flag;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.Labelled;
import lockstep.yaml.ListOf;
import lockstep.yaml.RealNumber;
import lockstep.yaml.Text;
import lockstep.yaml.WholeNumber;
import org.jspecify.annotations.Nullable;

/** A whole config: its keys, and how they become runs. */
public final class ConfigForm {

    private static final Key<ExperimentConfig, Optional<String>> NAME = Key.maybe(
            "name",
            "the name of the folder under results; by default the file's name without its extension",
            Text.SAFE_NAME,
            config -> Optional.of(config.name()));
    private static final Key<ExperimentConfig, String> DESCRIPTION = Key.optional(
            "description", "a sentence for people who read the results", Text.ANY, "", ExperimentConfig::description);
    private static final Key<ExperimentConfig, List<WrittenLayer>> NETWORK = Key.required(
            "network",
            "the layers",
            NetworkForm.FORM,
            config -> network(config).layers().stream().map(WrittenLayer::of).toList());

    /** The terms of layers without their own. The resolved config has them only in the layers. */
    private static final TermKeys<ExperimentConfig> DEFAULTS = new TermKeys<>(config -> TermKeys.Written.NOTHING);

    private static final Key<ExperimentConfig, Optional<Schedule>> SCHEDULE = Key.maybe(
            "schedule",
            "how the learning rates change over time; without it they are constant",
            ScheduleForm.FORM,
            config -> Optional.of(network(config).schedule()).filter(schedule -> !schedule.equals(Schedule.CONSTANT)));
    private static final Key<ExperimentConfig, Loss> LOSS = Key.required(
            "loss",
            "the loss that training minimizes",
            Choice.of("loss", Loss.values(), Loss::key),
            config -> network(config).loss());
    private static final Key<ExperimentConfig, Optional<Double>> FLAT_SPOT = Key.maybe(
            "flat_spot",
            "on the way back this is added to the slope of every activation but identity and softmax: Fahlman's 0.1",
            RealNumber.POSITIVE,
            config -> positive(network(config).heuristics().flatSpot()));
    private static final Key<ExperimentConfig, Optional<Double>> ERROR_DEAD_ZONE = Key.maybe(
            "error_dead_zone",
            "on the way back an output nearer to its target than this has no error: Fahlman's 0.1",
            RealNumber.POSITIVE,
            config -> positive(network(config).heuristics().errorDeadZone()));
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
            "how the gradients and losses of a batch's examples are combined",
            Choice.of("gradient", Reduction.values(), Reduction::key),
            Reduction.MEAN,
            config -> network(config).reduction());
    private static final Key<ExperimentConfig, Long> SEED = Key.optional(
            "seed",
            "the seed of Python's generator, which draws the weights and shuffles: random.seed(seed)",
            new WholeNumber(Long.MIN_VALUE, Long.MAX_VALUE),
            0L,
            config -> config.anyRun().seed());
    private static final Key<ExperimentConfig, Optional<Precision>> PRECISION = Key.maybe(
            "precision",
            "the numbers in which the candidate computes and keeps everything, if they are not doubles",
            new PrecisionForm(),
            config -> Optional.of(network(config).precision()).filter(precision -> precision != Precision.DOUBLE));
    private static final Key<ExperimentConfig, VerifySettings> VERIFY =
            Key.optional("verify", "the parity check", VerifyForm.FORM, VerifyForm.DEFAULT, ExperimentConfig::verify);
    static final Key<ExperimentConfig, Optional<RaceSettings>> RACE =
            Key.maybe("race", "the race; without it nothing is raced", RaceForm.FORM, ExperimentConfig::race);
    private static final Key<ExperimentConfig, Optional<Expectation>> EXPECT = Key.maybe(
            "expect",
            "the expected verdict, if it is not agreement",
            ExpectationForm.FORM,
            ExperimentConfig::expectation);
    private static final Key<ExperimentConfig, Optional<AdequacyDemand>> ADEQUACY = Key.maybe(
            "adequacy",
            "which of the classic faults the config has to notice; otherwise `lockstep adequacy` fails",
            Choice.of("adequacy", AdequacyDemand.values(), AdequacyDemand::key),
            ExperimentConfig::adequacy);
    private static final Key<ExperimentConfig, Optional<PrintSettings>> PRINT = Key.maybe(
            "print",
            "what `run` and `verify` print in addition to the verdicts",
            PrintForm.FORM,
            config -> Optional.of(config.print()).filter(print -> !print.equals(PrintSettings.NOTHING)));

    /** The optimizer of the run that is never made, where nothing learns. */
    private static final Optimizer NEVER_USED = new Sgd(1.0);

    private static final Key<ExperimentConfig, Optional<GradientSettings>> GRADIENTS = Key.maybe(
            "gradients",
            "measures how large each layer's gradient is, at the start and later",
            GradientsForm.FORM,
            ExperimentConfig::gradients);

    private final FaultNames faultNames;
    private final Overrides overrides;
    private final Key<ExperimentConfig, Data> data;
    private final Key<ExperimentConfig, Map<String, SearchSpace>> optimizers;

    private final Key<ExperimentConfig, Optional<Map<String, List<String>>>> faults;

    private ConfigForm(FaultNames faultNames, Form<Data> examples, Overrides overrides) {
        this.faultNames = faultNames;
        this.overrides = overrides;
        this.data = Key.required("data", "the examples", examples, ExperimentConfig::data);
        this.optimizers = Key.required(
                "optimizers",
                "the optimizers to compare, each under its own label; with {} nothing learns: the outputs are compared, and"
                        + " must equal the targets",
                new Labelled<>("optimizers", OptimizerForm.of()),
                ExperimentConfig::searches);
        this.faults = Key.maybe(
                "faults",
                "classic faults to plant in the scalar network, by optimizer label, for the checks to find",
                new Labelled<>(
                        "lists of faults",
                        new ListOf<>("faults", Choice.of("fault", faultNames.known(), Function.identity()))),
                config -> Optional.of(config.faults()).filter(planted -> !planted.isEmpty()));
    }

    /**
     * The form of a config.
     *
     * @param overrides what is not as the configs say
     */
    public static Form<ExperimentConfig> of(FaultNames faults, List<Problem> problems, Overrides overrides) {
        return new ConfigForm(faults, new DataForm(problems), overrides).fields();
    }

    /** The form of a config whose examples are kept elsewhere: {@code data: given}. */
    public static Form<ExperimentConfig> of(FaultNames faults, Data given) {
        return new ConfigForm(faults, Choice.of("data", List.of(given), data -> "given"), Overrides.NONE).fields();
    }

    private Form<ExperimentConfig> fields() {
        return new Fields<>("a config", keys(), this::fits, this::create);
    }

    private List<Key<ExperimentConfig, ?>> keys() {
        List<Key<ExperimentConfig, ?>> keys = new ArrayList<>(List.of(NAME, DESCRIPTION, data, NETWORK, LOSS));
        keys.addAll(DEFAULTS.keys());
        keys.addAll(List.of(
                BATCH_SIZE,
                SHUFFLE,
                GRADIENT,
                FLAT_SPOT,
                ERROR_DEAD_ZONE,
                SEED,
                PRECISION,
                LikeForm.LIKE,
                LikeForm.FORMS,
                optimizers,
                SCHEDULE,
                VERIFY,
                RACE,
                EXPECT,
                ADEQUACY));
        keys.addAll(List.of(PRINT, faults, GRADIENTS, PublishedForm.PUBLISHED));
        return keys;
    }

    private boolean fits(Fields.Found found) {
        Optional<Examples> examples = found.maybe(data).map(Data::examples);
        boolean fits = ShapeCheck.fits(found.at(NETWORK), examples, found.reading());
        fits &= OutputCheck.fits(
                found.at(NETWORK),
                found.maybe(LOSS),
                found.at(LOSS),
                examples,
                found.maybe(RACE).flatMap(Function.identity()).isPresent(),
                found.reading());
        fits &= TrainingCheck.batchFits(found, BATCH_SIZE, data);
        fits &= TrainingCheck.termsFit(found, DEFAULTS, NETWORK);
        fits &= RaceCheck.searchesFit(found, optimizers);
        fits &= RaceCheck.runsFit(found, optimizers);
        fits &= RaceCheck.seedsFit(found, SEED);
        fits &= RaceCheck.targetsFit(found, data);
        fits &= FaultCheck.labelsKnown(found, optimizers, faults);
        fits &= FaultCheck.labelsKnown(found, optimizers, LikeForm.FORMS);
        fits &= PublishedForm.fits(found, optimizers, RACE, data);
        fits &= FaultCheck.expectationFits(found, optimizers, EXPECT);
        fits &= PrecisionForm.examplesFit(found, precision(found), data);
        fits &= LikeForm.fits(found, like(found), optimizers);
        fits &= overrides.precision().isPresent() || PrecisionForm.tolerancesFit(found, precision(found), VERIFY);
        fits &= learnsWhatItHasTo(found);
        return TrainingCheck.scheduleFits(found, SCHEDULE, optimizers) && fits;
    }

    /** Without an optimizer there are no steps, so keys about steps are meaningless. */
    private boolean learnsWhatItHasTo(Fields.Found found) {
        if (!found.maybe(optimizers).filter(Map::isEmpty).isPresent()) {
            return true;
        }
        boolean fits = true;
        for (Key<ExperimentConfig, ?> key :
                List.of(SCHEDULE, RACE, EXPECT, ADEQUACY, PRINT, faults, GRADIENTS, PublishedForm.PUBLISHED)) {
            if (found.at(key) != found.node()) {
                found.report(
                        key,
                        "found " + key.name()
                                + " in a config without an optimizer, expected none: nothing learns here");
                fits = false;
            }
        }
        return fits;
    }

    private @Nullable ExperimentConfig create(Fields.Found found) {
        String name = ResultsName.of(found, NAME);
        if (name == null) {
            return null;
        }
        Precision precision = precision(found);
        Examples examples = found.get(data).examples().in(precision);
        int batchSize = Math.min(found.get(BATCH_SIZE), examples.size());
        TermKeys.Written defaults = DEFAULTS.read(found);
        List<LayerSpec> layers =
                found.get(NETWORK).stream().map(layer -> layer.with(defaults)).toList();
        Schedule schedule = found.get(SCHEDULE).orElse(Schedule.CONSTANT);
        int stepsPerEpoch = new Batches(examples, batchSize, null).perEpoch();
        Heuristics heuristics = new Heuristics(
                found.get(FLAT_SPOT).orElse(0.0), found.get(ERROR_DEAD_ZONE).orElse(0.0));
        BiFunction<String, Optimizer, Run> run = (label, optimizer) -> new Run(
                label,
                new NetworkSpec(
                        examples.inputs(),
                        layers,
                        found.get(LOSS),
                        found.get(GRADIENT),
                        optimizer,
                        schedule,
                        stepsPerEpoch,
                        precision,
                        heuristics),
                examples,
                batchSize,
                found.get(SHUFFLE),
                found.get(SEED),
                found.get(data).test().map(held -> held.in(precision)));
        List<Run> runs = new ArrayList<>();
        Map<String, SearchSpace> searches = LikeForm.withDefaults(found, like(found), optimizers);
        try {
            searches.forEach((label, search) -> runs.add(run.apply(label, search.representative(found.get(SEED)))));
        } catch (IllegalArgumentException e) { // a hyper-parameter that is rounded to what it must not be
            found.refuse(PRECISION, e);
            return null;
        }
        Run anyRun = runs.isEmpty() ? run.apply("", NEVER_USED) : runs.get(0);
        Map<String, List<String>> forms = found.get(LikeForm.FORMS).orElse(Map.of());
        if (!FaultCheck.plantable(
                        found,
                        runs,
                        LikeForm.FORMS,
                        each -> ExperimentConfig.meant(like(found), Map.of(), each),
                        faultNames)
                || !FaultCheck.plantable(
                        found, runs, faults, each -> ExperimentConfig.meant(like(found), forms, each), faultNames)
                || !GradientsForm.deepEnough(found, anyRun, GRADIENTS)) {
            return null;
        }
        return new ExperimentConfig(
                name,
                found.get(DESCRIPTION),
                found.get(data),
                anyRun,
                runs,
                searches,
                precision == Precision.DOUBLE
                        ? found.get(VERIFY)
                        : new VerifySettings(found.get(VERIFY).steps(), precision.tolerance()),
                found.get(RACE),
                found.get(EXPECT),
                found.get(ADEQUACY),
                found.get(PRINT).orElse(PrintSettings.NOTHING),
                found.get(faults).orElse(Map.of()),
                found.get(GRADIENTS),
                like(found),
                found.get(LikeForm.FORMS).orElse(Map.of()),
                found.get(PublishedForm.PUBLISHED).orElse(Map.of()));
    }

    private Precision precision(Fields.Found found) {
        return overrides
                .precision()
                .or(() -> found.maybe(PRECISION).flatMap(Function.identity()))
                .orElse(Precision.DOUBLE);
    }

    private Convention like(Fields.Found found) {
        return overrides
                .like()
                .or(() -> found.maybe(LikeForm.LIKE).flatMap(Function.identity()))
                .orElse(Convention.DL4J);
    }

    private static Optional<Double> positive(double value) {
        return Optional.of(value).filter(number -> number > 0.0);
    }

    private static NetworkSpec network(ExperimentConfig config) {
        return config.anyRun().network();
    }
}
