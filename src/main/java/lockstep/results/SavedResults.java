package lockstep.results;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lockstep.model.Tolerance;
import lockstep.optim.Convention;
import lockstep.parity.verdict.Outputs;
import lockstep.parity.verdict.Ruling;
import lockstep.race.analysis.Remark;
import lockstep.race.ranking.Standing;
import lockstep.results.file.CsvRow;
import lockstep.results.file.UnreadableException;

/** The results of one config, read back from its folder. Any of the files may be missing; the others are shown. */
public final class SavedResults {

    /** A folder with one of these is a folder of results. */
    private static final List<String> DECISIVE = List.of("verdicts.csv", "summary.csv", OutputFile.NAME);

    private static final String ABOUT = "about.csv";

    /** How many lines can be told apart. */
    public static final int STYLES = 12;

    private final Path folder;
    private final Map<String, String> about;
    private final List<Ruling> rulings;
    private final List<Standing> standings;
    private final List<String> optimizers;

    /** @throws UnreadableException if a file is not what Lockstep wrote */
    public SavedResults(Path folder) {
        this.folder = folder;
        this.about = new LinkedHashMap<>();
        read(ABOUT, row -> about.put(row.text("key"), row.text("value")));
        this.rulings = SavedRulings.of(rows("verdicts.csv"), rows("rungs.csv"));
        this.standings = SavedRace.standings(rows("summary.csv"));
        Set<String> labels = new LinkedHashSet<>();
        rulings.forEach(ruling -> labels.add(ruling.optimizer()));
        standings.forEach(standing -> labels.add(standing.optimizer()));
        this.optimizers = List.copyOf(labels);
    }

    public static boolean areIn(Path folder) {
        return DECISIVE.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    /** The config's name; the folder has it too. */
    public String name() {
        return fact("name").orElseGet(this::folderName);
    }

    public String folderName() {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    /** What {@code about.csv} says. */
    public Optional<String> fact(String key) {
        return Optional.ofNullable(about.get(key)).filter(value -> !value.isEmpty());
    }

    /** What the scalar network was compared with. */
    public String candidate() {
        return fact("candidate").orElse("DL4J");
    }

    /** The library whose optimizers were meant. */
    public Convention like() {
        return fact("like").flatMap(Convention::named).orElse(Convention.DL4J);
    }

    /** The most epochs that a run of the race could take; 0 if that is not known. */
    public int budget() {
        return number("race_epochs").map(Double::intValue).orElse(0);
    }

    /** A fact that is a number. */
    public Optional<Double> number(String key) {
        try {
            return fact(key).map(Double::valueOf);
        } catch (NumberFormatException e) {
            throw new UnreadableException(
                    folder.resolve(ABOUT), key + " is '" + about.get(key) + "', expected a number");
        }
    }

    /** The tolerance of the free run, if it is known. */
    public Optional<Tolerance> tolerance() {
        try {
            return number("verify_absolute")
                    .flatMap(absolute -> number("verify_relative").map(relative -> new Tolerance(absolute, relative)));
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(folder.resolve(ABOUT), String.valueOf(e.getMessage()));
        }
    }

    public List<Ruling> rulings() {
        return rulings;
    }

    public List<Standing> standings() {
        return standings;
    }

    /** The remarks: what a reader of the ranking should know. */
    public List<Remark> remarks() {
        return SavedRace.remarks(rows("remarks.csv"));
    }

    /** Whether the sides differ in the size of a gradient, where the config expects that they agree. */
    public boolean hasUnexpectedGradients() {
        return rows("gradients.csv").stream()
                .anyMatch(row -> row.text("as_expected").equals("no"));
    }

    /** The answers of networks that nothing trains; empty where some are trained, or there are none. */
    public Optional<Outputs> untrained() {
        return OutputFile.untrained(rows(OutputFile.NAME));
    }

    /** The labels, in the config's order. */
    public List<String> optimizers() {
        return optimizers;
    }

    /** The labels, the fastest first; those that did not race come after them. */
    public List<String> ranked() {
        Set<String> ranked = new LinkedHashSet<>();
        Standing.ranked(standings).forEach(standing -> ranked.add(standing.optimizer()));
        ranked.addAll(optimizers);
        return List.copyOf(ranked);
    }

    /** The number of the colour and dashes that an optimizer has in every chart. */
    public int style(String optimizer) {
        return Math.max(0, optimizers.indexOf(optimizer)) % STYLES;
    }

    /** The config as it was run. */
    public Optional<String> config() {
        Path file = folder.resolve("config.yaml");
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file, StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IOException e) {
            throw new UnreadableException(file, String.valueOf(e.getMessage()));
        }
    }

    public boolean has(String file) {
        return Files.isRegularFile(folder.resolve(file));
    }

    /** The CSV files, for readers who want the numbers, in the order of their names. Times are not results. */
    public List<String> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".csv") && !name.equals("timing.csv"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UnreadableException(folder, String.valueOf(e.getMessage()));
        }
    }

    /** All the rows of a file; empty if it is missing. */
    public List<CsvRow> rows(String name) {
        List<CsvRow> rows = new ArrayList<>();
        read(name, rows::add);
        return rows;
    }

    /** Reads a file row by row, because one with every step may be large. */
    public void read(String name, Consumer<CsvRow> each) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            csv.forEach(fields -> each.accept(new CsvRow(file, fields)));
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw new UnreadableException(file, String.valueOf(e.getMessage()));
        }
    }
}
