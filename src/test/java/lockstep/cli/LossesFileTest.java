package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.work.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it both sides, the config and the file could agree with each other on numbers that are not the network's. */
class LossesFileTest {

    private static final String CONFIG = """
            name: ten
            data: {inputs: [[0.05, 0.1], [1.0, -0.5], [0.3, 0.7]], targets: [[0.9], [0.2], [0.6]]}
            network:
              layers:
                - {units: 2, activation: sigmoid, init: {values: [[0.15, 0.25], [0.2, 0.3], [0.35, 0.35]]}}
                - {units: 1, activation: sigmoid, init: {values: [[0.4], [-0.5], [0.6]]}}
            loss: half_squared_error
            batch_size: 2
            optimizers:
              sgd: {sgd: {learning_rate: 0.5}}
            verify: {steps: 12}
            """;

    /**
     * What CPython prints for
     *
     * <pre>
     * from math import exp
     * f = lambda z: 1 / (1 + exp(-z))
     * w, v = [[.15, .25], [.2, .3], [.35, .35]], [.4, -.5, .6]
     * rows, rate = [([0.05, 0.1], 0.9), ([1.0, -0.5], 0.2), ([0.3, 0.7], 0.6)], 0.5
     * for step in range(12):
     *     x, t = zip(*[rows[i] for i in ([0, 1], [2])[step % 2]])
     *     h = [[f(a[0] * w[0][j] + a[1] * w[1][j] + w[2][j]) for j in (0, 1)] for a in x]
     *     y = [f(b[0] * v[0] + b[1] * v[1] + v[2]) for b in h]
     *     print(repr(sum((p - q) ** 2 / 2 for p, q in zip(y, t)) / len(t)))
     *     d = [(p - q) * p * (1 - p) / len(t) for p, q in zip(y, t)]
     *     e = [[d[n] * v[j] * h[n][j] * (1 - h[n][j]) for j in (0, 1)] for n in range(len(d))]
     *     v = [v[k] - rate * sum(d[n] * (h[n] + [1])[k] for n in range(len(d))) for k in range(3)]
     *     w = [[w[i][j] - rate * sum(e[n][j] * (list(x[n]) + [1])[i] for n in range(len(d))) for j in (0, 1)]
     *          for i in range(3)]
     * </pre>
     */
    private static final double[] PYTHON = {
        0.06433873112661137, 0.0002978999845341298, 0.06389512393965593, 0.00018735273508460468,
        0.06350989686887606, 0.0001087947304666485, 0.06317496047480559, 5.5763659091232134e-05,
        0.06288318597443102, 2.282870902914084e-05, 0.06262835040633916, 5.480976347253123e-06,
    };

    @Test
    void bothColumnsAreWhatPythonComputes(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("ten.yaml"), CONFIG);
        int status = Main.commandLine(new Interruption())
                .execute("verify", "--quiet", "--out", folder.toString(), config.toString());
        assertThat(status).isZero();

        List<String> rows = Files.readAllLines(folder.resolve("ten/losses.csv"));
        assertThat(rows).hasSize(PYTHON.length + 1);
        for (int step = 0; step < PYTHON.length; step++) {
            String[] row = rows.get(step + 1).split(",", -1);
            assertThat(row[1]).isEqualTo(Integer.toString(step));
            assertThat(row[2]).isEqualTo(Integer.toString(step / 2 + 1));
            // 1e-12 of the loss: y - t is not below 0.003 here, so a rounding of y is below 1e-13 of the loss.
            assertThat(Double.parseDouble(row[3])).isCloseTo(PYTHON[step], withinPercentage(1e-10));
            assertThat(Double.parseDouble(row[4])).isCloseTo(PYTHON[step], withinPercentage(1e-10));
        }
    }
}
