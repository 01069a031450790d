package lockstep.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lockstep.model.Activation;
import lockstep.model.Batches;
import lockstep.model.Clipping;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Reduction;
import lockstep.model.Schedule;
import lockstep.model.Schedule.By;
import lockstep.optim.Momentum;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;

/** Without it the messages could differ from what {@code docs/bring-your-own.md} promises to every program. */
class RequestsTest {

    private static final NetworkSpec NETWORK = new NetworkSpec(
            2,
            List.of(
                    new LayerSpec(3, Activation.TANH, true, new Init.Uniform(-1, 1)),
                    new LayerSpec(1, Activation.SIGMOID, false, new Init.Uniform(-1, 1))),
            Loss.MEAN_SQUARED_ERROR,
            Reduction.SUM,
            new Momentum(0.1, 0.9));

    private static final double[] WEIGHTS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 0.1, 1e-300, -0.0};

    @Test
    void init() {
        assertThat(text(new Requests(NETWORK).init(WEIGHTS)))
                .isEqualTo("{\"op\":\"init\",\"inputs\":2,"
                        + "\"layers\":[{\"units\":3,\"activation\":\"tanh\",\"bias\":true},"
                        + "{\"units\":1,\"activation\":\"sigmoid\",\"bias\":false}],"
                        + "\"loss\":\"mean_squared_error\",\"gradient\":\"sum\","
                        + "\"optimizer\":{\"kind\":\"momentum\",\"learning_rate\":0.1,\"momentum\":0.9},"
                        + "\"weights\":[[[1.0,2.0,3.0],[4.0,5.0,6.0],[7.0,8.0,9.0]],[[0.1],[1.0E-300],[-0.0]]]}\n");
    }

    @Test
    void whatANetworkHasBesides() {
        LayerSpec layer = new LayerSpec(1, Activation.TANH, true, new Init.Uniform(-1, 1))
                .withPenalties(new Penalty(0.1, 0.2, 0.0), new Penalty(0.0, 0.0, 0.3))
                .withClipping(new Clipping(Clipping.Mode.CLIP_L2_PER_LAYER, 2.0));
        NetworkSpec network = new NetworkSpec(1, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(0.1));
        String before = "{\"op\":\"init\",\"inputs\":1,\"layers\":[{\"units\":1,\"activation\":\"tanh\",\"bias\":true,"
                + "\"l1\":0.1,\"l2\":0.2,\"weight_decay_bias\":0.3,"
                + "\"clipping\":{\"kind\":\"clip_l2_per_layer\",\"threshold\":2.0}}],"
                + "\"loss\":\"half_squared_error\",\"gradient\":\"mean\","
                + "\"optimizer\":{\"kind\":\"sgd\",\"learning_rate\":0.1}";
        String after = ",\"weights\":[[[1.0],[2.0]]]}\n";
        assertThat(text(new Requests(network).init(new double[] {1, 2}))).isEqualTo(before + after);

        Map<Schedule, String> schedules = Map.of(
                new Schedule.Step(0.5, 10, By.EPOCH),
                        "\"kind\":\"step\",\"decay_rate\":0.5,\"every\":10,\"by\":\"epoch\"",
                new Schedule.Exponential(0.9, By.STEP), "\"kind\":\"exponential\",\"gamma\":0.9,\"by\":\"step\"",
                new Schedule.Inverse(0.1, 2, By.STEP),
                        "\"kind\":\"inverse\",\"gamma\":0.1,\"power\":2.0,\"by\":\"step\"",
                new Schedule.Poly(2, 9, By.STEP), "\"kind\":\"poly\",\"power\":2.0,\"length\":9,\"by\":\"step\"",
                new Schedule.Sigmoid(-1, 5, By.STEP),
                        "\"kind\":\"sigmoid\",\"gamma\":-1.0,\"midpoint\":5,\"by\":\"step\"",
                new Schedule.Table(new TreeMap<>(Map.of(100, 0.1)), By.EPOCH),
                        "\"kind\":\"map\",\"factors\":{\"0\":1.0,\"100\":0.1},\"by\":\"epoch\"",
                new Schedule.Cycle(10, 50, 5, 0.1, By.STEP),
                        "\"kind\":\"cycle\",\"peak_factor\":10.0,\"length\":50,\"annealing_length\":5,"
                                + "\"annealing_decay\":0.1,\"by\":\"step\"",
                new Schedule.Ramp(7, Schedule.CONSTANT), "\"kind\":\"ramp\",\"steps\":7",
                new Schedule.Ramp(7, new Schedule.Exponential(0.9, By.EPOCH)),
                        "\"kind\":\"ramp\",\"steps\":7,"
                                + "\"base\":{\"kind\":\"exponential\",\"gamma\":0.9,\"by\":\"epoch\"}");
        schedules.forEach((schedule, words) -> assertThat(
                        text(new Requests(network.withSchedule(schedule, 3)).init(new double[] {1, 2})))
                .isEqualTo(before + ",\"schedule\":{" + words + "},\"steps_per_epoch\":3" + after));
        assertThat(schedules.keySet().stream().map(Object::getClass).distinct())
                .hasSize(Schedule.class.getPermittedSubclasses().length - 1); // all but the constant one
    }

    @Test
    void weights() {
        Requests requests = new Requests(NETWORK);
        requests.init(WEIGHTS);
        assertThat(text(requests.weights(WEIGHTS)))
                .isEqualTo("{\"op\":\"weights\","
                        + "\"weights\":[[[1.0,2.0,3.0],[4.0,5.0,6.0],[7.0,8.0,9.0]],[[0.1],[1.0E-300],[-0.0]]]}\n");
    }

    @Test
    void steps() {
        Examples examples = Examples.of(new double[][] {{0, 1}, {2, 3}, {4, 5}}, new double[][] {{-1}, {-2}, {-3}});
        Batches batches = new Batches(examples, 2, null);
        Requests requests = new Requests(NETWORK);
        assertThat(text(requests.step(batches.next())))
                .isEqualTo("{\"op\":\"step\",\"inputs\":[[0.0,1.0],[2.0,3.0]],\"targets\":[[-1.0],[-2.0]]}\n");
        assertThat(text(requests.step(batches.next())))
                .isEqualTo("{\"op\":\"step\",\"inputs\":[[4.0,5.0]],\"targets\":[[-3.0]]}\n");
    }

    private static String text(byte[] request) {
        return new String(request, StandardCharsets.UTF_8);
    }
}
