package lockstep.results;

import java.nio.file.Path;
import lockstep.parity.step.WrittenStep;
import lockstep.results.file.CsvFile;

/** One step, written out, as CSV. */
final class StepFile {

    private StepFile() {}

    /** A row per number. */
    static void write(Path file, WrittenStep written) {
        String header = "optimizer,step,quantity,example,layer,from,unit,scalar_value,candidate_value,difference,"
                + "central_difference";
        CsvFile.write(file, header, csv -> {
            for (WrittenStep.Figure figure : written.figures()) {
                csv.text(written.run().label()).number(written.step()).text(figure.quantity());
                numberOrNone(csv, figure.example());
                numberOrNone(csv, figure.layer());
                csv.text(figure.from())
                        .text(figure.unit())
                        .number(figure.scalar())
                        .number(figure.candidate())
                        .number(figure.candidate() - figure.scalar());
                if (Double.isNaN(figure.difference())) {
                    csv.none();
                } else {
                    csv.number(figure.difference());
                }
                csv.endRow();
            }
        });
    }

    private static void numberOrNone(CsvFile csv, int number) {
        if (number == 0) {
            csv.none();
        } else {
            csv.number(number);
        }
    }
}
