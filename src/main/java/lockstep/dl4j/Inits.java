package lockstep.dl4j;

import java.util.Map;
import java.util.Optional;
import lockstep.model.Init;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitLecunUniform;
import org.deeplearning4j.nn.weights.WeightInitNormal;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.nn.weights.WeightInitReluUniform;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.deeplearning4j.nn.weights.WeightInitXavierUniform;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * Where a user's layer starts, in our words: the distribution, not the numbers, which ND4J draws otherwise than Python. DL4J keeps
 * the numbers of a distribution to itself, and tells them in its JSON.
 */
final class Inits {

    private static final Map<Class<?>, Init> SCHEMES = Map.of(
            WeightInitXavier.class, Init.Scheme.XAVIER,
            WeightInitXavierUniform.class, Init.Scheme.XAVIER_UNIFORM,
            WeightInitRelu.class, Init.Scheme.HE,
            WeightInitReluUniform.class, Init.Scheme.HE_UNIFORM,
            WeightInitNormal.class, Init.Scheme.LECUN_NORMAL,
            WeightInitLecunUniform.class, Init.Scheme.LECUN_UNIFORM);

    private Inits() {}

    /** Empty where a config has no word for it: among others where the biases are not to start at 0. */
    static Optional<Init> read(FeedForwardLayer layer, boolean bias) {
        if (bias && layer.getBiasInit() != 0.0) {
            return Optional.empty();
        }
        IWeightInit theirs = layer.getWeightInitFn();
        if (theirs instanceof WeightInitConstant) {
            return Optional.of(new Init.Constant(json(theirs).path("value").asDouble()));
        }
        if (theirs instanceof WeightInitDistribution) {
            return distribution(json(theirs).path("distribution"), bias);
        }
        return Optional.ofNullable(SCHEMES.get(theirs.getClass()));
    }

    private static Optional<Init> distribution(JsonNode theirs, boolean bias) {
        String type = theirs.path("type").asText();
        if (type.endsWith(".NormalDistribution") && theirs.path("mean").asDouble() == 0.0) {
            return Optional.of(new Init.Normal(theirs.path("std").asDouble()));
        }
        if (type.endsWith(".ConstantDistribution")) {
            return Optional.of(new Init.Constant(theirs.path("value").asDouble()));
        }
        return type.endsWith(".UniformDistribution") && !bias // a config's uniform is of the biases too
                ? Optional.of(new Init.Uniform(
                        theirs.path("lower").asDouble(), theirs.path("upper").asDouble()))
                : Optional.empty();
    }

    /** What a message calls it. */
    static String found(FeedForwardLayer layer) {
        return json(layer.getWeightInitFn()) + " and biases of " + layer.getBiasInit();
    }

    private static JsonNode json(IWeightInit theirs) {
        return NeuralNetConfiguration.mapper().valueToTree(theirs);
    }
}
