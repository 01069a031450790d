package lockstep.config.form;

import java.util.HashMap;
import java.util.Map;

/** What other libraries call the things of a config. */
public final class OtherNames {

    /** Ours by theirs, in small letters and digits alone: those of PyTorch, Keras and scikit-learn. */
    public static final Map<String, String> OF_LIBRARIES = byTheirs(
            "learning_rate: lr, eta, stepsize, learningrateinit",
            "momentum: sgdmomentum, heavyball",
            "nesterov: nag, nesterovmomentum",
            "decay: rho, alpha",
            "epsilon: eps",
            "beta1: betas, beta",
            "mean_squared_error: mse, mseloss, meansquarederrorloss",
            "mean_absolute_error: mae, l1loss, meanabsoluteerrorloss",
            "squared_error: sse",
            "binary_cross_entropy: bce, bceloss, bcewithlogits, bcewithlogitsloss, binarycrossentropy, logloss",
            "cross_entropy: ce, crossentropyloss, categoricalcrossentropy, sparsecategoricalcrossentropy, nll, nllloss",
            "hinge: hingeloss, hingeembeddingloss",
            "identity: linear, none",
            "sigmoid: logistic",
            "swish: silu",
            "units: neurons, nodes, size, width, outfeatures",
            "activation: nonlinearity, act",
            "bias: usebias",
            "init: initializer, kernelinitializer, weightinit",
            "xavier: xaviernormal, glorotnormal, glorot",
            "xavier_uniform: glorotuniform",
            "he: henormal, kaimingnormal, kaiming",
            "he_uniform: kaiminguniform",
            "loss: criterion, lossfn, lossfunction, cost, objective",
            "batch_size: batch, minibatch, minibatchsize",
            "seed: randomstate, randomseed",
            "targets: labels, outputs",
            "inputs: features",
            "class: label",
            "source: dataset");

    private OtherNames() {}

    private static Map<String, String> byTheirs(String... lines) {
        Map<String, String> names = new HashMap<>();
        for (String line : lines) {
            String[] oursAndTheirs = line.split(": ", 2);
            for (String theirs : oursAndTheirs[1].split(", ", -1)) {
                names.put(theirs, oursAndTheirs[0]);
            }
        }
        return Map.copyOf(names);
    }
}
