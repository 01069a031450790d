package lockstep.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Batches;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Momentum;
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
