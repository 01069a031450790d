package lockstep.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import lockstep.page.part.Cell;
import lockstep.page.part.Chart;
import lockstep.page.part.Conclusion;
import lockstep.page.part.Grid;
import lockstep.page.part.Section;
import lockstep.page.part.Tone;
import lockstep.parity.verdict.Verdict;
import lockstep.race.ranking.Standing;
import lockstep.results.ResultFolder;
import lockstep.results.SavedResults;
import lockstep.results.file.CsvRow;
import lockstep.results.file.UnreadableException;
import lockstep.results.file.WholeFile;
import lockstep.words.Figures;
import lockstep.words.RaceWords;

/** {@code index.html}: a row for each config that has results in a folder, with what came of it. */
public final class IndexPage {

    static final String FILE = "index.html";
    private static final String PROFILE = "profile.csv";

    private IndexPage() {}

    /** All that the template shows. */
    record Index(Tone tone, String headline, Grid configs, Optional<Section> profile) {}

    /**
     * The folders of results in a folder, in the order of their names.
     *
     * @throws UnreadableException if the folder cannot be listed
     */
    public static List<Path> folders(Path results) {
        try (Stream<Path> folders = Files.list(results)) {
            return folders.filter(ReportPage::isPossible).sorted().toList();
        } catch (IOException e) {
            throw new UnreadableException(results, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Writes the page into a folder of folders of results.
     *
     * @return the page
     */
    public static Path write(Path results) {
        Path file = results.resolve(FILE);
        String html = Templates.render("index.jte", Map.of("index", of(results)));
        WholeFile.write(file, writer -> writer.write(html));
        return file;
    }

    static Index of(Path folder) {
        List<SavedResults> all = folders(folder).stream().map(SavedResults::new).toList();
        List<Conclusion> answers = all.stream().map(Conclusion::of).toList();
        List<List<Cell>> rows = new ArrayList<>();
        for (int c = 0; c < all.size(); c++) {
            rows.add(row(all.get(c), answers.get(c)));
        }
        List<Grid.Column> columns = List.of(
                Grid.words("config"),
                Grid.words("what it is"),
                Grid.words("verdicts"),
                Grid.words("ranks first"),
                Grid.numbers("expected epochs"),
                Grid.numbers("reached"));
        return new Index(
                tone(answers),
                headline(answers),
                new Grid("The configs and their results", columns, rows),
                profile(new SavedResults(folder)));
    }

    /** Where nothing was verified there is no news, good or bad. */
    private static Tone tone(List<Conclusion> answers) {
        if (count(answers, Tone.BAD) > 0) {
            return Tone.BAD;
        }
        return count(answers, Tone.PLAIN) == answers.size() ? Tone.PLAIN : Tone.GOOD;
    }

    private static String headline(List<Conclusion> answers) {
        String configs = answers.size() == 1 ? "one config" : Figures.whole(answers.size()) + " configs";
        long unverified = count(answers, Tone.PLAIN);
        return switch (tone(answers)) {
            case BAD -> {
                long bad = count(answers, Tone.BAD);
                yield Figures.whole(bad) + " of " + configs + (bad == 1 ? " has" : " have")
                        + " a verdict that was not expected.";
            }
            case PLAIN -> "Of " + configs + ", nothing was verified.";
            case GOOD, NOTE, EXPECTED ->
                "Of " + configs + ", every verdict is as expected"
                        + (unverified == 0
                                ? "."
                                : "; " + Figures.whole(unverified) + (unverified == 1 ? " was" : " were")
                                        + " not verified.");
        };
    }

    private static long count(List<Conclusion> answers, Tone tone) {
        return answers.stream().filter(answer -> answer.tone() == tone).count();
    }

    private static List<Cell> row(SavedResults results, Conclusion answer) {
        List<Cell> row = new ArrayList<>();
        row.add(new Cell.Link(results.name(), results.folderName() + "/" + ResultFolder.PAGE));
        row.add(Cell.words(results.fact("description").orElse("")));
        String badge = results.untrained().isPresent() ? "outputs" : verdicts(results);
        String words = answer.tone() == Tone.EXPECTED ? badge + ", as expected" : badge;
        row.add(badge.isEmpty() ? Cell.none() : new Cell.Badge(words, answer.tone()));
        Optional<Standing> best = Standing.ranked(results.standings()).stream()
                .filter(Standing::reached)
                .findFirst();
        row.add(best.map(standing -> Cell.words(standing.optimizer() + orOthers(RaceWords.asFast(results.remarks()))))
                .orElse(Cell.none()));
        row.add(best.map(standing -> Cell.number(Figures.ert(standing.summary().ertEpochs())))
                .orElse(Cell.none()));
        row.add(best.map(standing -> Cell.number(standing.summary().converged() + "/"
                        + standing.summary().seeds()))
                .orElse(Cell.none()));
        return row;
    }

    /** Those that cannot be told apart from the first: {@code  (or momentum)}, {@code  (or 4 others)}. */
    private static String orOthers(List<String> asFast) {
        return switch (asFast.size()) {
            case 0 -> "";
            case 1 -> " (or " + asFast.get(0) + ")";
            default -> " (or " + asFast.size() + " others)";
        };
    }

    /** {@code 3 agree, 1 chaotic}. */
    private static String verdicts(SavedResults results) {
        List<String> counts = new ArrayList<>();
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            long count =
                    results.rulings().stream().filter(ruling -> ruling.is(kind)).count();
            if (count > 0) {
                counts.add(count + " " + kind.key());
            }
        }
        return String.join(", ", counts);
    }

    private static Optional<Section> profile(SavedResults results) {
        List<CsvRow> rows = results.rows(PROFILE);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<String> optimizers = rows.stream() // the best first
                .sorted(Comparator.comparingDouble(row -> -row.number("area")))
                .map(row -> row.text("optimizer"))
                .distinct()
                .toList();
        double widest =
                rows.stream().mapToDouble(row -> row.number("factor")).max().orElse(1.0);
        List<Chart.Series> series = new ArrayList<>();
        List<List<Cell>> areas = new ArrayList<>();
        for (String optimizer : optimizers) {
            List<CsvRow> own = CsvRow.of(optimizer, rows);
            int style = optimizers.indexOf(optimizer) % SavedResults.STYLES;
            series.add(new Chart.Series(
                    optimizer,
                    style,
                    Chart.Shape.STEPS,
                    toTheEdges(1.0, own, "factor", widest),
                    toTheEdges(0.0, own, "share", own.get(own.size() - 1).number("share"))));
            areas.add(List.of(
                    new Cell.Label(optimizer, style, ""),
                    Cell.number(Figures.significant(own.get(0).number("area")))));
        }
        Grid grid = new Grid(
                "The area below each profile",
                List.of(
                        Grid.words("optimizer"),
                        new Grid.Column("area", true, "1 for an optimizer that is the best on every config")),
                areas);
        Chart chart = new Chart(
                "profile",
                "",
                "Step chart of the share of the configs on which each optimizer is within a factor of the best.",
                new Chart.Axis("times the best optimizer’s epochs", true),
                new Chart.Axis("share of the configs", false),
                series,
                List.of());
        return Optional.of(new Section(
                "profile",
                "Profile",
                "Which optimizer is good on all of them?",
                List.of("Of " + rows.get(0).text("configs").replace(" ", ", ")
                        + ": the share of the configs on which an optimizer needs at most that many times the epochs of the best one"
                        + " there. At 1: how often it is the best. Far right: how often it gets there at all."),
                List.of(grid),
                List.of(),
                List.of(chart),
                List.of(PROFILE)));
    }

    /** A column with a value before it and one after it, because a profile is flat from edge to edge. */
    private static double[] toTheEdges(double first, List<CsvRow> rows, String column, double last) {
        return DoubleStream.concat(
                        DoubleStream.concat(
                                DoubleStream.of(first), rows.stream().mapToDouble(row -> row.number(column))),
                        DoubleStream.of(last))
                .toArray();
    }
}
