package lockstep.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lockstep.model.Activation;
import lockstep.model.Init;
import lockstep.model.LayerSpec;

/** {@code network: {layers: [{units: 2, activation: tanh, init: {uniform: [-0.5, 0.5]}}, ...]}}. */
final class NetworkForm {

    static final Key<LayerSpec, Integer> UNITS =
            Key.required("units", "how many units the layer has", WholeNumber.countUpTo(100_000), LayerSpec::units);
    static final Key<LayerSpec, Boolean> BIAS = Key.optional(
            "bias",
            "whether each unit has a bias, which learns like a weight of an input that is always 1",
            new Flag(),
            true,
            LayerSpec::bias);
    static final Key<LayerSpec, Init> INIT = Key.required(
            "init",
            "where the weights start: drawn as a named scheme says (biases are then 0) or from a range (biases too), all the"
                    + " same, or given one by one (a row per input, then the bias row; a column per unit)",
            InitForm.FORM,
            LayerSpec::init);
    static final Key<LayerSpec, Activation> ACTIVATION = Key.required(
            "activation",
            "the function of a unit's weighted sum",
            Choice.of("activation", Activation.values(), Activation::key),
            LayerSpec::activation);

    private static final Form<LayerSpec> LAYER = new Fields<>(
            "a layer",
            List.of(UNITS, ACTIVATION, BIAS, INIT),
            NetworkForm::fits,
            found -> new LayerSpec(found.get(UNITS), found.get(ACTIVATION), found.get(BIAS), found.get(INIT)));

    static final Key<List<LayerSpec>, List<LayerSpec>> LAYERS = Key.required(
            "layers",
            "from the first hidden layer to the output layer",
            new ListOf<>("layers", LAYER),
            Function.identity());

    static final Form<List<LayerSpec>> FORM = new Fields<>("a network", List.of(LAYERS), found -> found.get(LAYERS));

    private NetworkForm() {}

    private static boolean fits(Fields.Found found) {
        boolean alone = found.maybe(UNITS).equals(Optional.of(1))
                && found.maybe(ACTIVATION).equals(Optional.of(Activation.SOFTMAX));
        if (alone) {
            found.report(
                    ACTIVATION,
                    "found softmax of a single unit, whose answer is always 1, expected 2 units or more, or sigmoid");
        }
        return !alone;
    }
}
