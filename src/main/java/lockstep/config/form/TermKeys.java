package lockstep.config.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import lockstep.model.Clipping;
import lockstep.model.LayerSpec;
import lockstep.yaml.Fields;
import lockstep.yaml.Key;
import lockstep.yaml.Mistakes;
import lockstep.yaml.Yaml;

/**
 * The keys of penalties and clipping: in a layer, and at the top of a config for all the layers without their own.
 *
 * @param <R> the record that the mapping with these keys stands for
 */
final class TermKeys<R> {

    private final PenaltyKeys<R> weights;
    private final PenaltyKeys<R> biases;
    private final Key<R, Optional<Clipping>> clipping;

    TermKeys(Function<R, Written> of) {
        this.weights = new PenaltyKeys<>("", "weights", of.andThen(Written::weights));
        this.biases = new PenaltyKeys<>("_bias", "biases", of.andThen(Written::biases));
        this.clipping = Key.maybe(
                "clipping",
                "how a layer's gradient is clipped before the optimizer sees it",
                new ClippingForm(),
                of.andThen(Written::clipping));
    }

    /** The penalties and clipping that a mapping writes; missing ones come from elsewhere. */
    record Written(PenaltyKeys.Written weights, PenaltyKeys.Written biases, Optional<Clipping> clipping) {

        static final Written NOTHING =
                new Written(PenaltyKeys.Written.NOTHING, PenaltyKeys.Written.NOTHING, Optional.empty());

        /** All those that a layer has. */
        static Written of(LayerSpec layer) {
            return new Written(
                    PenaltyKeys.Written.of(layer.weightPenalty()),
                    PenaltyKeys.Written.of(layer.biasPenalty()),
                    Optional.of(layer.clipping()).filter(clipping -> !clipping.equals(Clipping.NONE)));
        }

        /** The layer with these terms, and with the defaults for the missing ones. */
        LayerSpec applyTo(LayerSpec layer, Written defaults) {
            PenaltyKeys.Written ofBiases = layer.bias() ? biases.or(defaults.biases) : PenaltyKeys.Written.NOTHING;
            return layer.withPenalties(weights.or(defaults.weights).penalty(), ofBiases.penalty())
                    .withClipping(clipping.or(defaults::clipping).orElse(Clipping.NONE));
        }
    }

    List<Key<R, ?>> keys() {
        List<Key<R, ?>> keys = new ArrayList<>();
        Stream.of(weights, biases).forEach(penalty -> keys.addAll(penalty.keys()));
        keys.add(clipping);
        return keys;
    }

    /** The terms in the mapping, as far as they could be read. */
    Written read(Fields.Found found) {
        return new Written(
                weights.read(found), biases.read(found), found.maybe(clipping).flatMap(value -> value));
    }

    /** Whether the terms of one mapping go together; if not, that is reported. */
    boolean fit(Fields.Found found) {
        boolean fit = weights.fit(found);
        return biases.fit(found) && fit;
    }

    /** Whether a layer's terms go together with the defaults, each being in order by itself; if not, that is reported. */
    boolean fit(Yaml layer, Written own, Written defaults, boolean bias, Mistakes reading) {
        boolean fit = fit(weights, layer, own.weights, defaults.weights, reading);
        return (!bias || fit(biases, layer, own.biases, defaults.biases, reading)) && fit;
    }

    private boolean fit(
            PenaltyKeys<R> keys, Yaml layer, PenaltyKeys.Written own, PenaltyKeys.Written defaults, Mistakes reading) {
        if (own.clashes() || defaults.clashes() || !own.or(defaults).clashes()) {
            return true;
        }
        Yaml place = keys.clashingIn(layer).orElse(layer);
        reading.report(place.place(), keys.clash() + "; a 0 here switches off the one at the top of the config");
        return false;
    }

    /** Whether a layer without biases has no penalty of its own on them; if it has, that is reported. */
    boolean fitWithoutBias(Fields.Found found) {
        if (!biases.read(found).isAbove0()) {
            return true;
        }
        found.reading()
                .report(
                        biases.firstIn(found.node()).orElse(found.node()).place(),
                        "found a penalty on biases, expected none: the layer has no biases");
        return false;
    }
}
