package lockstep.results;

import java.util.List;

/**
 * Rows that others have made for a CSV file.
 *
 * @param file the file's name
 * @param columns the header, between commas
 * @param rows one field per column in each; the empty text for a value that does not exist
 */
public record Table(String file, String columns, List<List<String>> rows) {

    public Table {
        rows = rows.stream().map(List::copyOf).toList();
    }
}
