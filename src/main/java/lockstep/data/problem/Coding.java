package lockstep.data.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import lockstep.model.Examples;

/**
 * The two values of a problem's targets. They should suit the output layer: 0 and 1 for sigmoid or softmax, -1 and 1 for tanh.
 */
record Coding(double low, double high) {

    private static final Parameter LOW =
            Parameter.real("low", "the target that means no", -1000, 1000, OptionalDouble.of(0));
    private static final Parameter HIGH =
            Parameter.real("high", "the target that means yes", -1000, 1000, OptionalDouble.of(1));

    Coding {
        if (!(low < high)) {
            throw new IllegalArgumentException("low is " + low + " and high is " + high + "; expected low below high");
        }
    }

    /** The coding that a config asks for. */
    static Coding of(Map<String, Double> arguments) {
        return new Coding(LOW.in(arguments), HIGH.in(arguments));
    }

    /** A problem's own parameters, then the coding's. */
    static List<Parameter> after(Parameter... parameters) {
        List<Parameter> all = new ArrayList<>(Arrays.asList(parameters));
        all.add(LOW);
        all.add(HIGH);
        return all;
    }

    /** Examples whose targets were 1 and 0, coded where they stand. */
    Examples applied(Examples examples) {
        double[] targets = examples.targetValues();
        Arrays.setAll(targets, i -> of(targets[i] == 1.0));
        return examples;
    }

    /** The target for yes or no. */
    double of(boolean yes) {
        return yes ? high : low;
    }
}
