package lockstep.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lockstep.model.Examples;
import lockstep.parity.Boundary;
import lockstep.parity.Parity;
import lockstep.parity.step.GradientSizes;
import lockstep.parity.step.WrittenStep;
import lockstep.parity.verdict.Outputs;
import lockstep.parity.verdict.Ruling;
import lockstep.parity.verdict.Verdict;
import lockstep.race.analysis.Profile;
import lockstep.race.analysis.Replication;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.Tuned;
import lockstep.results.file.CsvFile;
import lockstep.results.file.UnwritableException;
import lockstep.results.file.WholeFile;

/**
 * The folder of one config's results. Everything in it comes from one config, the one in {@code config.yaml}: when the first
 * result of another config is written, the old one's are removed.
 */
public final class ResultFolder {

    /** The page of a folder. */
    public static final String PAGE = "report.html";

    private static final String APART = "apart.yaml";
    static final String CONFIG = "config.yaml";
    private static final String ABOUT = "about.csv";
    private static final String OUTPUTS = OutputFile.NAME;
    private static final String JOURNAL = ".journal";
    private static final String SINGLE_RUNS = "single_runs.csv";
    private static final String GRADIENTS = "gradients.csv";
    private static final List<String> RESULTS = List.of(
            ABOUT,
            "verdicts.csv",
            "rungs.csv",
            "losses.csv",
            "settings.csv",
            "budgets.csv",
            "sensitivity.csv",
            OUTPUTS,
            BoundaryFile.NAME,
            GRADIENTS,
            "step.csv",
            "runs.csv",
            "targets.csv",
            "summary.csv",
            "curves.csv",
            SINGLE_RUNS,
            "survival.csv",
            "ecdf.csv",
            "pairs.csv",
            "remarks.csv",
            "published.csv",
            "timing.csv",
            "adequacy.csv",
            "planted.csv",
            "diagnosis.csv",
            "starts.csv",
            APART,
            PAGE);

    private final Path folder;
    private final String config;
    private final Map<String, String> about;
    private final List<Path> written = new ArrayList<>();
    private final Timings timings;
    private String outputsNote = "";

    /**
     * Makes the folder, if need be.
     *
     * @param config the config with every number spelled out
     * @param about facts for the report that no other file has, by their names
     * @throws UnwritableException if nothing can be written there
     */
    public ResultFolder(Path folder, String config, Map<String, String> about) {
        this.folder = folder;
        this.config = config;
        this.timings = new Timings(folder.resolve("timing.csv"));
        this.about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
        WholeFile.makeFolder(folder);
        WholeFile.write(folder.resolve(".writable"), writer -> {});
        WholeFile.remove(folder.resolve(".writable"));
    }

    /**
     * Writes what a parity check found. Where the networks have no outputs to show, those of an earlier check are removed: they
     * may be another candidate's, which the config does not name.
     */
    public void write(List<Parity> parities, List<Ruling> rulings) {
        begin();
        ParityFiles.verdicts(result("verdicts.csv"), rulings);
        ParityFiles.rungs(result("rungs.csv"), rulings);
        ParityFiles.losses(result("losses.csv"), parities);
        Map<String, Outputs> outputs = new LinkedHashMap<>();
        parities.forEach(parity ->
                parity.outputs().ifPresent(found -> outputs.put(parity.run().label(), found)));
        if (outputs.isEmpty()) {
            WholeFile.remove(folder.resolve(OUTPUTS));
        } else {
            write(outputs, parities.get(0).run().examples().size());
        }
        Map<String, Boundary> boundaries = new LinkedHashMap<>();
        parities.forEach(parity ->
                parity.boundary().ifPresent(found -> boundaries.put(parity.run().label(), found)));
        if (!boundaries.isEmpty()) {
            BoundaryFile.write(
                    result(BoundaryFile.NAME), boundaries, parities.get(0).run().examples());
        }
    }

    /** Writes the sizes of the gradients, of which some are not as expected. */
    public void writeGradients(List<GradientSizes> sizes, List<GradientSizes> unexpected) {
        begin();
        GradientFile.write(result(GRADIENTS), sizes, unexpected);
    }

    /**
     * Writes the answers of networks that are not trained.
     *
     * @param boundary where they span a plane
     * @param all the examples that the config has; they may have been asked about fewer
     */
    public void write(Outputs outputs, Optional<Boundary> boundary, Examples all) {
        begin();
        write(Map.of("", outputs), all.size());
        boundary.ifPresent(found -> BoundaryFile.write(result(BoundaryFile.NAME), Map.of("", found), all));
    }

    private void write(Map<String, Outputs> outputs, int all) {
        String leftOut = OutputFile.write(result(OUTPUTS), outputs, all);
        outputsNote = leftOut.isEmpty() ? "" : " (" + leftOut + ")";
    }

    /** The jobs that a race did before it was stopped, if all is as the title says. */
    public JobJournal journal(JournalTitle title) {
        return new JobJournal(folder.resolve(JOURNAL), title);
    }

    /** The jobs that a shard of a race did, likewise; the config that they are of is written beside them. */
    public JobJournal shard(JournalTitle title) {
        begin();
        JobJournal journal = new JobJournal(result(ShardFile.name(title.shard())), title);
        journal.begin();
        return journal;
    }

