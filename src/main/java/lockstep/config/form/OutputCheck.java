package lockstep.config.form;

import java.util.Optional;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Loss;
import lockstep.yaml.Mistakes;
import lockstep.yaml.Yaml;

/**
 * Whether the last layer's activation, the loss and the targets make sense together. A network learns nonsense without
 * complaint; the complaint comes from here.
 */
final class OutputCheck {

    /** How far the targets of an example may be from adding up to 1: a few roundings of floats up to 1. */
    private static final double ROUNDING = 1e-6;

    private final Mistakes reading;

    private OutputCheck(Mistakes reading) {
        this.reading = reading;
    }

    /**
     * Whether all of it fits; if not, that is reported.
     *
     * @param network the text of the network
     * @param lossAt where the loss is in the file
     * @param raced whether there is a race
     */
    static boolean fits(
            Yaml network,
            Optional<Loss> loss,
            Yaml lossAt,
            Optional<Examples> examples,
            boolean raced,
            Mistakes reading) {
        int before = reading.problems().size();
        OutputCheck check = new OutputCheck(reading);
        Optional<Yaml> at = lastActivation(network);
        Optional<Activation> output = at.flatMap(
                node -> Optional.ofNullable(NetworkForm.ACTIVATION.form().read(node, reading.aside())));
        if (output.isPresent() && loss.isPresent()) {
            check.pair(at.orElseThrow(), output.get(), loss.get());
        }
        if (output.equals(Optional.of(Activation.STEP)) && raced) {
            reading.report(
                    at.orElseThrow().place(),
                    "found a race with a network that ends in step, whose derivative is 0 everywhere: it would never learn;"
                            + " expected another activation, such as sigmoid, or no race");
        }
        if (loss.isPresent() && examples.isPresent()) {
            check.targets(loss.get(), examples.get(), lossAt);
        }
        return reading.problems().size() == before;
    }

    private void pair(Yaml at, Activation output, Loss loss) {
        loss.objection(output)
                .ifPresent(objection -> reading.report(
                        at.place(), "found " + output.key() + " under the loss " + loss.key() + ": " + objection));
    }

    private void targets(Loss loss, Examples examples, Yaml lossAt) {
        for (int e = 0; e < examples.size(); e++) {
            double sum = 0.0;
            for (int j = 0; j < examples.outputs(); j++) {
                double target = examples.targetValues()[e * examples.outputs() + j];
                sum += target;
                String expected = expectation(loss, target);
                if (!expected.isEmpty()) {
                    reading.report(
                            lossAt.place(),
                            "found the target " + target + " in example " + (e + 1) + ", expected " + expected
                                    + " with the loss " + loss.key());
                    return; // the others are like it
                }
            }
            if (loss == Loss.CROSS_ENTROPY && !(Math.abs(sum - 1.0) <= ROUNDING)) {
                reading.report(
                        lossAt.place(),
                        "found targets that add up to " + sum + " in example " + (e + 1)
                                + ", expected 1 with the loss cross_entropy: the probabilities of the classes");
                return;
            }
        }
    }

    /** What a target should be; empty if it is that already. */
    private static String expectation(Loss loss, double target) {
        if (loss == Loss.HINGE && Math.abs(target) != 1.0) {
            return "-1 or 1";
        }
        return loss.ofProbabilities() && !(target >= 0.0 && target <= 1.0) ? "a probability, from 0 to 1," : "";
    }

    private static Optional<Yaml> lastActivation(Yaml network) {
        return network.value(NetworkForm.LAYERS.name())
                .filter(Yaml.Sequence.class::isInstance)
                .map(layers -> ((Yaml.Sequence) layers).items())
                .filter(layers -> !layers.isEmpty())
                .flatMap(layers -> layers.get(layers.size() - 1).value(NetworkForm.ACTIVATION.name()));
    }
}
