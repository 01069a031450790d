package lockstep.fault;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Clipping;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;

/** A property that a run needs for a fault to make a difference, or for a program to be able to have the fault. */
public enum Need {

    // Without these a program for the run has no place for the fault.

    SHUFFLING("the examples are not shuffled", Run::shuffle),
    GIVEN_ORDER("the examples are shuffled", run -> !run.shuffle()),
    SCHEDULE("there is no schedule", run -> !run.network().schedule().equals(Schedule.CONSTANT)),
    UNIT("the schedule counts nothing", run -> !(run.network().schedule() instanceof Schedule.Ramp)),
    LEAKY("there is no leaky ReLU", run -> any(run, layer -> layer.activation() == Activation.LEAKY_RELU)),
    SOFTMAX("the outputs have no softmax", run -> output(run).activation() == Activation.SOFTMAX),
    APART("softmax and cross-entropy have one derivative together", run -> !together(run)),
    PROBABILITIES("the loss is no cross-entropy", run -> run.network().loss().ofProbabilities()),
    CLIPPING("there is no clipping", run -> any(run, layer -> layer.clipping().mode() != Clipping.Mode.NONE)),
    PENALTY("there is no penalty", run -> anyPenalty(run, penalty -> !penalty.isNone())),
    DECAY("there is neither l2 nor weight decay", run -> anyPenalty(run, p -> p.l2() > 0.0 || p.weightDecay() > 0.0)),

    PENALTY_IN_LOSS("no penalty is in the loss", run -> anyPenalty(run, p -> p.l1() > 0.0 || p.l2() > 0.0)),
    L2("there is no l2", run -> anyPenalty(run, penalty -> penalty.l2() > 0.0)),
    WEIGHT_DECAY("there is no weight decay", run -> anyPenalty(run, penalty -> penalty.weightDecay() > 0.0)),
    PENALIZED_BIASES(
            "the biases have no penalty",
            run -> any(run, layer -> layer.bias() && !layer.biasPenalty().isNone())),
    NOT_ALL_SIGMOID("every activation is a sigmoid", run -> anyOther(run, Activation.SIGMOID)),
    NOT_ALL_TANH("every activation is tanh", run -> anyOther(run, Activation.TANH)),
    NOT_ALL_RELU("every activation is a ReLU", run -> anyOther(run, Activation.RELU)),
    HIDDEN_NOT_SIGMOID(
            "no hidden activation is other than a sigmoid", run -> anyHidden(run, f -> f != Activation.SIGMOID)),
    HIDDEN_NOT_TANH("no hidden activation is other than tanh", run -> anyHidden(run, f -> f != Activation.TANH)),
    NO_FLAT_SPOT("a flat spot is meant", run -> run.network().heuristics().flatSpot() == 0.0),
    NO_DEAD_ZONE("a dead zone is meant", run -> run.network().heuristics().errorDeadZone() == 0.0),
    HIDDEN_NOT_RELU("no hidden activation is other than a ReLU", run -> anyHidden(run, f -> f != Activation.RELU)),
    // Without these it has one, but the fault makes no difference there.

