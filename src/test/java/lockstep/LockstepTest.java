package lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import lockstep.UserNetworks.Fault;
import lockstep.dl4j.Fit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Without it the library could say another thing than the command line, or do more than was asked for. */
class LockstepTest {

    private static final String XOR = """
            name: library
            data: {source: xor}
            network: {layers: [{units: 2, activation: tanh, init: xavier}, {units: 1, activation: tanh, init: xavier}]}
            loss: half_squared_error
            optimizers: {slow: {sgd: {learning_rate: 0.001}}, fast: {adam: {learning_rate: 0.05}}}
            verify: {steps: 50}
            race: {seeds: 8, epochs: 300, target: {loss: 0.01}}
            """;

    @Test
    void aRightNetworkAgreesAndIsLeftAsItWas() {
        for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
            MultiLayerNetwork network = UserNetworks.network(UserNetworks.quickstart(type));
            INDArray before = network.params().dup();

            Lockstep.assertAgrees(network, batches(type));
            Lockstep.assertAgrees(network, data(type));
            Judgement judgement = Lockstep.verify(network, batches(type));

            assertThat(judgement.verdict()).isEqualTo("agree");
            assertThat(judgement.optimizer()).isEqualTo("nesterov");
            assertThat(judgement.judged()).isEqualTo(Lockstep.STEPS);
            assertThat(network.params()).isEqualTo(before);
            assertThat(network.getIterationCount()).isZero();
        }
    }

    /** From a training that is on its way, on all rungs. */
    @Test
    void whatItsUpdaterRemembersIsTakenOver() {
        MultiLayerNetwork network = UserNetworks.network(UserNetworks.quickstart(DataType.DOUBLE));
        Fit.safely(() -> network.fit(batches(DataType.DOUBLE), 3));

        Lockstep.assertAgrees(network, batches(DataType.DOUBLE));
    }

    @ParameterizedTest
    @EnumSource
    void oneThingThatIsWrongIsNamed(Fault fault) {
        for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
            MultiLayerNetwork network = UserNetworks.network(fault.wrong(type));

            assertThatThrownBy(() -> Lockstep.assertAgrees(network, fault.right(type), batches(type)))
                    .isInstanceOf(DisagreementError.class)
                    .hasMessageContaining("disagrees with the network at ")
                    .hasMessageContaining("rung " + fault.rung())
                    .hasMessageContaining("layer ")
                    .hasMessageFindingMatch("(gradient of|new) (weight|bias)\\[")
                    .satisfies(error -> assertThat(
                                    ((DisagreementError) error).judgement().rung())
                            .isEqualTo(fault.rung()));
        }
    }

    /** DL4J's quickstart in its own size. */
    @Tag("exhaustive")
    @Test
    void theQuickstartInItsOwnSize() {
        for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
            DataSetIterator batches = UserNetworks.batches(UserNetworks.data(type, 2_000, 784, 10), 32);
            MultiLayerNetwork network = UserNetworks.network(
                    UserNetworks.quickstart(type, 784, 100, 10, all -> {}, hidden -> {}, output -> {}));

            Lockstep.assertAgrees(network, batches);
            LockstepListener listener = new LockstepListener();
            network.setListeners(listener);
            network.fit(batches);

            assertThat(listener.judgement().verdict()).isEqualTo("agree");
            assertThat(listener.judgement().judged()).isEqualTo(63);
        }
    }

    @Test
    void aConfigIsVerifiedAndRacedWithoutAWord() {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            List<Judgement> judgements = Lockstep.verify(XOR);
            List<Standing> standings = Lockstep.race(XOR);

            assertThat(judgements).extracting(Judgement::optimizer).containsExactly("slow", "fast");
            assertThat(judgements).allMatch(Judgement::agrees);
            assertThat(judgements.get(0).text()).startsWith("slow agrees: at most ");
            assertThat(standings).extracting(Standing::optimizer).containsExactly("fast", "slow");
            assertThat(standings.get(0).converged()).isPositive();
            assertThat(standings.get(1).expectedEpochs()).isInfinite();
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(Path.of("results/library")).doesNotExist();
    }

    @Test
    void mistakesOfAConfigComeAllAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lockstep.verify(XOR.replace("xavier", "xavir").replace("steps: 50", "steps: 0")))
                .withMessageContaining("config.yaml:3:")
                .withMessageContaining("config.yaml:6:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lockstep.race(XOR.substring(0, XOR.indexOf("race"))))
                .withMessageContaining("has no race; expected one, such as");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lockstep.verify(Path.of("no-such.yaml")))
                .withMessageContaining("no-such.yaml");
    }

    @Test
    void dataThatFitsNowhereIsRefused() throws IOException {
        MultiLayerNetwork network = UserNetworks.network(UserNetworks.quickstart(DataType.DOUBLE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lockstep.assertAgrees(network, new DataSet(Nd4j.zeros(2, 3, 4), Nd4j.zeros(2, 4))))
                .withMessageContaining("expected matrices");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lockstep.assertAgrees(network, UserNetworks.data(DataType.DOUBLE, 4, 3, 4)))
                .withMessageContaining("the examples have 3 inputs and 4 targets");
    }

    private static DataSet data(DataType type) {
        return UserNetworks.data(type, 48, UserNetworks.INPUTS, UserNetworks.OUTPUTS);
    }

    private static DataSetIterator batches(DataType type) {
        return UserNetworks.batches(data(type), 16);
    }
}
