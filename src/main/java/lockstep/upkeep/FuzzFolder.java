package lockstep.upkeep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import lockstep.results.file.CsvFile;
import lockstep.results.file.UnwritableException;
import lockstep.results.file.WholeFile;

/** What came of random configs: a table by optimizer, {@code fuzz.csv}, and the configs that failed. */
public final class FuzzFolder {

    private static final String HEADER =
            "optimizer,configs,agree,chaotic,disagree,gradient_share,gradient_seed,rule_share,rule_seed,locked_share,locked_seed,"
                    + "undecided";

    private final Path folder;

    /** @throws UnwritableException if the folder cannot be made */
    public FuzzFolder(Path folder) {
        this.folder = folder;
        WholeFile.makeFolder(folder);
    }

    /** Where the table is. */
    public Path table() {
        return folder.resolve("fuzz.csv");
    }

    /** Writes a config that fails. */
    public Path write(String name, String config) {
        Path file = folder.resolve(name + ".yaml");
        WholeFile.write(file, writer -> writer.write(config));
        return file;
    }

    /**
     * Writes the table: each optimizer's verdicts, and which seed came nearest to the limit of a rung, or went furthest beyond.
     */
    public void write(List<Parity> parities) {
        Map<String, List<Parity>> byKind = new LinkedHashMap<>();
        parities.stream()
                .sorted(Comparator.comparing(parity -> parity.run().kind()))
                .forEach(parity -> byKind.computeIfAbsent(parity.run().kind(), kind -> new ArrayList<>())
                        .add(parity));
        CsvFile.write(table(), HEADER, csv -> byKind.forEach((kind, of) -> row(csv, kind, of)));
    }

    private static void row(CsvFile csv, String kind, List<Parity> parities) {
        csv.text(kind).number(parities.size());
        for (Verdict.Kind verdict : List.of(Verdict.Kind.AGREE, Verdict.Kind.CHAOTIC, Verdict.Kind.DISAGREE)) {
            csv.number(Tally.count(parities, verdict));
        }
        for (Rung rung : Tally.RUNGS) {
            Parity worst = Tally.worst(parities, rung);
            csv.number(worst.verdict().at(rung).share())
                    .text(worst.run().label().replace("seed_", ""));
        }
        csv.number(Tally.count(parities, Verdict.Kind.UNDECIDED)).endRow();
    }
}
