import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lockstep.DisagreementError;
import lockstep.Lockstep;
import lockstep.LockstepListener;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J's quickstart, 784-100-10 with relu, softmax, Nesterov's momentum and l2, on 2,000 random rows. */
class QuickstartTest {

    @ParameterizedTest
    @EnumSource(names = {"DOUBLE", "FLOAT"})
    void theQuickstartAgrees(DataType type) {
        DataSetIterator data = data(type);
        MultiLayerNetwork net = network(type, 0.0);

        Lockstep.assertAgrees(net, data);
        LockstepListener listener = new LockstepListener();
        net.setListeners(listener);
        net.fit(data);

        assertEquals("agree", listener.judgement().verdict());
        assertEquals(63, listener.judgement().judged());
    }

    @ParameterizedTest
    @EnumSource(names = {"DOUBLE", "FLOAT"})
    void aPenaltyOnTheBiasesDoesNot(DataType type) {
        MultiLayerConfiguration right = network(type, 0.0).getLayerWiseConfigurations();
        MultiLayerNetwork net = network(type, 0.1);
        net.setListeners(LockstepListener.against(right));

        assertThrows(DisagreementError.class, () -> Lockstep.assertAgrees(net, right, data(type)));
        Throwable thrown = assertThrows(DisagreementError.class, () -> net.fit(data(type)));
        assertTrue(thrown.getMessage().contains("new bias["), thrown.getMessage());
    }

    private static MultiLayerNetwork network(DataType type, double l2OfBiases) {
        MultiLayerNetwork net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(123)
                .dataType(type)
                .updater(new Nesterovs(0.006, 0.9))
                .l2(1e-4)
                .l2Bias(l2OfBiases)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(784)
                        .nOut(100)
                        .activation(Activation.RELU)
                        .weightInit(WeightInit.XAVIER)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                        .nIn(100)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .weightInit(WeightInit.XAVIER)
                        .build())
                .build());
        net.init();
        return net;
    }

    private static DataSetIterator data(DataType type) {
        INDArray classes = Nd4j.zeros(type, 2000, 10);
        for (int row = 0; row < 2000; row++) {
            classes.putScalar(row, row * 7 % 10, 1.0);
        }
        Nd4j.getRandom().setSeed(5);
        return new ListDataSetIterator<>(new DataSet(Nd4j.rand(type, 2000, 784), classes).asList(), 32);
    }
}
