package lockstep.results;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.model.Examples;
import lockstep.parity.Boundary;
import lockstep.results.file.CsvFile;

/** The answers to the plane of two inputs, as CSV that looks like it: a block of numbers for each picture. */
final class BoundaryFile {

    static final String NAME = "boundary.csv";

    private BoundaryFile() {}

    /**
     * A row per optimizer, picture and value of the second input. Answers are rounded to a power of ten, a hundredth of the targets' range
     * or less: they are for looking at. The candidate's are written in pictures that look different.
     *
     * @param boundaries by the optimizer's label, in the order of the rows; by the empty string where nothing learns
     */
    static void write(Path file, Map<String, Boundary> boundaries, Examples examples) {
        String header =
                "optimizer,step,input_2,input_1_low,input_1_high," + numbered("scalar") + "," + numbered("candidate");
        int scale = scale(examples);
        CsvFile.write(
                file,
                header,
                csv -> boundaries.forEach((label, boundary) ->
                        boundary.pictures().forEach(picture -> write(csv, label, boundary, picture, scale))));
    }

    private static void write(CsvFile csv, String label, Boundary boundary, Boundary.Picture picture, int scale) {
        double[] scalar = rounded(picture.scalar(), scale);
        double[] candidate =
                picture.candidate().map(answers -> rounded(answers, scale)).orElse(scalar);
        boolean same = Arrays.equals(scalar, candidate);
        int width = Boundary.POINTS;
        for (int row = 0; row < width; row++) {
            csv.text(label)
                    .number(picture.updates())
                    .number(boundary.second()[row])
                    .number(boundary.first()[0])
                    .number(boundary.first()[width - 1]);
            Arrays.stream(scalar, row * width, (row + 1) * width).forEach(csv::number);
            for (int p = row * width; p < (row + 1) * width; p++) {
                if (same) {
                    csv.none();
                } else {
                    csv.number(candidate[p]);
                }
            }
            csv.endRow();
        }
    }

    /** How many places after the point. */
    private static int scale(Examples examples) {
        double[] targets = IntStream.range(0, examples.size())
                .mapToDouble(e -> examples.targetValues()[e * examples.outputs()])
                .sorted()
                .toArray();
        double range = targets[targets.length - 1] - targets[0];
        BigDecimal hundredth = new BigDecimal(range > 0.0 ? range / 100.0 : 0.01);
        return hundredth.scale() - hundredth.precision() + 1;
    }

    private static double[] rounded(double[] answers, int scale) {
        return Arrays.stream(answers)
                .map(answer -> Double.isFinite(answer)
                        ? new BigDecimal(answer)
                                .setScale(scale, RoundingMode.HALF_EVEN)
                                .doubleValue()
                        : answer)
                .toArray();
    }

    private static String numbered(String side) {
        return IntStream.rangeClosed(1, Boundary.POINTS)
                .mapToObj(i -> side + "_" + i)
                .collect(Collectors.joining(","));
    }
}
