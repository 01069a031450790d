package lockstep.config.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import lockstep.model.Schedule;
import lockstep.model.Schedule.By;
import lockstep.yaml.Choice;
import lockstep.yaml.Fields;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.OneOf;
import lockstep.yaml.RealNumber;
import lockstep.yaml.WholeNumber;

/** {@code schedule: {exponential: {gamma: 0.99, by: epoch}}}: how the learning rate changes over time. */
final class ScheduleForm {

    private static final int MOST = 1_000_000_000;
    private static final Form<Integer> COUNT = WholeNumber.countUpTo(MOST);
    private static final Form<Integer> COUNT_OR_0 = new WholeNumber(0, MOST).as(Math::toIntExact, Integer::longValue);
    private static final Form<By> BY = Choice.of("count", By.values(), By::key);

    private ScheduleForm() {}

    /** Every schedule that can be the base of a ramp. */
    private static final List<OneOf.Variant<Schedule>> BASES = List.of(
            OneOf.Variant.of("step", Schedule.Step.class, step()),
            OneOf.Variant.of("exponential", Schedule.Exponential.class, exponential()),
            OneOf.Variant.of("inverse", Schedule.Inverse.class, inverse()),
            OneOf.Variant.of("poly", Schedule.Poly.class, poly()),
            OneOf.Variant.of("sigmoid", Schedule.Sigmoid.class, sigmoid()),
            OneOf.Variant.of("map", Schedule.Table.class, table()),
            OneOf.Variant.of("cycle", Schedule.Cycle.class, cycle()));

    static final Form<Schedule> FORM = new OneOf<>("schedule", withRamp());

    private static List<OneOf.Variant<Schedule>> withRamp() {
        List<OneOf.Variant<Schedule>> variants = new ArrayList<>(BASES);
        variants.add(OneOf.Variant.of("ramp", Schedule.Ramp.class, ramp()));
        return variants;
    }

    private static Form<Schedule.Step> step() {
        Key<Schedule.Step, Double> decayRate = Key.required(
                "decay_rate",
                "the rate is multiplied by this, again and again",
                RealNumber.POSITIVE,
                Schedule.Step::decayRate);
        Key<Schedule.Step, Integer> every =
                Key.required("every", "how many steps or epochs pass between two changes", COUNT, Schedule.Step::every);
        Key<Schedule.Step, By> by = by(Schedule.Step::by);
        return new Fields<>(
                "the step schedule",
                List.of(decayRate, every, by),
                found -> new Schedule.Step(found.get(decayRate), found.get(every), found.get(by)));
    }

    private static Form<Schedule.Exponential> exponential() {
        Key<Schedule.Exponential, Double> gamma = Key.required(
                "gamma", "the rate is multiplied by this every time", RealNumber.POSITIVE, Schedule.Exponential::gamma);
        Key<Schedule.Exponential, By> by = by(Schedule.Exponential::by);
        return new Fields<>(
                "the exponential schedule",
                List.of(gamma, by),
                found -> new Schedule.Exponential(found.get(gamma), found.get(by)));
    }

    private static Form<Schedule.Inverse> inverse() {
        Key<Schedule.Inverse, Double> gamma = Key.required(
                "gamma",
                "the rate is divided by (1 + gamma * i)^power, where i counts the steps or epochs made",
                RealNumber.NOT_NEGATIVE,
                Schedule.Inverse::gamma);
        Key<Schedule.Inverse, Double> power =
                Key.required("power", "how steeply the rate falls", RealNumber.ANY, Schedule.Inverse::power);
        Key<Schedule.Inverse, By> by = by(Schedule.Inverse::by);
        return new Fields<>(
                "the inverse schedule",
                List.of(gamma, power, by),
                found -> new Schedule.Inverse(found.get(gamma), found.get(power), found.get(by)));
    }

    private static Form<Schedule.Poly> poly() {
        Key<Schedule.Poly, Double> power = Key.required(
                "power",
                "the rate rises to 2^power times itself, as in DL4J, and is then 0",
                RealNumber.ANY,
                Schedule.Poly::power);
        Key<Schedule.Poly, Integer> length =
                Key.required("length", "after how many steps or epochs the rate is 0", COUNT, Schedule.Poly::length);
        Key<Schedule.Poly, By> by = by(Schedule.Poly::by);
        return new Fields<>(
                "the poly schedule",
                List.of(power, length, by),
                found -> new Schedule.Poly(found.get(power), found.get(length), found.get(by)));
    }

