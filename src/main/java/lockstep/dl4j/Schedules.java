package lockstep.dl4j;

import java.util.HashMap;
import java.util.Map;
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

/** DL4J's schedules by our names. */
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

    private static ScheduleType type(Schedule.By by) {
        return switch (by) {
            case STEP -> ScheduleType.ITERATION;
            case EPOCH -> ScheduleType.EPOCH;
        };
    }
}
