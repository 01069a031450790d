package lockstep.scalar;

import lockstep.model.Precision;
import lockstep.optim.Step;

/**
 * How a program of some precision may round what its optimizer remembers: after each step every number is moved to an end of the
 * interval in which rounding leaves it.
 *
 * <pre>
 *   s(t) = b s(t-1) + c g        each product and the sum rounded: off by at most 2 u (|s(t-1)| + |s(t)|), and what underflows
 * </pre>
 *
 * <p>A memory is the larger, the larger it was before. So a program's lies between one that is always moved up and one that is
 * always moved down, whatever the order of its operations; also where its numbers are so coarse that {@code b s} is rounded back
 * to {@code s}.
 *
 * @param pattern 0 to 3: the first bit says which way the first array of a memory is moved, the second which way the others are
 */
record MemoryRounding(Precision precision, int pattern) {

    /** Any double but 0 is above every precision's smallest normal number when it is so many times as large. */
    private static final double HUGE = 0x1p1000;

    /** The powers of the betas go with the mean of the squares, so that what both do to a step adds up; so do step sizes that vanish. */
    void roundPowers(Step step) {
        if ((pattern & 2) == 0) {
            step.roundSizes(precision.tiny());
        }
        step.roundPowers((pattern & 2) != 0 ? precision.unit() : -precision.unit());
    }

    /** @param state an optimizer's arrays, before its first step */
    Memory of(double[][] state) {
        return new Memory(state);
    }

    /** The arrays of one memory. */
    final class Memory {

        private final double[][] state;
        private final double[][] before;

        private Memory(double[][] state) {
            this.state = state;
            this.before = new double[state.length][];
            for (int k = 0; k < state.length; k++) {
                before[k] = state[k].clone();
            }
        }

        /** Takes the state as it is for that before the next step. */
        void keep() {
            for (int k = 0; k < state.length; k++) {
                System.arraycopy(state[k], 0, before[k], 0, state[k].length);
            }
        }

        /** Rounds all of it, in place, after a step. */
        void round() {
            for (int k = 0; k < state.length; k++) {
                round(state[k], before[k], (pattern & (k == 0 ? 1 : 2)) != 0);
            }
        }

        private void round(double[] s, double[] old, boolean up) {
            double factor = 2.0 * precision.unit();
            double tiny = precision.tiny();
            if (up) {
                for (int i = 0; i < s.length; i++) { // min: tiny, or 0 for a size of 0, in a loop without a branch
                    double size = Math.abs(old[i]) + Math.abs(s[i]);
                    double moved = s[i] + (factor * size + Math.min(HUGE * size, tiny));
                    s[i] = moved;
                    old[i] = moved;
                }
                return;
            }
            for (int i = 0; i < s.length; i++) {
                double size = Math.abs(old[i]) + Math.abs(s[i]);
                double moved = s[i] - (factor * size + Math.min(HUGE * size, tiny));
                double least = Math.min(HUGE * Math.min(s[i], old[i]), 0.0); // 0 for squares, which stay what they are
                moved = Math.max(moved, least);
                s[i] = moved;
                old[i] = moved;
            }
        }
    }
}
