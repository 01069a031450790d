package lockstep.experiment;

import java.util.Arrays;
import lockstep.model.Examples;

/** How outputs are read as classes, which the targets of the examples decide: see {@link lockstep.model.Target.Measure#ACCURACY}. */
final class Classes {

    private final Examples examples;
    private final boolean oneHot;
    private final double middle;

    Classes(Examples examples) {
        this.examples = examples;
        double[] targets = examples.targetValues();
        double least = Arrays.stream(targets).min().orElseThrow();
        double most = Arrays.stream(targets).max().orElseThrow();
        this.middle = least + 0.5 * (most - least);
        this.oneHot = isOneHot(examples, least, most);
    }

    /** Whether each row has several targets, one of them the largest of all and the others the smallest. */
    private static boolean isOneHot(Examples examples, double least, double most) {
        if (examples.outputs() == 1 || least == most) {
            return false;
        }
        double[] targets = examples.targetValues();
        for (int row = 0; row < examples.size(); row++) {
            int high = 0;
            int low = 0;
            for (int k = 0; k < examples.outputs(); k++) {
                double target = targets[row * examples.outputs() + k];
                high += target == most ? 1 : 0;
                low += target == least ? 1 : 0;
            }
            if (high != 1 || low != examples.outputs() - 1) {
                return false;
            }
        }
        return true;
    }

    /** The share of the examples whose class is right. */
    double accuracy(double[] outputs) {
        int right = 0;
        for (int row = 0; row < examples.size(); row++) {
            int from = row * examples.outputs();
            right += (oneHot ? largestIsRight(outputs, from) : sidesAreRight(outputs, from)) ? 1 : 0;
        }
        return (double) right / examples.size();
    }

    /** A tie is no answer, or a network that says the same of everything would be right by the order of the classes. */
    private boolean largestIsRight(double[] outputs, int from) {
        int label = from;
        for (int k = from; k < from + examples.outputs(); k++) {
            if (examples.targetValues()[k] > examples.targetValues()[label]) {
                label = k;
            }
        }
        for (int k = from; k < from + examples.outputs(); k++) {
            if (k != label && !(outputs[label] > outputs[k])) {
                return false;
            }
        }
        return true;
    }

    private boolean sidesAreRight(double[] outputs, int from) {
        for (int k = from; k < from + examples.outputs(); k++) {
            boolean right = examples.targetValues()[k] > middle ? outputs[k] > middle : outputs[k] <= middle;
            if (!right) {
                return false;
            }
        }
        return true;
    }
}
