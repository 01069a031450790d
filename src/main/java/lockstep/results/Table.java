package lockstep.results;

import java.util.List;

/**
 * Rows for a CSV file of somebody else's making.
 *
 * @param file the file's name
 * @param columns the header, between commas
 * @param rows as many fields each as there are columns; the empty text for what does not exist
 */
public record Table(String file, String columns, List<List<String>> rows) {

    public Table {
        rows = rows.stream().map(List::copyOf).toList();
    }
}
