package lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lockstep.UserNetworks.Fault;
import lockstep.UserNetworks.OwnNesterovs;
import lockstep.dl4j.Fit;
import lockstep.dl4j.UnsupportedNetworkException;
import lockstep.dl4j.UserNetwork;
import lockstep.model.NetworkSpec;
import lockstep.optim.Momentum;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** Without it a user's own training could be stopped although it is right, or be left alone although it is wrong. */
class LockstepListenerTest {

    /** 70 rows in batches of 16: the last one is smaller. */
    private static final int ROWS = 70;

    private static final int BATCHES = 5;

    static Stream<IUpdater> updaters() {
        return Stream.of(
                new Sgd(0.1),
                new Nesterovs(0.006, 0.9),
                new AdaGrad(0.05),
                new RmsProp(0.01),
                new AdaDelta(),
                new Adam(0.01),
                new AdaMax(0.01),
                new Nadam(0.01),
                new AMSGrad(0.01));
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void aRightNetworkAgreesInItsOwnPrecision(IUpdater updater) {
        for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
            MultiLayerNetwork network = UserNetworks.network(
                    UserNetworks.quickstart(type, all -> all.updater(updater), hidden -> {}, output -> {}));
            LockstepListener listener = new LockstepListener();

            train(network, listener, 3);

            Judgement judgement = listener.judgement();
            assertThat(judgement.agrees()).isTrue();
            assertThat(judgement.judged()).isEqualTo(3 * BATCHES);
            assertThat(judgement.share()).isBetween(1e-9, 0.5); // it has looked at something, and with room to spare
            assertThat(judgement.text()).contains("agrees: at most");
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneThingThatIsWrongStopsTheTraining(Fault fault) {
        for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
            MultiLayerNetwork network = UserNetworks.network(fault.wrong(type));
            LockstepListener listener = LockstepListener.against(fault.right(type));

            assertThatThrownBy(() -> train(network, listener, 3))
                    .isInstanceOf(DisagreementError.class)
                    .hasMessageContaining("disagrees with the network at step ")
                    .hasMessageContaining(", rung free, ")
                    .hasMessageContaining("layer ")
                    .hasMessageFindingMatch(
                            fault.rung().equals("gradient") ? "gradient of (weight|bias)" : "new (weight|bias)");

            assertThat(listener.judgement().verdict()).isEqualTo("disagree");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasMeantAgrees(Fault fault) {
        train(
                UserNetworks.network(fault.right(DataType.FLOAT)),
                LockstepListener.against(fault.right(DataType.FLOAT)),
                2);
    }

    @Test
    void anUpdaterOfTheUsersOwnMayBeRight() {
        DataType type = DataType.FLOAT;
        MultiLayerNetwork ahead = own(type, true);
        MultiLayerNetwork ball = own(type, false);
        NetworkSpec right = UserNetwork.read(UserNetworks.quickstart(type), 1).withOptimizer(new Momentum(0.006, 0.9));

        train(ahead, LockstepListener.against(UserNetworks.quickstart(type)), 3);
        train(ball, LockstepListener.against(right), 3);

        assertThatThrownBy(() -> train(ball, LockstepListener.against(right), 1))
                .isInstanceOf(UnsupportedNetworkException.class)
                .hasMessageContaining("attach the listener to a new network");
        assertThatThrownBy(() ->
                        train(own(type, false), LockstepListener.against(right).every(2), 1))
                .hasMessageContaining("have every iteration judged");
    }

    private static MultiLayerNetwork own(DataType type, boolean looksAhead) {
        return UserNetworks.network(UserNetworks.quickstart(
                type, all -> all.updater(new OwnNesterovs(0.006, 0.9, looksAhead)), hidden -> {}, output -> {}));
    }

    /** What its updater remembers is of the network's own layout, and of its iterations. */
    @ParameterizedTest
    @MethodSource("updaters")
    void aTrainingThatGoesOnIsTakenOver(IUpdater updater) throws IOException {
        for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
            MultiLayerNetwork network = UserNetworks.network(UserNetworks.quickstart(
                    type, all -> all.updater(updater), hidden -> {}, output -> output.l2Bias(0.001)));
            Fit.safely(() -> network.fit(UserNetworks.batches(data(type), 16), 2));
            ByteArrayOutputStream zip = new ByteArrayOutputStream();
            ModelSerializer.writeModel(network, zip, true);
            MultiLayerNetwork restored =
                    ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip.toByteArray()), true);
            LockstepListener each = new LockstepListener();
            LockstepListener some = new LockstepListener().every(3);

            train(restored, each, 2);
            train(network, some, 2);

            assertThat(each.judgement().judged()).isEqualTo(2 * BATCHES);
            assertThat(each.judgement().step()).isBetween(2 * BATCHES, 4 * BATCHES - 1);
            assertThat(some.judgement().judged()).isEqualTo(4); // of ten: the first, and each third after it
        }
    }

