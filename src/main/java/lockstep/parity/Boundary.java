package lockstep.parity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.Examples;
import lockstep.model.Run;
import lockstep.parity.step.Shadow;

/**
 * What a network of two inputs answers to all the points around its examples, while it learns: where its decision boundary runs.
 * Of several outputs it is the first.
 *
 * @param first the values of the first input, ascending
 * @param second the values of the second input, likewise as many
 * @param pictures after some of the updates, ascending
 */
public record Boundary(double[] first, double[] second, List<Picture> pictures) {

    /** Enough for two spirals, and few enough for a small file. */
    public static final int POINTS = 25;

    /** How far the plane goes beyond the examples, in parts of their range. */
    private static final double MARGIN = 0.25;

    /**
     * The answers to the plane, row by row: a row has one value of the second input and all of the first.
     *
     * @param updates how many were made before
     * @param scalar the scalar network's
     * @param candidate what the scalar network answers with the candidate's weights; empty where nobody knows them
     */
    public record Picture(int updates, double[] scalar, Optional<double[]> candidate) {}

    /** That of a network that nothing trains: one picture. */
    public static Optional<Boundary> untrained(Run run, Engines scalars) {
        return Drawing.of(run).map(drawing -> {
            try (Engine scalar = scalars.of(run.network())) {
                scalar.loadWeights(run.start().weights());
                drawing.take(0, drawing.answers(scalar), Optional.empty());
            }
            return drawing.boundary();
        });
    }

    /** One that grows as both sides learn. */
    static final class Drawing {

        private final double[] first;
        private final double[] second;
        private final Batch plane;
        private final int outputs;
        private final List<Picture> pictures = new ArrayList<>();

        private Drawing(double[] first, double[] second, int outputs) {
            double[] points = new double[POINTS * POINTS * 2];
            for (int p = 0; p < POINTS * POINTS; p++) {
                points[2 * p] = first[p % POINTS];
                points[2 * p + 1] = second[p / POINTS];
            }
            this.first = first;
            this.second = second;
            this.outputs = outputs;
            this.plane =
                    new Examples(POINTS * POINTS, 2, outputs, points, new double[POINTS * POINTS * outputs]).asBatch();
        }

        /** Empty if the run's examples do not span a plane. */
        static Optional<Drawing> of(Run run) {
            if (run.examples().inputs() != 2) {
                return Optional.empty();
            }
            double[] first = around(run.examples(), 0);
            double[] second = around(run.examples(), 1);
            return first[0] < first[POINTS - 1] && second[0] < second[POINTS - 1]
                    ? Optional.of(new Drawing(first, second, run.examples().outputs()))
                    : Optional.empty();
        }

        private static double[] around(Examples examples, int input) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int e = 0; e < examples.size(); e++) {
                least = Math.min(least, examples.inputValues()[2 * e + input]);
                most = Math.max(most, examples.inputValues()[2 * e + input]);
            }
            double low = least - MARGIN * (most - least);
            double step = (1.0 + 2.0 * MARGIN) * (most - least) / (POINTS - 1);
            double[] values = new double[POINTS];
            Arrays.setAll(values, i -> low + i * step);
            return values;
        }

        /** Takes a picture after 0, 1, 2, 5, 10, 20, 50, ... updates. */
        void see(int updates, Engine scalar, Shadow candidate) {
            int power = 1;
            while (updates / power >= 10) {
                power *= 10;
            }
            int digit = updates / power;
            if (updates % power == 0 && (digit <= 2 || digit == 5)) {
                take(updates, answers(scalar), answers(candidate));
            }
        }

        /** Takes the last picture, unless the one before it was after as many updates. */
        void end(int updates, Engine scalar, Shadow candidate) {
            if (pictures.get(pictures.size() - 1).updates() < updates) {
                take(updates, answers(scalar), answers(candidate));
            }
        }

        private void take(int updates, double[] scalar, Optional<double[]> candidate) {
            pictures.add(new Picture(updates, scalar, candidate));
        }

        private double[] answers(Engine network) {
            double[] all = new double[POINTS * POINTS * outputs];
            network.readOutputs(plane, all);
            return ofFirstOutput(all);
        }

        private Optional<double[]> answers(Shadow shadow) {
            double[] all = new double[POINTS * POINTS * outputs];
            return shadow.readOutputs(plane, all) ? Optional.of(ofFirstOutput(all)) : Optional.empty();
        }

        private double[] ofFirstOutput(double[] all) {
            double[] one = new double[POINTS * POINTS];
            Arrays.setAll(one, p -> all[p * outputs]);
            return one;
        }

        Boundary boundary() {
            return new Boundary(first, second, List.copyOf(pictures));
        }
    }
}
