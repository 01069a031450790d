package lockstep.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.model.Precision;
import lockstep.optim.Step;
import org.junit.jupiter.api.Test;

/** Without it the copies that show what rounding does to a memory could round it too little, and a right program be called wrong. */
class MemoryRoundingTest {

    private static final double TINY = 0x1p-126; // of floats

    /** By hand: two units of 2^-24, times the sum of a number's sizes before and after; the first array up, the others down. */
    @Test
    void everyNumberIsMovedByTwoUnitsOfWhatItIsAndWas() {
        double[][] state = {{1.0, 0.0, -1.0}, {4.0}, {1.0}};
        MemoryRounding.Memory memory = new MemoryRounding(Precision.FLOAT, 1).of(state);
        state[0][0] = 2.0;
        state[2][0] = 3.0;
        memory.round();
        assertThat(state[0]).containsExactly(2.0 + 0x3p-23, 0.0, -1.0 + 0x1p-22);
        assertThat(state[1]).containsExactly(4.0 - 0x1p-20);
        assertThat(state[2]).containsExactly(3.0 - 0x1p-21);

        double once = 4.0 - 0x1p-20;
        memory.round();
        assertThat(state[1]).as("it was as it was left").containsExactly(once - 0x1p-22 * once);
    }

    @Test
    void theSecondBitIsThatOfTheOtherArrays() {
        double[][] state = {{1.0}, {1.0}, {1.0}};
        new MemoryRounding(Precision.FLOAT, 2).of(state).round();
        assertThat(state).isDeepEqualTo(new double[][] {{1.0 - 0x1p-22}, {1.0 + 0x1p-22}, {1.0 + 0x1p-22}});
    }

    /** What a precision loses below its smallest normal number; a square stays one, and a number of either sign may change it. */
    @Test
    void whatUnderflowsMayBeLost() {
        double[][] state = {{1e-40, 1e-40, 0.0}};
        MemoryRounding.Memory down = new MemoryRounding(Precision.FLOAT, 0).of(state);
        state[0][1] = -1e-40;
        down.round();
        assertThat(state[0][0]).isZero();
        assertThat(state[0][1]).isEqualTo(-1e-40 - (0x1p-23 * 2e-40 + TINY));
        assertThat(state[0][2]).isZero();

        double[][] other = {{1e-40, 0.0}};
        new MemoryRounding(Precision.FLOAT, 1).of(other).round();
        assertThat(other[0]).containsExactly(1e-40 + (0x1p-23 * 2e-40 + TINY), 0.0);
    }

    @Test
    void whatIsLoadedIsWhatItWas() {
        double[][] state = {{1024.0}};
        MemoryRounding.Memory memory = new MemoryRounding(Precision.FLOAT, 1).of(state);
        state[0][0] = 1.0;
        memory.keep();
        memory.round();
        assertThat(state[0]).containsExactly(1.0 + 0x1p-22);
    }

    /** 1 - 0.5^5, whose power is off by twice two units; and a step size that a float does not hold. */
    @Test
    void thePowersGoWithTheSquares() {
        Step up = new Step();
        new MemoryRounding(Precision.FLOAT, 2).roundPowers(up);
        up.at(5, 0.1);
        assertThat(up.correction(0.5)).isEqualTo(31.0 / 32.0 - 0x1p-27);
        assertThat(up.orElse(1e-39, 7.0)).isEqualTo(1e-39);

        Step down = new Step();
        new MemoryRounding(Precision.FLOAT, 1).roundPowers(down);
        down.at(5, 0.1);
        assertThat(down.correction(0.5)).isEqualTo(31.0 / 32.0 + 0x1p-27);
        assertThat(down.orElse(1e-39, 7.0)).isEqualTo(7.0);
    }
}
