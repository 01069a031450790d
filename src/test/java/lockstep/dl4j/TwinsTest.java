package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lockstep.model.Activation;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Adabelief;
import lockstep.optim.Adadelta;
import lockstep.optim.Adagrad;
import lockstep.optim.Adam;
import lockstep.optim.Adamax;
import lockstep.optim.Amsgrad;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Nadam;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import lockstep.optim.Rmsprop;
import lockstep.optim.Sgd;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/** Without it, an optimizer could be verified against the wrong updater, or against our own under DL4J's name. */
class TwinsTest {

    @Test
    void aVerdictNamesDl4jsUpdaterOrSaysThatItIsOurs() {
        assertThat(Twins.nameOf(new Sgd(0.1))).isEqualTo("Sgd");
        assertThat(Twins.nameOf(new BpnnMomentum(0.1))).isEqualTo("ours");
        assertThat(Twins.nameOf(new Momentum(0.1))).isEqualTo("ours");
        assertThat(Twins.nameOf(new Nesterov(0.1))).isEqualTo("Nesterovs");
        assertThat(Twins.nameOf(new Adagrad(0.1))).isEqualTo("AdaGrad");
        assertThat(Twins.nameOf(new Rmsprop(0.1))).isEqualTo("RmsProp");
        assertThat(Twins.nameOf(new Adadelta())).isEqualTo("AdaDelta");
        assertThat(Twins.nameOf(new Adam(0.1))).isEqualTo("Adam");
        assertThat(Twins.nameOf(new Adamax(0.1))).isEqualTo("AdaMax");
        assertThat(Twins.nameOf(new Nadam(0.1))).isEqualTo("Nadam");
        assertThat(Twins.nameOf(new Amsgrad(0.1))).isEqualTo("AMSGrad");
        assertThat(Twins.nameOf(new Adabelief(0.1))).isEqualTo("WrappedAdaBelief");
    }

    /** The wrapper is our class, but what computes in it is DL4J's. */
    @Test
    void onlyDl4jsUpdatersGoUnderTheirNames() {
        assertThat(OptimizerKind.ALL).allSatisfy(kind -> {
            Optimizer optimizer = kind.createDefault(0.1);
            IUpdater updater = Twins.updater(optimizer);
            INDArray state = Nd4j.create(DataType.DOUBLE, Math.max(1, updater.stateSize(1)));
            GradientUpdater<?> atWork = updater.instantiate(updater.stateSize(1) == 0 ? null : state, true);
            boolean dl4js = atWork.getClass().getName().startsWith("org.nd4j.");
            assertThat(Twins.nameOf(optimizer).equals("ours")).as(kind.key()).isEqualTo(!dl4js);
        });
    }

    /** DL4J saves a network as JSON and copies updaters for each layer; an updater that changes on the way trains otherwise. */
    @ParameterizedTest
    @EnumSource
    void updatersSurviveCloningAndJson(OptimizerKind kind) {
        Optimizer optimizer = kind.createDefault(0.0321);
        IUpdater updater = Twins.updater(optimizer);
        assertThat(updater.clone()).isEqualTo(updater).isNotSameAs(updater).hasSameHashCodeAs(updater);
        assertThat(updater).isNotEqualTo(Twins.updater(another(kind)));

        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, true, new Init.Uniform(-1.0, 1.0));
        MultiLayerConfiguration configuration = Configurations.of(
                new NetworkSpec(1, List.of(layer), Loss.MEAN_SQUARED_ERROR, Reduction.MEAN, optimizer));
        assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
    }

    /** Of the same kind, with another last hyper-parameter. */
    private static Optimizer another(OptimizerKind kind) {
        Map<String, Double> values = OptimizerKind.valuesOf(kind.createDefault(0.0321));
        String last = kind.parameters().get(kind.parameters().size() - 1).name();
        values.computeIfPresent(last, (name, value) -> value / 2.0);
        return kind.create(values);
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
            OptimizerKind.ALL.forEach(kind -> System.out.println(
                    "known: " + kind.key() + " " + kind.parameters() + " " + Twins.nameOf(kind.createDefault(0.1))));
        }
    }
}
