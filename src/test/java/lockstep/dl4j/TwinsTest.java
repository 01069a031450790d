package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Adam;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import lockstep.optim.Sgd;
import lockstep.optim.Step;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.IUpdater;

/** Without it, an optimizer could be verified against the wrong updater, or against our own under DL4J's name. */
class TwinsTest {

    static Stream<OptimizerKind> kinds() {
        return Twins.kinds().stream();
    }

    @Test
    void aVerdictNamesDl4jsUpdaterOrSaysThatItIsOurs() {
        assertThat(Twins.nameOf(new Sgd(0.1))).isEqualTo("Sgd");
        assertThat(Twins.nameOf(new BpnnMomentum(0.1))).isEqualTo("ours");
        assertThat(Twins.nameOf(new Momentum(0.1))).isEqualTo("ours");
        assertThat(Twins.nameOf(new Nesterov(0.1))).isEqualTo("Nesterovs");
        assertThat(Twins.nameOf(new Adam(0.1))).isEqualTo("Adam");
    }

    @Test
    void onlyDl4jsUpdatersGoUnderTheirNames() {
        assertThat(Twins.kinds()).allSatisfy(kind -> {
            Optimizer optimizer = kind.createDefault(0.1);
            boolean dl4js = Twins.updater(optimizer).getClass().getName().startsWith("org.nd4j.");
            assertThat(Twins.nameOf(optimizer).equals("ours")).as(kind.name()).isEqualTo(!dl4js);
        });
    }

    @Test
    void namesAreUnique() {
        assertThat(Twins.kinds()).extracting(OptimizerKind::name).doesNotHaveDuplicates();
    }

    @Test
    void anOptimizerWithoutATwinIsRefusedWithTheKnownOnes() {
        record Unregistered(double learningRate) implements Optimizer {
            @Override
            public int stateSize() {
                return 0;
            }

            @Override
            public void update(double[] gradient, double scale, double[] w, double[][] state, Step step) {}
        }
        assertThatThrownBy(() -> Twins.updater(new Unregistered(0.1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unregistered")
                .hasMessageContaining("sgd, bpnn_momentum, momentum");
    }

    /** DL4J saves a network as JSON and copies updaters for each layer; an updater that changes on the way trains otherwise. */
    @ParameterizedTest
    @MethodSource("kinds")
    void updatersSurviveCloningAndJson(OptimizerKind kind) {
        Optimizer optimizer = kind.createDefault(0.0321);
        IUpdater updater = Twins.updater(optimizer);
        assertThat(updater.clone()).isEqualTo(updater).isNotSameAs(updater).hasSameHashCodeAs(updater);
        assertThat(updater).isNotEqualTo(Twins.updater(kind.createDefault(0.0322)));

        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, true, new Init.Uniform(-1.0, 1.0));
        MultiLayerConfiguration configuration = Dl4jNetwork.configuration(
                new NetworkSpec(1, List.of(layer), Loss.MEAN_SQUARED_ERROR, Reduction.MEAN, optimizer));
        assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
    }

    /** A mistake in a config must not take as long to report as ND4J takes to start. */
    @Test
    void listingTheKindsDoesNotStartNd4j() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-Xlog:class+load", "-cp", System.getProperty("java.class.path"), Listing.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("known: sgd", Twins.class.getName())
                .doesNotContain("org.nd4j.linalg.factory.Nd4j", "org.bytedeco", "org.slf4j");
    }

    /** What the test above starts. */
    static final class Listing {

        private Listing() {}

        public static void main(String[] arguments) {
            Twins.kinds()
                    .forEach(kind -> System.out.println("known: " + kind.name() + " " + kind.parameters() + " "
                            + Twins.nameOf(kind.createDefault(0.1))));
        }
    }
}
