package lockstep.dl4j;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lockstep.model.NetworkSpec;
import lockstep.model.Schedule;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;

/** DL4J's schedules by our names, both ways. */
final class Schedules {

    private Schedules() {}

    /**
     * The twin of the network's optimizer, with its schedule. It belongs on each layer: DL4J copies an updater that is set for
     * all layers at once, and its AdaGrad loses the schedule in the copy.
     */
    static IUpdater updater(NetworkSpec spec) {
        IUpdater updater = Twins.updater(spec.optimizer());
        if (!spec.schedule().equals(Schedule.CONSTANT)) {
            // Not a number, as in DL4J's own constructors, so that using the rate instead of the schedule would show.
            updater.setLrAndSchedule(
                    Double.NaN, of(spec.schedule(), spec.optimizer().learningRate()));
        }
        return updater;
    }

    /** DL4J's schedule, starting from this rate. */
    static ISchedule of(Schedule schedule, double rate) {
        ScheduleType type = type(schedule.by());
        if (schedule instanceof Schedule.Constant) {
            return new FixedSchedule(rate);
        }
        if (schedule instanceof Schedule.Step s) {
            return new StepSchedule(type, rate, s.decayRate(), s.every());
        }
        if (schedule instanceof Schedule.Exponential s) {
            return new ExponentialSchedule(type, rate, s.gamma());
        }
        if (schedule instanceof Schedule.Inverse s) {
            return new InverseSchedule(type, rate, s.gamma(), s.power());
        }
        if (schedule instanceof Schedule.Poly s) {
            return new PolySchedule(type, rate, s.power(), s.length());
        }
        if (schedule instanceof Schedule.Sigmoid s) {
            return new SigmoidSchedule(type, rate, s.gamma(), s.midpoint());
        }
        if (schedule instanceof Schedule.Table table) {
            Map<Integer, Double> rates = new HashMap<>();
            table.factors().forEach((from, factor) -> rates.put(from, factor * rate));
            return new MapSchedule(type, rates);
        }
        if (schedule instanceof Schedule.Cycle c) {
            return new CycleSchedule(
                    type, rate, rate * c.peakFactor(), c.length(), c.annealingLength(), c.annealingDecay());
        }
        if (schedule instanceof Schedule.Ramp ramp) {
            return new RampSchedule(of(ramp.base(), rate), ramp.steps());
        }
        throw new IllegalArgumentException("unknown schedule " + schedule);
    }

    /** A schedule of DL4J's in our words, and the rate that it multiplies. */
    record Rated(Schedule schedule, double rate) {}

    /** The same, from DL4J's; empty for a user's own. */
    static Optional<Rated> read(ISchedule theirs) {
        if (theirs instanceof FixedSchedule s) {
            return Optional.of(new Rated(Schedule.CONSTANT, s.getValue()));
        }
        if (theirs instanceof StepSchedule s && s.getStep() == (int) s.getStep()) {
            return rated(
                    new Schedule.Step(s.getDecayRate(), (int) s.getStep(), by(s.getScheduleType())),
                    s.getInitialValue());
        }
        if (theirs instanceof ExponentialSchedule s) {
            return rated(new Schedule.Exponential(s.getGamma(), by(s.getScheduleType())), s.getInitialValue());
        }
        if (theirs instanceof InverseSchedule s) {
            return rated(
                    new Schedule.Inverse(s.getGamma(), s.getPower(), by(s.getScheduleType())), s.getInitialValue());
        }
        if (theirs instanceof PolySchedule s) {
            return rated(new Schedule.Poly(s.getPower(), s.getMaxIter(), by(s.getScheduleType())), s.getInitialValue());
        }
        if (theirs instanceof SigmoidSchedule s) {
            return rated(
                    new Schedule.Sigmoid(s.getGamma(), s.getStepSize(), by(s.getScheduleType())), s.getInitialValue());
        }
        if (theirs instanceof MapSchedule s) {
            // A rate of 1, so that the factors are the user's own numbers.
            return rated(new Schedule.Table(new TreeMap<>(s.getValues()), by(s.getScheduleType())), 1.0);
        }
        if (theirs instanceof CycleSchedule s) {
            double rate = s.getInitialLearningRate();
            Schedule cycle = new Schedule.Cycle(
                    s.getMaxLearningRate() / rate,
                    s.getCycleLength(),
                    s.getAnnealingLength(),
                    s.getAnnealingDecay(),
                    by(s.getScheduleType()));
            return rated(cycle, rate);
        }
        return theirs instanceof RampSchedule ramp ? read(ramp) : Optional.empty();
    }

    /** Its parts are protected, and there is no other way to ask for them. */
    private static Optional<Rated> read(RampSchedule ramp) {
        try {
            Field base = RampSchedule.class.getDeclaredField("baseSchedule");
            Field steps = RampSchedule.class.getDeclaredField("numIter");
            base.setAccessible(true);
            steps.setAccessible(true);
            int n = steps.getInt(ramp);
            return read((ISchedule) base.get(ramp)).map(b -> new Rated(new Schedule.Ramp(n, b.schedule()), b.rate()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("ND4J is not the release that Lockstep is built for", e);
        }
    }

    private static Optional<Rated> rated(Schedule schedule, double rate) {
        return Optional.of(new Rated(schedule, rate));
    }

    private static Schedule.By by(ScheduleType type) {
        return switch (type) {
            case ITERATION -> Schedule.By.STEP;
            case EPOCH -> Schedule.By.EPOCH;
        };
    }

    private static ScheduleType type(Schedule.By by) {
        return switch (by) {
            case STEP -> ScheduleType.ITERATION;
            case EPOCH -> ScheduleType.EPOCH;
        };
    }
}
