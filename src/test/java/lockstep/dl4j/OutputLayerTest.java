package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Sgd;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.util.OutputLayerUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a config could be refused that DL4J takes, or a user be told that DL4J refuses what it takes. */
class OutputLayerTest {

    /** The one of ours that is missing from DL4J's list of activations whose answers are not probabilities. */
    private static final Activation FORGOTTEN = Activation.GELU;

    static Stream<Arguments> everyPair() {
        List<Arguments> pairs = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            for (Loss loss : Loss.values()) {
                pairs.add(Arguments.of(activation, loss));
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void objectionsAreDl4jsOwn(Activation activation, Loss loss) {
        boolean oursAlone = (loss.ofProbabilities() && activation == FORGOTTEN)
                || (loss == Loss.CROSS_ENTROPY && activation == Activation.STEP); // DL4J has no step to refuse
        boolean objected = loss.objection(activation).isPresent();
        assertThat(refusedByDl4j(activation, loss, 2)).isEqualTo(objected && !oursAlone);
        if (oursAlone) {
            assertThat(objected).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void softmaxOfOneUnitIsTheOnlyOneRefusedForItsSize(Activation activation, Loss loss) {
        boolean forItsSize = refusedByDl4j(activation, loss, 1) && !refusedByDl4j(activation, loss, 2);
        assertThat(forItsSize)
                .isEqualTo(activation == Activation.SOFTMAX
                        && !loss.objection(activation).isPresent());
    }

    private static boolean refusedByDl4j(Activation activation, Loss loss, int outputs) {
        LayerSpec layer = new LayerSpec(outputs, activation, true, new Init.Uniform(-1.0, 1.0));
        NetworkSpec spec = new NetworkSpec(2, List.of(layer), loss, Reduction.MEAN, new Sgd(0.1));
        OutputLayer output = (OutputLayer) Configurations.of(spec).getConf(0).getLayer();
        try {
            OutputLayerUtil.validateOutputLayer("out", output);
            return false;
        } catch (DL4JInvalidConfigException refusal) {
            return true;
        }
    }
}
