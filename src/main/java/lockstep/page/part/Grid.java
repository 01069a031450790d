package lockstep.page.part;

import java.util.ArrayList;
import java.util.List;
import lockstep.words.Figures;

/**
 * A table on the page.
 *
 * @param caption what it shows, for those who cannot see it whole
 * @param rows each as wide as the columns; the first cell names the row
 */
public record Grid(String caption, List<Column> columns, List<List<Cell>> rows) {

    /** More labels than these touch each other. */
    private static final int MOST_TICKS = 5;

    /**
     * A column.
     *
     * @param title what the heading means, or empty
     * @param scale of the intervals below the heading; empty if there are none
     */
    public record Column(String heading, boolean numbers, String title, List<Tick> scale) {

        public Column(String heading, boolean numbers, String title) {
            this(heading, numbers, title, List.of());
        }
    }

    /**
     * A label of a scale.
     *
     * @param at from 0 to 100
     */
    public record Tick(String label, double at) {}

    /**
     * A scale from 0 to a number, in steps of 1, 2 or 5 times a power of ten.
     *
     * @param end positive
     */
    public static List<Tick> scale(double end) {
        double step = Math.max(Double.MIN_NORMAL, Math.pow(10.0, Math.floor(Math.log10(end)))); // 0 has no end
        for (double part : new double[] {0.2, 0.5, 1.0, 2.0, 5.0}) {
            if (end / (part * step) <= MOST_TICKS) {
                step *= part;
                break;
            }
        }
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= end; i++) {
            ticks.add(new Tick(Figures.mean(i * step), Math.rint(1000.0 * i * step / end) / 10.0));
        }
        return ticks;
    }

    /** A column of words. */
    public static Column words(String heading) {
        return new Column(heading, false, "");
    }

    /** A column of figures. */
    public static Column numbers(String heading) {
        return new Column(heading, true, "");
    }

    public Grid {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("the row " + row + " has not the columns " + columns);
            }
        }
    }
}
