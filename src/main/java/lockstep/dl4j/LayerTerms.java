package lockstep.dl4j;

import lockstep.model.Clipping;
import lockstep.model.LayerSpec;
import lockstep.model.Penalty;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;

/**
 * A layer's penalties and clipping, set on DL4J's layer itself: a weight decay that is set for all layers at once is applied
 * twice to each.
 */
final class LayerTerms {

    private LayerTerms() {}

    static void set(LayerSpec layer, BaseLayer.Builder<?> builder) {
        Penalty weights = layer.weightPenalty();
        builder.l1(weights.l1()).l2(weights.l2()).weightDecay(weights.weightDecay());
        Penalty biases = layer.biasPenalty();
        builder.l1Bias(biases.l1()).l2Bias(biases.l2()).weightDecayBias(biases.weightDecay());
        Clipping clipping = layer.clipping();
        builder.gradientNormalization(normalization(clipping.mode()))
                .gradientNormalizationThreshold(clipping.threshold());
    }

    private static GradientNormalization normalization(Clipping.Mode mode) {
        return switch (mode) {
            case NONE -> GradientNormalization.None;
            case RENORMALIZE_L2_PER_LAYER -> GradientNormalization.RenormalizeL2PerLayer;
            case RENORMALIZE_L2_PER_PARAM_TYPE -> GradientNormalization.RenormalizeL2PerParamType;
            case CLIP_ELEMENT_WISE_ABSOLUTE_VALUE -> GradientNormalization.ClipElementWiseAbsoluteValue;
            case CLIP_L2_PER_LAYER -> GradientNormalization.ClipL2PerLayer;
            case CLIP_L2_PER_PARAM_TYPE -> GradientNormalization.ClipL2PerParamType;
        };
    }
}