    private static Form<Schedule.Sigmoid> sigmoid() {
        Key<Schedule.Sigmoid, Double> gamma = Key.required(
                "gamma",
                "how steeply the rate rises from 0; below 0, how steeply it falls to 0",
                RealNumber.ANY,
                Schedule.Sigmoid::gamma);
        Key<Schedule.Sigmoid, Integer> midpoint = Key.required(
                "midpoint",
                "the step or epoch at which the rate is half the optimizer's",
                COUNT_OR_0,
                Schedule.Sigmoid::midpoint);
        Key<Schedule.Sigmoid, By> by = by(Schedule.Sigmoid::by);
        return new Fields<>(
                "the sigmoid schedule",
                List.of(gamma, midpoint, by),
                found -> new Schedule.Sigmoid(found.get(gamma), found.get(midpoint), found.get(by)));
    }

    private static Form<Schedule.Table> table() {
        Key<Schedule.Table, SortedMap<Integer, Double>> factors = Key.required(
                "factors",
                "step or epoch (counted from 0): what the optimizer's rate is multiplied by from then on",
                new ByCount<>(
                        "a mapping of steps or epochs to factors: {100: 0.1}", COUNT_OR_0, RealNumber.NOT_NEGATIVE),
                Schedule.Table::factors);
        Key<Schedule.Table, By> by = by(Schedule.Table::by);
        return new Fields<>(
                "the map schedule",
                List.of(factors, by),
                found -> new Schedule.Table(found.get(factors), found.get(by)));
    }

    private static Form<Schedule.Cycle> cycle() {
        Key<Schedule.Cycle, Double> peak = Key.optional(
                "peak_factor",
                "the peak, as a multiple of the rate",
                RealNumber.POSITIVE,
                10.0,
                Schedule.Cycle::peakFactor);
        Key<Schedule.Cycle, Integer> length =
                Key.required("length", "the number of steps or epochs in a cycle", COUNT, Schedule.Cycle::length);
        Key<Schedule.Cycle, Optional<Integer>> annealing = Key.maybe(
                "annealing_length",
                "how many of them, at the end, are the annealing; by default a tenth",
                COUNT_OR_0,
                cycle -> Optional.of(cycle.annealingLength()));
        Key<Schedule.Cycle, Double> decay = Key.optional(
                "annealing_decay",
                "during the annealing, the rate is multiplied by this every time",
                RealNumber.POSITIVE,
                0.1,
                Schedule.Cycle::annealingDecay);
        Key<Schedule.Cycle, By> by = by(Schedule.Cycle::by);
        return new Fields<>(
                "the cycle schedule",
                List.of(peak, length, annealing, decay, by),
                found -> new Schedule.Cycle(
                        found.get(peak),
                        found.get(length),
                        found.get(annealing).orElseGet(() -> Schedule.Cycle.defaultAnnealing(found.get(length))),
                        found.get(decay),
                        found.get(by)));
    }

    private static Form<Schedule.Ramp> ramp() {
        Key<Schedule.Ramp, Integer> steps =
                Key.required("steps", "the number of steps up to the full rate", COUNT, Schedule.Ramp::steps);
        Key<Schedule.Ramp, Optional<Schedule>> base = Key.maybe(
                "base",
                "the schedule of the full rate, from the first step on; without it the full rate is the optimizer's",
                new OneOf<>("schedule", BASES),
                ramp -> Optional.of(ramp.base()).filter(schedule -> !schedule.equals(Schedule.CONSTANT)));
        return new Fields<>(
                "the ramp schedule",
                List.of(steps, base),
                found -> new Schedule.Ramp(found.get(steps), found.get(base).orElse(Schedule.CONSTANT)));
    }

    private static <S> Key<S, By> by(Function<S, By> of) {
        return Key.optional("by", "whether steps or epochs are counted", BY, By.STEP, of);
    }
}
