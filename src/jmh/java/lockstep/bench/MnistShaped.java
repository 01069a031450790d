package lockstep.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import lockstep.dl4j.PlainFit;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Examples;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.scalar.ScalarNetwork;

/**
 * Prints the seconds on the wall that a training of MNIST's size takes: 60,000 examples of 784 inputs, in batches of 32, on
 * 784-100-10 by plain descent, one thread each; Lockstep's scalar network, DL4J's {@code fit()} and PyTorch, one after the other,
 * compilation by the JIT included, preparation of the arrays left out. Argument: how many epochs.
 */
final class MnistShaped {

    private static final int EXAMPLES = 60_000;

    private MnistShaped() {}

    public static void main(String[] arguments) throws IOException {
        int epochs = Integer.parseInt(arguments[0]);
        NetworkSpec spec = Workload.DIGITS_BATCH.spec(Workload.Rule.SGD);
        double[] weights = spec.drawWeights(new PythonRandom(2));
        Batches source = new Batches(examples(spec), Workload.DIGITS_BATCH.batch, null);
        Batch[] batches = new Batch[source.perEpoch()];
        for (int b = 0; b < batches.length; b++) {
            batches[b] = source.next();
        }
        print("lockstep", epochs, batches, unused -> {
            ScalarNetwork network = new ScalarNetwork(spec);
            network.loadWeights(weights);
            return network::step;
        });
        List<String> command = new ArrayList<>(Reference.PYTORCH.command(Path.of("")));
        command.addAll(List.of("sigmoid", "sgd", "32", "784", "100", "10"));
        command.addAll(List.of("--examples", "" + EXAMPLES, "--epochs", "" + epochs));
        String torch = command.size() < 10 ? null : Reference.output(command);
        System.out.printf("pytorch %s%n", torch == null ? "is not installed" : torch.strip() + " s");
        print("dl4j fit()", epochs, batches, all -> {
            PlainFit fit = new PlainFit(spec, all, weights, true);
            return batch -> fit.step();
        });
    }

    private static void print(String program, int epochs, Batch[] batches, Function<Batch[], Training> start) {
        Training training = start.apply(batches);
        long begun = System.nanoTime();
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (Batch batch : batches) {
                training.step(batch);
            }
        }
        System.out.printf(Locale.ROOT, "%s %.2f s%n", program, (System.nanoTime() - begun) / 1e9);
    }

    /** A step of one program; what it returns is of no interest. */
    private interface Training {
        void step(Batch batch);
    }

    private static Examples examples(NetworkSpec spec) {
        PythonRandom random = new PythonRandom(1);
        double[][] inputs = new double[EXAMPLES][spec.inputs()];
        double[][] targets = new double[EXAMPLES][spec.outputs()];
        for (int e = 0; e < EXAMPLES; e++) {
            for (int i = 0; i < spec.inputs(); i++) {
                inputs[e][i] = random.random();
            }
            targets[e][e % spec.outputs()] = 1.0;
        }
        return Examples.of(inputs, targets);
    }
}
