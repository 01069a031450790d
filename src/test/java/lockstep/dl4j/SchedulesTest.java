package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Engine;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Schedule;
import lockstep.model.Schedule.By;
import lockstep.optim.Sgd;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Without it a learning rate could go another way than DL4J's schedule of that name, where steps are too few to show it. */
class SchedulesTest {

    private static final double RATE = 0.1;
    private static final int STEPS_PER_EPOCH = 7;

    /** Two powers or exponentials of other libraries, each right to a few 1e-16. */
    private static final double RELATIVE = 1e-14;

    static Stream<Schedule> schedules() {
        List<Schedule> schedules = new ArrayList<>();
        for (By by : By.values()) {
            schedules.add(new Schedule.Step(0.9, 3, by));
            schedules.add(new Schedule.Exponential(0.99, by));
            schedules.add(new Schedule.Exponential(1.01, by));
            schedules.add(new Schedule.Inverse(0.1, 0.75, by));
            schedules.add(new Schedule.Poly(2.0, 100, by));
            schedules.add(new Schedule.Poly(-0.5, 10, by));
            schedules.add(new Schedule.Sigmoid(0.1, 20, by));
            schedules.add(new Schedule.Sigmoid(-0.3, 9, by));
            schedules.add(new Schedule.Table(new TreeMap<>(Map.of(0, 0.5, 4, 3.0, 90, 0.1)), by));
            schedules.add(new Schedule.Cycle(10.0, 20, 2, 0.1, by));
            schedules.add(new Schedule.Cycle(2.0, 10, 1, 0.5, by));
            schedules.add(new Schedule.Cycle(2.0, 5, 5, 0.5, by));
            schedules.add(new Schedule.Ramp(50, new Schedule.Step(0.9, 3, by)));
        }
        schedules.add(Schedule.CONSTANT);
        schedules.add(new Schedule.Ramp(1, Schedule.CONSTANT));
        schedules.add(new Schedule.Ramp(250, Schedule.CONSTANT));
        return schedules.stream();
    }

    /** What plain gradient descent makes of a gradient of 1 is the rate. */
    @ParameterizedTest
    @MethodSource("schedules")
    void theScalarRateIsWhatDl4jsScheduleSays(Schedule schedule) {
        ISchedule dl4js = Schedules.of(schedule, RATE);
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, true, new Init.Uniform(-1.0, 1.0));
        NetworkSpec spec = new NetworkSpec(
                1, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(RATE), schedule, STEPS_PER_EPOCH);
        try (Engine scalar = new ScalarNetwork(spec)) {
            Engine.Rule rule = scalar.newRule(1).orElseThrow();
            double[] rate = new double[1];
            for (int step = 0; step < 200; step++) {
                rule.step(new double[] {1.0}, rate);
                double expected = dl4js.valueAt(step, step / STEPS_PER_EPOCH);
                assertThat(rate[0]).as("step %d", step).isCloseTo(expected, within(RELATIVE * expected));
            }
        }
    }

    /** The usual polynomial, Caffe's, falls to 0: {@code (1 - i / max)^power}. Its comment in DL4J says a third thing. */
    @Test
    void dl4jsPolyRises() {
        ISchedule poly = new PolySchedule(ScheduleType.ITERATION, 1.0, 2.0, 4);

        assertThat(Stream.of(0, 1, 2, 3, 4, 5).map(i -> poly.valueAt(i, 0)))
                .as("(1 + i / 4)^2, then 0")
                .containsExactly(1.0, 1.5625, 2.25, 3.0625, 0.0, 0.0);
    }
}
