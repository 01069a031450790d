package lockstep.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lockstep.model.Run;

/**
 * A constant that a program multiplies what it prints by: 1/2 or 2, the number of outputs, of examples.
 *
 * @param complexity how many constants it is made of
 * @param words what they are: {@code 1/2}; empty for 1
 */
record Factor(double value, int complexity, String words) {

    static final Factor ONE = new Factor(1.0, 0, "");

    static final Factor HUNDRED = new Factor(100.0, 1, "100");

    boolean isOne() {
        return complexity == 0;
    }

    /** Products of a power of 2, the number of outputs, and that of the examples or the steps; each once, by their size. */
    static List<Factor> of(Run run) {
        int batch = Math.min(run.batchSize(), run.examples().size());
        int steps = (run.examples().size() - 1) / batch + 1;
        List<Factor> twos =
                List.of(ONE, constant(0.5, "1/2"), constant(2, "2"), constant(0.25, "1/4"), constant(4, "4"));
        List<Factor> outputs = both(run.network().outputs(), "the number of outputs");
        List<Factor> counts = new ArrayList<>(both(batch, "the size of a batch"));
        counts.addAll(both(run.examples().size(), "the number of examples"));
        counts.addAll(both(steps, "the number of steps in an epoch"));
        Map<Double, Factor> all = new TreeMap<>();
        for (Factor two : twos) {
            for (Factor output : outputs) {
                for (Factor count : counts) {
                    Factor product = two.times(output).times(count);
                    all.merge(product.value, product, (a, b) -> b.isSimplerThan(a) ? b : a);
                }
            }
        }
        List<Factor> sorted = new ArrayList<>(all.values());
        sorted.sort(Comparator.comparingDouble(Factor::value));
        return sorted;
    }

    private boolean isSimplerThan(Factor other) {
        return complexity < other.complexity
                || (complexity == other.complexity && words.length() < other.words.length());
    }

    private static List<Factor> both(int count, String words) {
        return count == 1 ? List.of(ONE) : List.of(ONE, constant(count, words), constant(1.0 / count, "1 / " + words));
    }

    private static Factor constant(double value, String words) {
        return new Factor(value, 1, words);
    }

    private Factor times(Factor other) {
        String both = words.isEmpty() || other.words.isEmpty() ? words + other.words : words + " * " + other.words;
        return new Factor(value * other.value, complexity + other.complexity, both);
    }
}