    BATCHES("a batch has one example", run -> largestBatch(run) > 1),
    SEVERAL_STEPS_PER_EPOCH(
            "one batch has all the examples",
            run -> largestBatch(run) < run.examples().size()),
    SHORT_LAST_BATCH(
            "all batches are of one size",
            run -> largestBatch(run) < run.examples().size() && run.examples().size() % largestBatch(run) != 0),
    MEAN("a batch's gradient is its sum", run -> run.network().reduction() == Reduction.MEAN),
    OUTPUTS("there is one output", run -> run.network().outputs() > 1),
    HIDDEN("there is no hidden layer", run -> run.network().layers().size() > 1),
    SQUARE_LAYER("no layer above the first has as many units as inputs", Need::hasSquareLayer),
    FITTING_OUTPUT("the output layer's weights do not fit into the layer below", run -> outputFits(run.network())),
    BIASES("there are no biases", run -> any(run, LayerSpec::bias)),
    UNPENALIZED_BIASES(
            "the biases have the weights' penalty",
            run -> any(run, layer -> layer.bias() && !layer.biasPenalty().equals(layer.weightPenalty()))),
    OUTPUT_BIAS("the output layer has no bias", run -> output(run).bias()),
    CURVED("every activation has the slope of a straight line", run -> any(run, layer -> isCurved(layer.activation()))),
    SLOPED("every layer has the slope 1", run -> any(run, layer -> layer.activation() != Activation.IDENTITY)),
    DERIVED_OUTPUT(
            "no derivative is taken at the output layer",
            run -> !together(run) && output(run).activation() != Activation.IDENTITY),
    SLOPED_OUTPUT("the output layer has the slope 1", run -> output(run).activation() != Activation.IDENTITY),
    SLOPED_HIDDEN(
            "no hidden layer has a slope other than 1",
            run -> anyHidden(run, activation -> activation != Activation.IDENTITY)),
    OTHER_ACTIVATION(
            "every layer has the output layer's activation",
            run -> hidden(run.network())
                    .anyMatch(activation -> activation != output(run).activation())),
    SLOPED_ABOVE(
            "no layer above the first has a slope other than 1",
            run -> hidden(run.network()).skip(1).anyMatch(activation -> activation != Activation.IDENTITY)
                    || (!together(run) && output(run).activation() != Activation.IDENTITY)),
    CURVED_HIDDEN("every hidden activation has the slope of a straight line", run -> anyHidden(run, Need::isCurved)),
    HIDDEN_BIASES(
            "the hidden layers have no biases",
            run -> run.network().layers().stream()
                    .limit(run.network().layers().size() - 1L)
                    .anyMatch(LayerSpec::bias)),
    SHARED_BIAS("no layer has several biases", run -> any(run, layer -> layer.bias() && layer.units() > 1)),
    TENSORS("there is one tensor", run -> run.network().layers().size() > 1 || any(run, LayerSpec::bias)),
    EXAMPLES("there is one example", run -> run.examples().size() > 1),
    RATE(
            "the learning rate is 1",
            run -> run.learningRate() != 1.0 || !run.network().schedule().equals(Schedule.CONSTANT)),
    MOMENTUM("the momentum is 0", run -> momentum(run.network().optimizer()) != 0.0);

    private static final Set<Need> OF_PLACES = EnumSet.range(SHUFFLING, HIDDEN_NOT_RELU);

    private final String unmet;
    private final Predicate<Run> met;

    Need(String unmet, Predicate<Run> met) {
        this.unmet = unmet;
        this.met = met;
    }

    boolean isMetBy(Run run) {
        return met.test(run);
    }

    /** Whether a program for a run that does not meet the need cannot have the fault at all. */
    boolean isOfPlace() {
        return OF_PLACES.contains(this);
    }

    /** Why a fault that has this need cannot be seen on a run that does not meet it. */
    String unmet() {
        return unmet;
    }

    private static boolean any(Run run, Predicate<LayerSpec> layer) {
        return run.network().layers().stream().anyMatch(layer);
    }

    private static boolean anyPenalty(Run run, Predicate<Penalty> penalty) {
        return any(run, layer -> penalty.test(layer.weightPenalty()) || penalty.test(layer.biasPenalty()));
    }

    private static boolean anyHidden(Run run, Predicate<Activation> activation) {
        return hidden(run.network()).anyMatch(activation);
    }

    /** Whether some derivative is taken that is not this activation's own. */
    private static boolean anyOther(Run run, Activation than) {
        return anyHidden(run, activation -> activation != than)
                || (!together(run) && output(run).activation() != than);
    }

    private static boolean together(Run run) {
        return run.network().loss() == Loss.CROSS_ENTROPY && output(run).activation() == Activation.SOFTMAX;
    }

    private static int largestBatch(Run run) {
        return Math.min(run.batchSize(), run.examples().size());
    }

    private static LayerSpec output(Run run) {
        return run.network().layers().get(run.network().layers().size() - 1);
    }

    private static Stream<Activation> hidden(NetworkSpec network) {
        return network.layers().stream().limit(network.layers().size() - 1L).map(LayerSpec::activation);
    }

    private static boolean hasSquareLayer(Run run) {
        NetworkSpec network = run.network();
        for (int l = 1; l < network.layers().size(); l++) {
            if (network.layers().get(l).units() == network.inputsOf(l)) {
                return true;
            }
        }
        return false;
    }

    public static boolean outputFits(NetworkSpec network) {
        int last = network.layers().size() - 1;
        if (last == 0) {
            return false;
        }
        LayerSpec below = network.layers().get(last - 1);
        return network.inputsOf(last) <= below.rows(network.inputsOf(last - 1)) && network.outputs() <= below.units();
    }

    private static boolean isCurved(Activation activation) {
        return activation != Activation.IDENTITY && activation != Activation.RELU;
    }

    private static double momentum(Optimizer optimizer) {
        if (optimizer instanceof Momentum rule) {
            return rule.momentum();
        }
        if (optimizer instanceof BpnnMomentum rule) {
            return rule.momentum();
        }
        return optimizer instanceof Nesterov rule ? rule.momentum() : 1.0; // other rules' memory is never switched off
    }
}
