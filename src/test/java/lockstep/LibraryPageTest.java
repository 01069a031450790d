package lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.UserNetworks.Fault;
import lockstep.dl4j.UserNetwork;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Without it docs/library.md could show what the library said once, and no longer says. */
class LibraryPageTest {

    private static final Path PAGE = Path.of("docs/library.md");

    @Test
    void whatADisagreementLooksLike() throws IOException {
        Fault fault = Fault.UPDATER_WITH_A_BUG;
        Throwable thrown = catchThrowable(() -> Lockstep.assertAgrees(
                UserNetworks.network(fault.wrong(DataType.DOUBLE)),
                fault.right(DataType.DOUBLE),
                UserNetworks.batches(
                        UserNetworks.data(DataType.DOUBLE, 48, UserNetworks.INPUTS, UserNetworks.OUTPUTS), 16)));

        // From the values on, ND4J's random numbers are in it.
        shows(
                "disagreement",
                thrown.getMessage().replaceFirst(" The network shows it.*", " The network shows it at ..."));
    }

    @Test
    void whatIsRefused() throws IOException {
        MultiLayerConfiguration conf = new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.001))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .name("conv")
                        .nIn(1)
                        .nOut(8)
                        .build())
                .layer(new SubsamplingLayer.Builder()
                        .name("pool")
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new BatchNormalization.Builder().name("norm").nOut(8).build())
                .layer(new GlobalPoolingLayer.Builder().name("global").build())
                .layer(new EmbeddingLayer.Builder()
                        .name("words")
                        .nIn(100)
                        .nOut(8)
                        .build())
                .layer(new LSTM.Builder().name("memory").nIn(8).nOut(8).build())
                .layer(new SimpleRnn.Builder().name("rnn").nIn(8).nOut(8).build())
                .layer(new FrozenLayer(new DenseLayer.Builder().nIn(8).nOut(8).build()))
                .layer(new DropoutLayer.Builder(0.5).name("drop").build())
                .layer(new DenseLayer.Builder()
                        .name("noisy")
                        .nIn(8)
                        .nOut(8)
                        .activation(Activation.RELU)
                        .weightNoise(new DropConnect(0.9))
                        .dropOut(0.8)
                        .hasLayerNorm(true)
                        .build())
                .layer(new DenseLayer.Builder()
                        .name("bounded")
                        .nIn(8)
                        .nOut(8)
                        .activation(Activation.RATIONALTANH)
                        .constrainWeights(new NonNegativeConstraint())
                        .updater(new NoOp())
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.POISSON)
                        .name("out")
                        .nIn(8)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .biasUpdater(new Adam(0.1))
                        .build())
                .build();

        shows("refused", catchThrowable(() -> UserNetwork.read(conf, 1)).getMessage());
    }

    private static void shows(String name, String text) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        int from = page.indexOf(begin) + begin.length();
        String block = "```text\n" + text + "\n```\n";
        if (Boolean.getBoolean("lockstep.refresh")) {
            page = page.substring(0, from) + block + page.substring(page.indexOf(end));
            Files.writeString(PAGE, page);
        }
        assertThat(page.substring(from, page.indexOf(end))).isEqualTo(block);
    }
}
