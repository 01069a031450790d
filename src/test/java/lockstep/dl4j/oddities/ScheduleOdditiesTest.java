package lockstep.dl4j.oddities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Without it the oddities page would say of DL4J's schedules what somebody once saw. */
class ScheduleOdditiesTest {

    /** Caffe's, and everybody's, is {@code (1 - i / max)^power}: 0.5 of the rate half way. */
    @Test
    void thePolyScheduleRisesAndThenFallsToNothing() {
        PolySchedule poly = new PolySchedule(ScheduleType.ITERATION, 1.0, 1.0, 100);
        assertThat(poly.valueAt(0, 0)).isEqualTo(1.0);
        assertThat(poly.valueAt(50, 0)).isEqualTo(1.5);
        assertThat(poly.valueAt(99, 0)).isEqualTo(1.99);
        assertThat(poly.valueAt(100, 0)).isZero();
    }

    /** Half of what the annealing leaves is rounded down: the step left over has the exponent -1. */
    @Test
    void theCycleScheduleLeapsWhereTheAnnealingLeavesAnOddNumber() {
        CycleSchedule cycle = new CycleSchedule(ScheduleType.ITERATION, 1.0, 3.0, 6, 1, 0.125);
        assertThat(IntStream.rangeClosed(0, 6).mapToDouble(i -> cycle.valueAt(i, 0)))
                .as("up, down, a leap to 1 / 0.125, then the annealing's first and only, and the next cycle's")
                .containsExactly(1.0, 2.0, 3.0, 2.0, 8.0, 1.0, 1.0);
    }

    @Test
    void aNetworkWithARampScheduleCannotBeReadBack() {
        MultiLayerNetwork net = Nets.line(new Sgd(new RampSchedule(new FixedSchedule(0.1), 10)), 1.0);
        String json = net.getLayerWiseConfigurations().toJson();
        assertThatThrownBy(() -> MultiLayerConfiguration.fromJson(json)).isInstanceOf(Exception.class);
    }

    /** Only {@code fit(DataSetIterator)} counts epochs. */
    @Test
    void fitOnArraysNeverEndsAnEpoch() {
        MapSchedule schedule = new MapSchedule.Builder(ScheduleType.EPOCH)
                .add(0, 0.1)
                .add(1, 100.0)
                .build();
        MultiLayerNetwork net = Nets.line(new Sgd(schedule), 1.0);
        for (int pass = 0; pass < 5; pass++) {
            Nets.fit(net, 1.0, 0.0);
        }
        assertThat(net.getEpochCount()).isZero();
        assertThat(Nets.weight(net)).isBetween(0.0, 1.0); // with the second rate it would be thousands
    }
}
