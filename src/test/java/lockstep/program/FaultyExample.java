package lockstep.program;

import java.nio.file.Path;
import lockstep.fault.Fault;
import lockstep.parity.verdict.Rung;

/** The Python example with a fault of the catalogue written into it, and where the fault has to be found. */
public enum FaultyExample {
    GRADIENT_CLIMBED("w[j] -= m[j]", "w[j] += m[j]", Rung.LOCKED, 0, Words.WEIGHT),
    MEMORY_OF_GRADIENT(
            "m[j] = self.momentum * m[j] + self.rate * g[j]\n                    w[j] -= m[j]",
            "w[j] -= self.momentum * m[j] + self.rate * g[j]\n                    m[j] = g[j]",
            Rung.LOCKED,
            1,
            Words.WEIGHT),
    MOMENTUM_IGNORED("optimizer.get(\"momentum\", 0.0)", "0.0", Rung.LOCKED, 1, Words.WEIGHT),
    BIASES_FIXED(
            "for g, w, m in zip(rows(gradient), rows(self.weights), rows(self.memory)):",
            "for g, w, m in zip(*(([r for l in x for r in l[:-1]]) for x in (gradient, self.weights, self.memory))):",
            Rung.GRADIENT,
            0,
            Words.GRADIENT),
    DERIVATIVE_OF_OUTPUT(
            "\"sigmoid\": lambda y: y * (1 - y), \"tanh\": lambda y: 1 - y * y",
            "\"sigmoid\": lambda z: (lambda y: y * (1 - y))(ACTIVATION[\"sigmoid\"](z)), \"tanh\": lambda z: 1 -"
                    + " math.tanh(z) ** 2",
            Rung.GRADIENT,
            0,
            Words.GRADIENT),
    LAST_EXAMPLE_ONLY("row[j] += v * d", "row[j] = v * d", Rung.GRADIENT, 0, Words.GRADIENT),
    GRADIENT_REDUCTION("g[j] /= n", "g[j] /= 1", Rung.GRADIENT, 0, Words.GRADIENT),
    LOSS_DOUBLED("/ 2\n", "\n", Rung.GRADIENT, 0, "loss"),
    NO_BIAS("zip(values[-1] + [1.0], layer)", "zip(values[-1] + [0.0], layer)", Rung.GRADIENT, 0, "loss"),
    TRANSPOSED_WEIGHTS(
            "for row in self.weights[l]]", "for row in zip(*self.weights[l])]", Rung.GRADIENT, 0, Words.GRADIENT),
    FIRST_OUTPUT_ONLY(
            "[sum(w * d for w, d in zip(row, delta)) for row",
            "[row[0] * delta[0] for row",
            Rung.GRADIENT,
            0,
            Words.GRADIENT);

    private final String right;
    private final String wrong;
    private final Rung rung;
    private final int step;
    private final String quantity;

    FaultyExample(String right, String wrong, Rung rung, int step, String quantity) {
        this.right = right;
        this.wrong = wrong;
        this.rung = rung;
        this.step = step;
        this.quantity = quantity;
    }

    private static final class Words {
        static final String WEIGHT = "new (weight|bias).*";
        static final String GRADIENT = "gradient of (weight|bias).*";
    }

    public Fault fault() {
        return Fault.valueOf(name());
    }

    /** Writes the program into a folder, and gives the command that starts it. */
    public String written(Path folder) {
        return ExamplePrograms.commandOfChanged(folder, right, wrong);
    }

    Rung rung() {
        return rung;
    }

    int step() {
        return step;
    }

    String quantity() {
        return quantity;
    }
}
