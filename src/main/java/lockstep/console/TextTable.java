package lockstep.console;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * A table for a terminal. Columns are as wide as they need be; if the lines get too long, the first column gives way and its
 * longest entries end in an ellipsis.
 */
public final class TextTable {

    /** Columns of a terminal that every output keeps to. */
    public static final int WIDTH = 80;

    private static final String GAP = "  ";
    private static final int LEAST = 8;

    private final List<Column> columns = new ArrayList<>();
    private int rows;

    private static final class Column {
        final List<String> heading;
        final boolean right;
        final List<String> cells = new ArrayList<>();
        final List<String> styles = new ArrayList<>();
        int width;

        Column(String heading, boolean right) {
            this.heading = heading.lines().toList();
            this.right = right;
            this.width = this.heading.stream().mapToInt(TextTable::length).max().orElse(0);
        }

        void add(String cell, String style) {
            cells.add(cell);
            styles.add(style);
            width = Math.max(width, length(cell));
        }

        String padded(String text) {
            String cut = truncated(text, width);
            String space = " ".repeat(width - length(cut));
            return right ? space + cut : cut + space;
        }
    }

    /** A column of words. */
    TextTable words(String heading) {
        columns.add(new Column(heading, false));
        return this;
    }

    /** A column of numbers, flush right. */
    TextTable numbers(String heading) {
        columns.add(new Column(heading, true));
        return this;
    }

    /** A row: one cell per column. */
    TextTable row(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
        }
        for (int c = 0; c < cells.size(); c++) {
            columns.get(c).add(cells.get(c).text(), cells.get(c).style());
        }
        rows++;
        return this;
    }

    /** @param style a colour of {@link Ansi.Style}, or the empty string */
    record Cell(String text, String style) {
        Cell(String text) {
            this(text, "");
        }
    }

    /** The table, the lines of its heading first. */
    List<String> lines(Ansi ansi) {
        Column first = columns.get(0);
        int others = columns.stream()
                .skip(1)
                .mapToInt(column -> GAP.length() + column.width)
                .sum();
        first.width = Math.min(first.width, Math.max(LEAST, WIDTH - others));

        List<String> lines = new ArrayList<>();
        int headings =
                columns.stream().mapToInt(column -> column.heading.size()).max().orElse(0);
        for (int h = 0; h < headings; h++) {
            List<String> cells = new ArrayList<>();
            for (Column column : columns) { // a short heading stands at the bottom
                int line = h - headings + column.heading.size();
                cells.add(column.padded(line < 0 ? "" : column.heading.get(line)));
            }
            lines.add(String.join(GAP, cells).stripTrailing());
        }
        for (int r = 0; r < rows; r++) {
            List<String> cells = new ArrayList<>();
            for (Column column : columns) {
                cells.add(coloured(column.padded(column.cells.get(r)), column.styles.get(r), ansi));
            }
            lines.add(String.join(GAP, cells).stripTrailing());
        }
        return lines;
    }

    /** A text of at most so many characters. */
    public static String truncated(String text, int width) {
        int[] points = text.codePoints().toArray();
        return points.length <= width ? text : new String(points, 0, width - 1) + "\u2026";
    }

    /**
     * A paragraph on lines of at most {@link #WIDTH} columns. The blanks before it stay; the other lines have two more, four at
     * most.
     */
    public static List<String> wrapped(String paragraph) {
        String text = paragraph.stripLeading();
        int lead = paragraph.length() - text.length();
        return wrapped(" ".repeat(lead), text, Math.max(lead, Math.min(4, lead + 2)));
    }

    private static List<String> wrapped(String lead, String text, int indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(lead);
        boolean first = true;
        for (String word : text.split(" ", -1)) {
            if (!first && length(line.toString()) + 1 + length(word) > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(indent)).append(word);
            } else {
                line.append(first ? "" : " ").append(word);
            }
            first = false;
        }
        lines.add(line.toString());
        return lines;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String coloured(String text, String style, Ansi ansi) {
        if (style.isEmpty() || !ansi.enabled()) {
            return text;
        }
        Ansi.IStyle[] styles = Ansi.Style.parse(style);
        return Ansi.Style.on(styles) + text + Ansi.Style.off(styles);
    }
}
