package lockstep.page;

import java.util.List;

/**
 * A table on the page.
 *
 * @param caption what it shows, for those who cannot see it whole
 * @param rows each as wide as the columns; the first cell names the row
 */
record Grid(String caption, List<Column> columns, List<List<Cell>> rows) {

    /** @param title what the heading means, or empty */
    record Column(String heading, boolean numbers, String title) {}

    static Column words(String heading) {
        return new Column(heading, false, "");
    }

    static Column numbers(String heading) {
        return new Column(heading, true, "");
    }

    Grid {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("the row " + row + " has not the columns " + columns);
            }
        }
    }
}
