package lockstep.upkeep;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import lockstep.results.file.CsvFile;
import lockstep.results.file.UnwritableException;
import lockstep.results.file.WholeFile;

/** The table of everything that is verified, {@code surface.csv}. */
public final class SurfaceFile {

    private static final String HEADER =
            "optimizer,twin,learning_rate,activation,output_activation,loss,verdict,rung,step,"
                    + "gradient_share,rule_share,locked_share,free_share,steps,remark,"
                    + "float_verdict,float_share";

    private final Path path;

    /** @throws UnwritableException if the folder cannot be made */
    public SurfaceFile(Path folder) {
        this.path = folder.resolve("surface.csv");
        WholeFile.makeFolder(folder);
    }

    /** Where the table is. */
    public Path path() {
        return path;
    }

    /**
     * Writes the table. A share is the part of the tolerance used, 1 being the limit; where the verdict is {@code chaotic}, the
     * free run's is above it.
     */
    public void write(List<SurfaceRow> rows) {
        CsvFile.write(path, HEADER, csv -> rows.forEach(row -> row(csv, row)));
    }

    private static void row(CsvFile csv, SurfaceRow row) {
        NetworkSpec network = row.parity().run().network();
        List<LayerSpec> layers = network.layers();
        Verdict verdict = row.parity().verdict();
        Finding decisive = verdict.decisive();
        csv.text(row.parity().run().label())
                .text(row.twin())
                .number(row.parity().run().learningRate())
                .text(row.activation().key())
                .text(layers.get(layers.size() - 1).activation().key())
                .text(network.loss().key())
                .text(verdict.kind().key())
                .text(decisive.rung().key());
        if (decisive.step() < 0) {
            csv.none();
        } else {
            csv.number(decisive.step());
        }
        for (Rung rung : List.of(Rung.GRADIENT, Rung.RULE, Rung.LOCKED, Rung.FREE)) {
            csv.number(verdict.at(rung).share());
        }
        Verdict inFloat = row.inFloat().verdict();
        csv.number(verdict.steps())
                .text(row.remark())
                .text(inFloat.kind().key())
                .number(worst(inFloat))
                .endRow();
    }

    /** The largest share below the free run, whose losses part early. */
    private static double worst(Verdict verdict) {
        return Stream.of(Rung.GRADIENT, Rung.RULE, Rung.LOCKED)
                .mapToDouble(rung -> verdict.at(rung).share())
                .max()
                .orElseThrow();
    }
}