    /** Writes the results of the tuning. */
    public void writeTuning(List<Tuned> tuned) {
        begin();
        TuningFiles.settings(result("settings.csv"), tuned);
        TuningFiles.budgets(result("budgets.csv"), tuned);
        TuningFiles.sensitivity(result("sensitivity.csv"), tuned);
    }

    /** Writes the profiles of several configs' races, by the configs' names, into the folder that theirs are in. */
    public static void writeProfile(Path folder, List<String> configs, Profile profile) {
        StatisticsFiles.profile(folder.resolve("profile.csv"), configs, profile);
    }

    /**
     * Writes a race.
     *
     * @param verified the verdicts on the optimizers that raced, as far as there are any
     * @param tuned those of them that were tuned
     */
    public void write(Race race, List<Parity> verified, List<Tuned> tuned) {
        begin();
        RaceFiles.runs(result("runs.csv"), race);
        if (!race.results().isEmpty()
                && race.results().get(0).job().goal().targets().size() > 1) {
            RaceFiles.targets(result("targets.csv"), race);
        }
        RaceFiles.summary(result("summary.csv"), race, verdicts(verified), unverified());
        RaceFiles.curves(result("curves.csv"), race);
        if (race.curves().stream().anyMatch(curve -> !curve.singles().isEmpty())) {
            RaceFiles.singleRuns(result(SINGLE_RUNS), race);
        }
        StatisticsFiles.survival(result("survival.csv"), race);
        StatisticsFiles.ecdf(result("ecdf.csv"), race);
        StatisticsFiles.pairs(result("pairs.csv"), race);
        StatisticsFiles.remarks(result("remarks.csv"), race, tuned);
    }

    /**
     * Writes published figures beside ours.
     *
     * @param verified the verdicts on the optimizers that they are of, as far as there are any
     */
    public void writePublished(List<Replication> replications, List<Parity> verified) {
        begin();
        RaceFiles.published(result("published.csv"), replications, verdicts(verified), unverified());
    }

    private static Function<String, Optional<Verdict>> verdicts(List<Parity> verified) {
        return label -> verified.stream()
                .filter(parity -> parity.run().label().equals(label))
                .map(Parity::verdict)
                .findFirst();
    }

    private String unverified() {
        return about.containsKey("like") ? "no, like " + about.get("like") : "unverified";
    }

    /** Writes one step with all its numbers. */
    public void write(WrittenStep written) {
        begin();
        StepFile.write(result("step.csv"), written);
    }

    /** Counts a page among the files written. */
    public void add(Path page) {
        written.add(page);
    }

    /** Writes a table whose file is one of the results. */
    public void write(Table table) {
        if (!RESULTS.contains(table.file())) {
            throw new IllegalArgumentException(table.file() + " is not one of the results " + RESULTS);
        }
        begin();
        CsvFile.write(result(table.file()), table.columns(), csv -> {
            for (List<String> row : table.rows()) {
                row.forEach(csv::text);
                csv.endRow();
            }
        });
    }

    /** A config that tells apart what this one does not. */
    public void writeApart(String yaml) {
        begin();
        WholeFile.write(result(APART), writer -> writer.write(yaml));
    }

    /** Adds a row to {@code timing.csv}. */
    public void writeTiming(String phase, int threads, double seconds, long steps) {
        timings.add(phase, "", "", threads, seconds, steps);
    }

    /** Adds the time of one optimizer's steps on one engine, with nothing else done in between. */
    public void writeStepTiming(String optimizer, String engine, double seconds, long steps) {
        timings.add("steps", optimizer, engine, 1, seconds, steps);
    }

    public Path folder() {
        return folder;
    }

    /** The files written, in a sentence: {@code written to results/xor: config.yaml, ...}. */
    public String contents() {
        return "written to " + folder + ": "
                + written().stream()
                        .map(name -> name.equals(OUTPUTS) ? name + outputsNote : name)
                        .collect(Collectors.joining(", "));
    }

    /** Whether a file of that name was written. */
    public boolean has(String file) {
        return written().contains(file);
    }

    /** Whether the jobs of an unfinished race are kept. */
    public boolean hasJournal() {
        return Files.exists(folder.resolve(JOURNAL));
    }

    /** The names of the files written so far, in the order of their writing; without the times. */
    public List<String> written() {
        return written.stream().map(path -> String.valueOf(path.getFileName())).toList();
    }

    private void begin() {
        if (!written.isEmpty()) {
            return;
        }
        Path file = folder.resolve(CONFIG);
        if (Files.exists(file) && !config.equals(present(file))) {
            RESULTS.forEach(name -> WholeFile.remove(folder.resolve(name)));
        }
        WholeFile.write(file, writer -> writer.write(config));
        written.add(file);
        if (!about.isEmpty()) {
            CsvFile.write(
                    result(ABOUT),
                    "key,value",
                    csv -> about.forEach(
                            (key, value) -> csv.text(key).text(value).endRow()));
        }
    }

    private Path result(String name) {
        Path file = folder.resolve(name);
        written.add(file);
        return file;
    }

    private static String present(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // whatever it is, it is not this config
        }
    }
}