    @Test
    void aWarningLetsTheTrainingGoOn() {
        MultiLayerNetwork network = UserNetworks.network(Fault.WRONG_GRADIENT.wrong(DataType.FLOAT));
        LockstepListener listener = LockstepListener.against(Fault.WRONG_GRADIENT.right(DataType.FLOAT))
                .warn();

        train(network, listener, 2);

        assertThat(network.getIterationCount()).isEqualTo(2 * BATCHES);
        assertThat(listener.judgement().verdict()).isEqualTo("disagree");
        assertThat(listener.judgement().step()).isZero();
    }

    @Test
    void oneListenerIsForOneNetwork() {
        LockstepListener listener = new LockstepListener();
        assertThatIllegalStateException()
                .isThrownBy(listener::judgement)
                .withMessageContaining("no iteration was seen");
        train(UserNetworks.network(UserNetworks.quickstart(DataType.FLOAT)), listener, 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> train(UserNetworks.network(UserNetworks.quickstart(DataType.FLOAT)), listener, 1))
                .withMessageContaining("expected one listener for each");
    }

    /** 100,000 iterations keep no more than 10,000 do, on the heap and outside it. */
    @Test
    @Tag("exhaustive")
    void itKeepsNothing() {
        MultiLayerNetwork network = UserNetworks.network(UserNetworks.quickstart(DataType.FLOAT));
        network.setListeners(new LockstepListener());
        DataSet batch = UserNetworks.data(DataType.FLOAT, 16, UserNetworks.INPUTS, UserNetworks.OUTPUTS);
        long[] heap = new long[10];
        long[] outside = new long[10];
        for (int tenth = 0; tenth < heap.length; tenth++) {
            for (int i = 0; i < 10_000; i++) {
                network.fit(batch);
            }
            System.gc();
            heap[tenth] =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            outside[tenth] = Pointer.physicalBytes();
        }
        // What waits to be freed comes and goes by megabytes: the least of each half counts. A number kept of each
        // iteration
        // would be 400,000 bytes; seen were 9,000, and 146 to 152 million of the process, where an array of each would
        // be 70.
        assertThat(least(heap, 5, 10) - least(heap, 0, 5)).isLessThan(200_000);
        assertThat(least(outside, 5, 10) - least(outside, 0, 5)).isLessThan(20_000_000);
    }

    private static long least(long[] numbers, int from, int to) {
        return Arrays.stream(numbers, from, to).min().orElseThrow();
    }

    private static DataSet data(DataType type) {
        return UserNetworks.data(type, ROWS, UserNetworks.INPUTS, UserNetworks.OUTPUTS);
    }

    private static void train(MultiLayerNetwork network, LockstepListener listener, int epochs) {
        network.setListeners(listener);
        DataSet data = data(network.getLayerWiseConfigurations().getDataType());
        Fit.safely(() -> network.fit(UserNetworks.batches(data, 16), epochs));
    }
}
