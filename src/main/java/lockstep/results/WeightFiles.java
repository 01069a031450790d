package lockstep.results;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import lockstep.model.ShortestDecimal;
import lockstep.results.file.WholeFile;

/** Weights as a config's {@code init: {file: FILE}} reads them: a file per layer, without a header. */
public final class WeightFiles {

    private WeightFiles() {}

    /** The file of a layer, counted from 1. */
    public static Path of(Path folder, int layer) {
        return folder.resolve("weights-" + layer + ".csv");
    }

    /**
     * Writes one file per layer.
     *
     * @param layers of each its rows of weights: one per input, then that of the biases
     */
    public static void write(Path folder, List<double[][]> layers) {
        for (int l = 0; l < layers.size(); l++) {
            double[][] rows = layers.get(l);
            WholeFile.write(of(folder, l + 1), writer -> {
                for (double[] row : rows) {
                    writer.write(Arrays.stream(row)
                            .mapToObj(ShortestDecimal::of)
                            .collect(Collectors.joining(",", "", "\n")));
                }
            });
        }
    }
}
