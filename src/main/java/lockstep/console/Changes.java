package lockstep.console;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lockstep.console.TextTable.Cell;
import lockstep.parity.verdict.Ruling;
import lockstep.race.ranking.Standing;
import lockstep.words.Figures;
import picocli.CommandLine.Help.Ansi;

/** What changed from one run of a config to another: the verdicts, the ranks, what it costs to get there. */
public final class Changes {

    private static final String NONE = "-";

    private Changes() {}

    /** The results of a config. */
    public record Side(List<Ruling> rulings, List<Standing> standings) {

        private Set<String> optimizers() {
            Set<String> labels = new LinkedHashSet<>();
            rulings.forEach(ruling -> labels.add(ruling.optimizer()));
            Standing.ranked(standings).forEach(standing -> labels.add(standing.optimizer()));
            return labels;
        }

        private Optional<Standing> standing(String optimizer) {
            return standings.stream()
                    .filter(standing -> standing.optimizer().equals(optimizer))
                    .findFirst();
        }

        private String of(String optimizer, Function<Standing, String> words) {
            return standing(optimizer).map(words).orElse(NONE);
        }

        private String verdict(String optimizer) {
            return rulings.stream()
                    .filter(ruling -> ruling.optimizer().equals(optimizer))
                    .map(ruling -> ruling.verdict().word())
                    .findFirst()
                    .orElse(NONE);
        }
    }

    /** A table of the optimizers of which something changed; empty if nothing did. */
    public static List<String> lines(Side before, Side after, Ansi ansi) {
        TextTable table = new TextTable()
                .words("optimizer")
                .words("verdict")
                .words("rank")
                .words("expected epochs")
                .numbers("times")
                .words("beyond its\ninterval");
        Set<String> optimizers = before.optimizers();
        optimizers.addAll(after.optimizers());
        boolean any = false;
        for (String optimizer : optimizers) {
            Optional<Standing> old = before.standing(optimizer);
            Optional<Standing> now = after.standing(optimizer);
            String verdict = arrow(before.verdict(optimizer), after.verdict(optimizer));
            String rank = arrow(before.of(optimizer, Changes::rank), after.of(optimizer, Changes::rank));
            double from = old.map(Changes::cost).orElse(Double.NaN);
            double to = now.map(Changes::cost).orElse(Double.NaN);
            if (verdict.contains(" ") || rank.contains(" ") || Double.compare(from, to) != 0) {
                any = true;
                table.row(List.of(
                        new Cell(optimizer),
                        new Cell(verdict, verdict.contains(" ") ? "yellow" : ""),
                        new Cell(rank),
                        new Cell(arrow(before.of(optimizer, Changes::epochs), after.of(optimizer, Changes::epochs))),
                        new Cell(Double.isFinite(to / from) ? Figures.significant(to / from) : NONE),
                        new Cell(old.isEmpty() || now.isEmpty() ? NONE : beyond(old.get(), to) ? "yes" : "no")));
            }
        }
        return any ? table.lines(ansi) : List.of();
    }

    private static String arrow(String before, String after) {
        return before.equals(after) ? before : before + " -> " + after;
    }

    private static String rank(Standing standing) {
        return standing.reached() ? standing.place().toString() : NONE;
    }

    private static String epochs(Standing standing) {
        return Figures.ert(cost(standing));
    }

    private static double cost(Standing standing) {
        return standing.summary().ertEpochs();
    }

    /** Whether a cost is outside of the 95 % interval of the one before. */
    private static boolean beyond(Standing before, double cost) {
        return cost < before.place().ertLow() || cost > before.place().ertHigh();
    }
}
