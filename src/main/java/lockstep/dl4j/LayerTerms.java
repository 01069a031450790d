package lockstep.dl4j;

import java.util.List;
import lockstep.model.Clipping;
import lockstep.model.LayerSpec;
import lockstep.model.Penalty;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.FixedSchedule;

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

    /** A user's layer's, set on a layer of ours. A term that stands there twice counts twice, as it does in DL4J. */
    static LayerSpec read(BaseLayer theirs, LayerSpec layer, Refusals refusals) {
        Penalty weights = penalty("regularization", theirs.getRegularization(), refusals);
        Penalty biases = penalty("regularizationBias", theirs.getRegularizationBias(), refusals);
        return layer.withPenalties(weights, layer.bias() ? biases : Penalty.NONE)
                .withClipping(clipping(theirs));
    }

    private static Penalty penalty(String key, @Nullable List<Regularization> given, Refusals refusals) {
        List<Regularization> terms = given == null ? List.of() : given;
        double l1 = 0.0;
        double l2 = 0.0;
        double decay = 0.0;
        for (Regularization term : terms) {
            if (term instanceof L1Regularization t && t.getL1() instanceof FixedSchedule factor) {
                l1 += factor.getValue();
            } else if (term instanceof L2Regularization t && t.getL2() instanceof FixedSchedule factor) {
                l2 += factor.getValue();
            } else if (term instanceof WeightDecay t && t.getCoeff() instanceof FixedSchedule factor && t.isApplyLR()) {
                decay += factor.getValue();
            } else {
                refusals.add(key, term, "l1, l2 or a weight decay by the learning rate, with a constant factor");
            }
        }
        try {
            return new Penalty(l1, l2, decay);
        } catch (IllegalArgumentException e) {
            refusals.add(key, terms, String.valueOf(e.getMessage()));
            return Penalty.NONE;
        }
    }

    private static Clipping clipping(BaseLayer theirs) {
        for (Clipping.Mode mode : Clipping.Mode.values()) {
            if (normalization(mode) == theirs.getGradientNormalization()) {
                return new Clipping(mode, mode.hasThreshold() ? theirs.getGradientNormalizationThreshold() : 1.0);
            }
        }
        return Clipping.NONE; // null, where nobody has chosen
    }

    static GradientNormalization normalization(Clipping.Mode mode) {
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
