package lockstep.page.section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.model.ShortestDecimal;
import lockstep.model.Tolerance;
import lockstep.page.part.Cell;
import lockstep.page.part.Chart;
import lockstep.page.part.Conclusion;
import lockstep.page.part.Grid;
import lockstep.page.part.Section;
import lockstep.page.part.Thinning;
import lockstep.page.part.Tone;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Ruling;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import lockstep.results.LossTrace;
import lockstep.results.SavedResults;
import lockstep.words.Figures;
import lockstep.words.VerdictWords;

/** Whether the two networks agree, rung by rung, and how much of the tolerance the free run uses at every step. */
public final class ParitySection {

    /** Stretches of steps: fewer than pixels, because these lines are noise and only their upper edge counts. */
    private static final int STRETCHES = 150;

    private ParitySection() {}

    public static Optional<Section> of(SavedResults results, List<LossTrace> traces) {
        if (results.rulings().isEmpty()) {
            return Optional.empty();
        }
        List<Chart> charts = results.tolerance()
                .map(tolerance -> List.of(shares(results, traces, tolerance)))
                .orElse(List.of());
        return Optional.of(new Section(
                "parity",
                "Agreement",
                "Do the two networks agree?",
                List.of(explanation(results)),
                List.of(ladder(results)),
                Conclusion.ofVerdicts(results),
                List.of(findings(results)),
                traces.isEmpty() ? List.of() : charts,
                Optional.empty(),
                List.of("verdicts.csv", "rungs.csv", "losses.csv")));
    }

    private static String explanation(SavedResults results) {
        String other = results.candidate();
        return "The scalar network and " + other
                + " are compared on five rungs, each with a tolerance of its own: the weights"
                + " as loaded, the gradient of the first batch, the optimizer’s rule alone, every step from the same weights"
                + " (locked), and both trained freely from one start. A cell holds the largest share of the tolerance that"
                + " was used; 100 % is the limit.";
    }

    private static Grid ladder(SavedResults results) {
        List<Grid.Column> columns = new ArrayList<>(List.of(Grid.words("optimizer"), Grid.words("verdict")));
        for (Rung rung : Rung.values()) {
            columns.add(Grid.numbers(rung.key()));
        }
        columns.add(
                new Grid.Column("twin", false, "the updater of " + results.candidate() + " that it is compared with"));
        return new Grid(
                "The share of the tolerance that each optimizer used at each rung",
                columns,
                results.rulings().stream()
                        .map(ruling -> ladder(results, ruling))
                        .toList());
    }

    private static List<Cell> ladder(SavedResults results, Ruling ruling) {
        Verdict verdict = ruling.verdict();
        List<Cell> row = new ArrayList<>();
        row.add(new Cell.Label(ruling.optimizer(), results.style(ruling.optimizer()), ""));
        row.add(RankingSection.verified(verdict.kind().key()));
        for (Rung rung : Rung.values()) {
            row.add(verdict.findings().stream()
                    .filter(finding -> finding.rung() == rung)
                    .findFirst()
                    .map(finding -> share(finding, verdict.kind()))
                    .orElse(Cell.none()));
        }
        row.add(Cell.words(ruling.twin()));
        return row;
    }

    private static Cell share(Finding finding, Verdict.Kind kind) {
        if (!finding.judged()) {
            return new Cell.Share("–", Tone.PLAIN, finding.note());
        }
        Tone tone = finding.holds() ? Tone.PLAIN : Tone.of(kind);
        return new Cell.Share(Figures.asWritten(Figures.share(finding.share())), tone, VerdictWords.place(finding));
    }

    private static Grid findings(SavedResults results) {
        List<Grid.Column> columns = List.of(
                Grid.words("optimizer"),
                Grid.words("rung"),
                Grid.words("holds"),
                Grid.numbers("tolerance used"),
                Grid.numbers("step"),
                Grid.numbers("layer"),
                Grid.words("quantity"),
                Grid.numbers("scalar"),
                Grid.numbers(results.candidate()),
                Grid.words("note"));
        List<List<Cell>> rows = new ArrayList<>();
        for (Ruling ruling : results.rulings()) {
            for (Finding finding : ruling.verdict().findings()) {
                rows.add(finding(results, ruling, finding));
            }
        }
        return new Grid("Where the two sides are furthest apart: every rung, with both values", columns, rows);
    }

    private static List<Cell> finding(SavedResults results, Ruling ruling, Finding finding) {
        boolean values = finding.judged() && !finding.failed();
        return List.of(
                new Cell.Label(ruling.optimizer(), results.style(ruling.optimizer()), ""),
                Cell.words(finding.rung().key()),
                finding.holds()
                        ? new Cell.Badge("holds", Tone.GOOD)
                        : new Cell.Badge("breaks", Tone.of(ruling.verdict().kind())),
                finding.judged() ? Cell.number(Figures.asWritten(Figures.share(finding.share()))) : Cell.none(),
                finding.step() < 0 ? Cell.none() : Cell.number(Integer.toString(finding.step())),
                finding.layer() == 0 ? Cell.none() : Cell.number(Integer.toString(finding.layer())),
                finding.judged() ? Cell.words(finding.quantity()) : Cell.none(),
                values ? Cell.number(written(finding.scalar())) : Cell.none(),
                values ? Cell.number(written(finding.candidate())) : Cell.none(),
                Cell.words(finding.note()));
    }

    private static String written(double value) {
        return Figures.asWritten(ShortestDecimal.of(value));
    }

    private static Chart shares(SavedResults results, List<LossTrace> traces, Tolerance tolerance) {
        return new Chart(
                "shares",
                "Tolerance used by the free run: the largest share of each stretch of steps",
                "Line chart of the share of the tolerance that each optimizer’s free run uses over the steps; 1 is the limit.",
                new Chart.Axis("step", false),
                new Chart.Axis("share of the tolerance", true),
                traces.stream()
                        .sorted(Comparator.comparingInt(
                                trace -> results.ranked().indexOf(trace.optimizer())))
                        .map(trace -> shares(results, trace, tolerance))
                        .toList(),
                List.of(new Chart.Mark(false, 1.0, "limit")));
    }

    /** The largest share of each stretch; where the losses are equal to the last bit there is none on such an axis. */
    private static Chart.Series shares(SavedResults results, LossTrace trace, Tolerance tolerance) {
        double[] shares = IntStream.range(0, trace.steps())
                .mapToDouble(step -> tolerance.share(trace.scalar()[step], trace.candidate()[step]))
                .toArray();
        int[] peaks = Thinning.peaks(STRETCHES, shares);
        return new Chart.Series(
                trace.optimizer(),
                results.style(trace.optimizer()),
                Chart.Shape.LINE,
                Arrays.stream(peaks).asDoubleStream().toArray(),
                Thinning.at(peaks, shares));
    }
}
