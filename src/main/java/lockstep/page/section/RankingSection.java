package lockstep.page.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import lockstep.page.part.Cell;
import lockstep.page.part.Conclusion;
import lockstep.page.part.Grid;
import lockstep.page.part.Section;
import lockstep.page.part.Tone;
import lockstep.race.ranking.Place;
import lockstep.race.ranking.Standing;
import lockstep.results.SavedResults;
import lockstep.words.Figures;
import lockstep.words.RaceWords;

/** How fast each optimizer reached the target: one row each, the best first. */
public final class RankingSection {

    private static final String FILE = "summary.csv";

    private RankingSection() {}

    public static Optional<Section> of(SavedResults results) {
        List<Standing> ranked = Standing.ranked(results.standings());
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        double end = end(ranked);
        boolean heldOut = ranked.stream()
                .anyMatch(standing -> !Double.isNaN(standing.summary().testLoss()));
        List<Grid.Column> columns = new ArrayList<>(List.of(
                Grid.words("optimizer"),
                Grid.numbers("rank"),
                Grid.words("verified"),
                new Grid.Column(
                        "expected epochs",
                        true,
                        "what the order is by: all epochs spent, by whichever start, per start that got there; 95 % interval"),
                new Grid.Column(
                        "expected epochs, 95 % interval", false, "an arrow where it has no end", Grid.scale(end)),
                new Grid.Column("median epochs", true, "half of the starts need no more than this; 95 % interval"),
                new Grid.Column("reached", true, "starts that reached the target; 95 % interval of the rate"),
                new Grid.Column("mean ± SD", true, "over the starts that got there")));
        if (heldOut) {
            columns.add(new Grid.Column("held-out loss", true, "the median over the starts, when they stopped"));
            columns.add(new Grid.Column("accuracy", true, "on the examples held out; the median over the starts"));
        }
        List<List<Cell>> rows = ranked.stream()
                .map(standing -> row(results, standing, end, heldOut))
                .toList();
        return Optional.of(new Section(
                "ranking",
                "Ranking",
                "Which optimizer is fastest?",
                text(results, ranked.get(0)),
                List.of(new Grid("The optimizers, the fastest first", columns, rows)),
                Conclusion.ofRanking(results),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(FILE, "runs.csv")));
    }

    private static List<String> text(SavedResults results, Standing any) {
        List<String> text = new ArrayList<>();
        String starts = any.summary().seeds() == 1
                ? "one start"
                : Figures.whole(any.summary().seeds()) + " starts";
        String target = results.fact("race_target").map(goal -> " to " + goal).orElse("");
        String budget = results.budget() == 0
                ? ""
                : ", in " + Figures.whole(results.budget()) + " " + Figures.plural(results.budget(), "epoch")
                        + " at most";
        text.add("Each optimizer ran from the same " + starts + target + budget
                + ". The order is that of the expected epochs: all that were spent, those of failed starts too, for each start"
                + " that reached the target. Brackets hold 95 % intervals.");
        return text;
    }

    private static List<Cell> row(SavedResults results, Standing standing, double end, boolean heldOut) {
        int budget = results.budget();
        int style = results.style(standing.optimizer());
        boolean reached = standing.reached();
        String median = Figures.epochs(standing.summary().medianEpochs(), budget);
        String interval = RaceWords.interval(standing.summary(), budget);
        String success = Figures.whole(standing.summary().converged()) + "/"
                + Figures.whole(standing.summary().seeds());
        String rate =
                Figures.rate(standing.summary().converged(), standing.summary().seeds()) + " ["
                        + Figures.percent(standing.summary().successLow()) + ",\u00a0"
                        + Figures.percent(standing.summary().successHigh()) + "]";
        String sd = Double.isNaN(standing.summary().sdEpochs())
                ? ""
                : " ±\u00a0" + Figures.mean(standing.summary().sdEpochs());
        List<Cell> row = new ArrayList<>(List.of(
                new Cell.Label(standing.optimizer(), style, setting(standing)),
                Cell.number(reached ? standing.place().toString() : "–"),
                verified(standing.verified()),
                Cell.number(Figures.ert(standing.summary().ertEpochs())
                        + (reached
                                ? " [" + Figures.ert(standing.place().ertLow()) + ",\u00a0"
                                        + Figures.ert(standing.place().ertHigh()) + "]"
                                : "")),
                reached ? interval(standing, end, style) : Cell.none(),
                Cell.number(median + " " + interval),
                new Cell.Figure(rate, success + " starts"),
                Double.isNaN(standing.summary().meanEpochs())
                        ? Cell.none()
                        : Cell.number(Figures.mean(standing.summary().meanEpochs()) + sd)));
        if (heldOut) {
            row.add(Cell.number(Figures.significant(standing.summary().testLoss())));
            row.add(
                    Double.isNaN(standing.summary().accuracy())
                            ? Cell.none()
                            : Cell.number(Figures.percent(standing.summary().accuracy()) + " %"));
        }
        return row;
    }

    private static Cell interval(Standing standing, double end, int style) {
        Place place = standing.place();
        return new Cell.Interval(
                place(place.ertLow(), end),
                place(place.ertEpochs(), end),
                place(place.ertHigh(), end),
                Double.isInfinite(place.ertHigh()),
                style,
                "expected epochs " + Figures.ert(place.ertEpochs()));
    }

    private static String setting(Standing standing) {
        return (standing.kind().equals(standing.optimizer()) ? "" : standing.kind() + ", ")
                + Figures.asWritten(standing.hyperParameters())
                        .replace(" ", ", ")
                        .replace("learning_rate", "rate")
                        .replace('=', '\u00a0');
    }

    static Cell verified(String verdict) {
        return switch (verdict) {
            case "agree" -> new Cell.Badge("agrees", Tone.GOOD);
            case "chaotic" -> new Cell.Badge("chaotic", Tone.NOTE);
            case "undecided" -> new Cell.Badge("undecided", Tone.NOTE);
            case "disagree" -> new Cell.Badge("disagrees", Tone.BAD);
            default -> new Cell.Badge(verdict.startsWith("no, ") ? verdict : "not verified", Tone.PLAIN);
        };
    }

    /** The end of the axis: a little beyond the last known end of an interval, or 1 if none is above 0. */
    private static double end(List<Standing> standings) {
        return 1.05
                * standings.stream()
                        .flatMapToDouble(standing -> DoubleStream.of(
                                standing.place().ertLow(),
                                standing.summary().ertEpochs(),
                                standing.place().ertHigh()))
                        .filter(epochs -> epochs > 0.0 && epochs < Double.POSITIVE_INFINITY)
                        .max()
                        .orElse(1.0);
    }

    private static double place(double epochs, double end) {
        return Double.isInfinite(epochs) ? 100.0 : Math.rint(1000.0 * epochs / end) / 10.0;
    }
}
