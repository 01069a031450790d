package lockstep.config.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lockstep.model.Activation;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.yaml.Choice;
import lockstep.yaml.Fields;
import lockstep.yaml.Flag;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.ListOf;
import lockstep.yaml.WholeNumber;

/** {@code network: {layers: [{units: 2, activation: tanh, init: {uniform: [-0.5, 0.5]}}, ...]}}. */
final class NetworkForm {

    /**
     * A layer as a config has it.
     *
     * @param spec without penalties and clipping
     * @param terms its own penalties and clipping, before the config's are added
     */
    record WrittenLayer(LayerSpec spec, TermKeys.Written terms) {

        static WrittenLayer of(LayerSpec layer) {
            return new WrittenLayer(layer, TermKeys.Written.of(layer));
        }

        LayerSpec with(TermKeys.Written defaults) {
            return terms.applyTo(spec, defaults);
        }
    }

    static final Key<WrittenLayer, Integer> UNITS = Key.required(
            "units",
            "the number of units in the layer",
            WholeNumber.countUpTo(100_000),
            layer -> layer.spec().units());
    static final Key<WrittenLayer, Boolean> BIAS = Key.optional(
            "bias",
            "whether each unit has a bias, which learns like the weight of an input that is always 1",
            new Flag(),
            true,
            layer -> layer.spec().bias());
    static final Key<WrittenLayer, Init> INIT = Key.required(
            "init",
            "the starting weights: drawn by a named scheme (biases are then 0) or from a range (biases too), all the same, or"
                    + " given one by one (a row per input, then the bias row; a column per unit)",
            InitForm.FORM,
            layer -> layer.spec().init());
    static final Key<WrittenLayer, Activation> ACTIVATION = Key.required(
            "activation",
            "the function of a unit's weighted sum",
            Choice.of("activation", Activation.values(), Activation::key),
            layer -> layer.spec().activation());

    private static final TermKeys<WrittenLayer> TERMS = new TermKeys<>(WrittenLayer::terms);

    private static final Form<WrittenLayer> LAYER =
            new Fields<>("a layer", keys(), NetworkForm::fits, NetworkForm::create);

    static final Key<List<WrittenLayer>, List<WrittenLayer>> LAYERS = Key.required(
            "layers",
            "from the first hidden layer to the output layer",
            new ListOf<>("layers", LAYER),
            Function.identity());

    static final Form<List<WrittenLayer>> FORM = new Fields<>("a network", List.of(LAYERS), found -> found.get(LAYERS));

    private static List<Key<WrittenLayer, ?>> keys() {
        List<Key<WrittenLayer, ?>> keys = new ArrayList<>(List.of(UNITS, ACTIVATION, BIAS, INIT));
        keys.addAll(TERMS.keys());
        return keys;
    }

    private static boolean fits(Fields.Found found) {
        boolean bias = found.maybe(BIAS).orElse(true);
        boolean fit = bias || TERMS.fitWithoutBias(found);
        return TERMS.fit(found) && fit && notAlone(found);
    }

    private static boolean notAlone(Fields.Found found) {
        boolean alone = found.maybe(UNITS).equals(Optional.of(1))
                && found.maybe(ACTIVATION).equals(Optional.of(Activation.SOFTMAX));
        if (alone) {
            found.report(
                    ACTIVATION,
                    "found softmax of a single unit, whose answer is always 1, expected 2 units or more, or sigmoid");
        }
        return !alone;
    }

    private static WrittenLayer create(Fields.Found found) {
        LayerSpec spec = new LayerSpec(found.get(UNITS), found.get(ACTIVATION), found.get(BIAS), found.get(INIT));
        return new WrittenLayer(spec, TERMS.read(found));
    }

    private NetworkForm() {}
}
