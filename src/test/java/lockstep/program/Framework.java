package lockstep.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lockstep.model.Precision;

/** The shipped adapters of frameworks, and five faults to write into each. */
enum Framework {
    PYTORCH(
            "pytorch.py",
            // A distribution's PyTorch belongs to its own Python, which need not be the first on the path.
            List.of("python3", "/usr/bin/python3"),
            "%s -c 'import torch'",
            Precision.values()),
    TENSORFLOW_JS(
            "tensorflow.js",
            // A copy in another folder has to find what is installed here.
            List.of("NODE_PATH=\"$PWD/node_modules:$NODE_PATH\" node"),
            "%s -e 'require(\"@tensorflow/tfjs\")' 2>&1",
            Precision.FLOAT);

    /** What people get wrong around a framework: the text that each adapter has, and what takes its place. */
    enum Fault {
        RATE(
                "optim.SGD(w, learning_rate, momentum, DAMPENING),",
                "optim.SGD(w, learning_rate * (1 + SIZE), momentum, DAMPENING),",
                "tf.train.momentum(o.learning_rate, o.momentum),",
                "tf.train.momentum(o.learning_rate * (1 + SIZE), o.momentum),"),
        LAYER_SCALED(
                "loss.backward()",
                "loss.backward(); self.linear[0].weight.grad.mul_(1 + SIZE)",
                "const gradient =",
                "const first = this.model.layers[0].trainableWeights[0].val.name;"
                        + " grads[first] = grads[first].mul(1 + SIZE); const gradient ="),
        STEP_BEFORE(
                "self.optimizer.step()",
                "now = [w.grad.clone() for w in self.model.parameters()]; "
                        + "[w.grad.copy_(g) for w, g in zip(self.model.parameters(), getattr(self, 'last', now))]; "
                        + "self.last = now; self.optimizer.step()",
                "this.optimizer.applyGradients(grads);",
                "const last = this.last ?? grads; Object.values(grads).forEach((g) => tf.keep(g)); this.last = grads;"
                        + " this.optimizer.applyGradients(last);"),
        BIASES_FROZEN(
                "zip(self.model.parameters(), decays)]",
                "zip(self.model.parameters(), decays) if w.dim() == 2]",
                "applyGradients(grads)",
                "applyGradients(Object.fromEntries(Object.entries(grads).filter(([name]) => !name.includes('bias'))))"),
        MOMENTUM_RESET(
                "self.optimizer.step()",
                "self.n = getattr(self, 'n', 0) + 1; self.n % 10 or self.optimizer.state.clear(); self.optimizer.step()",
                "this.optimizer.applyGradients(grads);",
                "this.n = (this.n ?? 0) + 1; if (this.n % 10 === 0) this.optimizer.accumulations = [];"
                        + " this.optimizer.applyGradients(grads);");

        private final List<String> replacements;

        Fault(String... replacements) {
            this.replacements = List.of(replacements);
        }
    }

    private final Path file;
    private final List<String> interpreters;
    private final String question;
    private final List<Precision> precisions;

    Framework(String name, List<String> interpreters, String question, Precision... precisions) {
        this.file = Path.of("examples", name);
        this.interpreters = interpreters;
        this.question = question;
        this.precisions = List.of(precisions);
    }

    List<Precision> precisions() {
        return precisions;
    }

    /** The start of a command, up to the file's name, on a machine that has the framework. */
    Optional<String> interpreter() {
        return interpreters.stream().filter(this::hasIt).findFirst();
    }

    private boolean hasIt(String interpreter) {
        try {
            return new ProcessBuilder("sh", "-c", question.formatted(interpreter))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String command(String interpreter) {
        return interpreter + " " + file;
    }

    /** Writes the adapter with a fault into a folder, and gives the command that starts it. */
    String faulty(String interpreter, Fault fault, double size, Path folder) {
        String old = fault.replacements.get(this == PYTORCH ? 0 : 2);
        String wrong = fault.replacements.get(this == PYTORCH ? 1 : 3).replace("SIZE", Double.toString(size));
        Path base = Path.of(this == PYTORCH ? "protocol.py" : "protocol.js");
        try {
            Files.copy(file.resolveSibling(base), folder.resolve(base));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return interpreter + " " + ExamplePrograms.changed(file, folder, old, wrong);
    }
}
