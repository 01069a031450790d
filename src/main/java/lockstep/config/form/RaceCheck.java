package lockstep.config.form;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.config.RaceSettings;
import lockstep.config.SearchSpace;
import lockstep.config.TuningSettings;
import lockstep.data.Data;
import lockstep.model.Target;
import lockstep.yaml.Fields;
import lockstep.yaml.Key;
import lockstep.yaml.Mistakes;
import lockstep.yaml.Yaml;

/** Whether a race fits the rest of its config; if not, that is reported. */
final class RaceCheck {

    private RaceCheck() {}

    private static Optional<RaceSettings> race(Fields.Found found) {
        return found.maybe(ConfigForm.RACE).flatMap(settings -> settings);
    }

    /**
     * More tries find a better setting: all the searched optimizers get the same number of tries, and a config that searches
     * says which.
     */
    static boolean searchesFit(Fields.Found found, Key<?, Map<String, SearchSpace>> optimizers) {
        Optional<RaceSettings> race = race(found);
        Map<String, SearchSpace> searched = new LinkedHashMap<>();
        found.maybe(optimizers).orElse(Map.of()).forEach((label, search) -> {
            if (search.isSearched()) {
                searched.put(label, search);
            }
        });
        if (race.isPresent() && race.get().tuning().isEmpty() && !searched.isEmpty()) {
            found.report(
                    ConfigForm.RACE,
                    "found no key \"tuning\", expected one for the searches of " + String.join(", ", searched.keySet())
                            + ": tuning: {seeds: 20, settings: 20}");
            return false;
        }
        int budget =
                race.flatMap(RaceSettings::tuning).map(TuningSettings::settings).orElse(0);
        boolean fit = true;
        for (Map.Entry<String, SearchSpace> each : searched.entrySet()) {
            Optional<Long> size = each.getValue().size();
            if (size.isPresent() && size.get() < budget) {
                Yaml at = found.at(optimizers).value(each.getKey()).orElseThrow();
                found.reading()
                        .report(
                                at.place(),
                                "found " + size.get() + " settings of " + each.getKey() + ", expected at least "
                                        + budget + ", the race's tuning.settings: every optimizer tries that many");
                fit = false;
            }
        }
        return fit;
    }

    /** A race and its tuning number their runs with an int. */
    static boolean runsFit(Fields.Found found, Key<?, Map<String, SearchSpace>> optimizers) {
        Optional<RaceSettings> race = race(found);
        Optional<Map<String, SearchSpace>> all = found.maybe(optimizers);
        if (race.isEmpty() || all.isEmpty()) {
            return true;
        }
        Yaml at = found.at(ConfigForm.RACE);
        int seeds = race.get().seeds();
        int racing = all.get().size();
        boolean fit = runsFit(
                found.reading(),
                at,
                (long) seeds * racing,
                seeds + " seeds for each of " + racing + " optimizers",
                "fewer seeds");
        if (race.get().tuning().isPresent()) {
            TuningSettings tuning = race.get().tuning().get();
            long searched =
                    all.get().values().stream().filter(SearchSpace::isSearched).count();
            fit &= runsFit(
                    found.reading(),
                    at.value(RaceForm.TUNING.name()).orElse(at),
                    tuning.seeds() * (tuning.settings() * searched),
                    tuning.seeds() + " seeds for each of " + tuning.settings() + " settings of "
                            + (searched == 1 ? "one optimizer" : searched + " optimizers"),
                    "fewer seeds or settings");
        }
        return fit;
    }

    private static boolean runsFit(Mistakes reading, Yaml at, long runs, String made, String instead) {
        if (runs <= Integer.MAX_VALUE) {
            return true;
        }
        reading.report(
                at.place(),
                "found " + runs + " runs (" + made + "), expected at most " + Integer.MAX_VALUE + ": " + instead);
        return false;
    }

    /** Python takes {@code -n} for {@code n}: a race from both would count one start twice. */
    static boolean seedsFit(Fields.Found found, Key<?, Long> seed) {
        Optional<RaceSettings> race = race(found);
        Optional<Long> first = found.maybe(seed);
        if (race.isEmpty() || first.isEmpty()) {
            return true;
        }
        BigInteger last = BigInteger.valueOf(first.get())
                .add(BigInteger.valueOf(race.get().allSeeds() - 1L));
        if (last.bitLength() >= Long.SIZE) {
            found.report(
                    seed, "found " + first.get() + ", expected one that leaves room for the race's seeds after it");
            return false;
        }
        if (first.get() < 0 && last.signum() > 0) {
            found.report(
                    seed,
                    "found " + first.get() + ", expected 0 or above: the race's seeds would go up to " + last
                            + ", and Python starts the same from -n as from n");
            return false;
        }
        return true;
    }

    /** An accuracy needs classes; a loss on held-out examples needs held-out examples. */
    static boolean targetsFit(Fields.Found found, Key<?, Data> data) {
        Optional<RaceSettings> race = race(found);
        Optional<Data> given = found.maybe(data);
        if (race.isEmpty() || given.isEmpty()) {
            return true;
        }
        boolean fit = true;
        for (Target target : race.get().targets()) {
            if (target.measure() == Target.Measure.ACCURACY && !areClasses(given.get())) {
                String heldOut = given.get().test().isPresent() ? ", with those of the examples held out," : "";
                found.report(
                        ConfigForm.RACE,
                        "found the target accuracy, expected another: the data's targets" + heldOut
                                + " do not have exactly two values, so they are not classes");
                fit = false;
            }
            if (target.measure() == Target.Measure.TEST_LOSS
                    && given.get().test().isEmpty()) {
                found.report(
                        ConfigForm.RACE,
                        "found the target test_loss, expected another, or a split: the data holds no examples out");
                fit = false;
            }
        }
        return fit;
    }

    /** Accuracy looks at the examples of both parts: their targets together have to be made of two values. */
    private static boolean areClasses(Data data) {
        return Stream.concat(Stream.of(data.examples()), data.test().stream())
                        .flatMapToDouble(examples -> Arrays.stream(examples.targetValues()))
                        .map(target -> target + 0.0) // -0.0 is 0.0
                        .distinct()
                        .limit(3)
                        .count()
                == 2;
    }
}
