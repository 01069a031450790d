package lockstep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command that a page shows, with what it says: in a {@code ```console} block, a line {@code $ ./lockstep ...} and the lines
 * after it. A line {@code ...} stands for lines left out, {@code ...} within a line for a part of it.
 *
 * @param page the file
 * @param line of the command in it, counted from 0
 * @param command what is typed, without the {@code $}
 * @param output the lines that it prints
 * @param status what {@code $ echo $?} prints below, or 0 where nothing asks for it
 */
record Shown(Path page, int line, String command, List<String> output, int status) {

    static final String LEFT_OUT = "...";

    private static final String BEGIN = "```console";
    private static final String END = "```";
    private static final String PROMPT = "$ ";
    private static final String PROGRAM = "./lockstep ";
    private static final String ASKS_STATUS = PROMPT + "echo $?";

    /** Of a row of a table: an agreement's share of the tolerance, and its rung and step. Not a success rate, which stands alone. */
    private static final Pattern ROUNDING = Pattern.compile("( agree) +(?:< )?[0-9.]+ %"
            + "(?: +(?:weights|gradient|rule|locked|free) +[0-9]+|(?= +[0-9.]+ %)|(?= +\\.\\.\\.)|$)");

    /** All that the README and the pages of docs show. */
    static List<Shown> all() throws IOException {
        List<Shown> all = new ArrayList<>();
        all.addAll(in(Path.of("README.md")));
        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            for (Path page : pages.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                all.addAll(in(page));
            }
        }
        return all;
    }

    static List<Shown> in(Path page) throws IOException {
        List<Shown> commands = new ArrayList<>();
        List<String> lines = Files.readAllLines(page);
        boolean inside = false;
        for (int l = 0; l < lines.size(); l++) {
            inside = inside ? !lines.get(l).equals(END) : lines.get(l).equals(BEGIN);
            if (inside && lines.get(l).startsWith(PROMPT + PROGRAM)) {
                commands.add(at(page, lines, l));
            }
        }
        return commands;
    }

    private static Shown at(Path page, List<String> lines, int line) {
        int end = line + 1;
        while (!lines.get(end).equals(END) && !lines.get(end).startsWith(PROMPT)) {
            end++;
        }
        int status = lines.get(end).equals(ASKS_STATUS) ? Integer.parseInt(lines.get(end + 1)) : 0;
        String command = lines.get(line).substring(PROMPT.length());
        return new Shown(page, line, command, List.copyOf(lines.subList(line + 1, end)), status);
    }

    /** The words after the program's name; what stands in double quotes is one. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        var words = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(command.substring(PROGRAM.length()));
        while (words.find()) {
            arguments.add(words.group(1) == null ? words.group(2) : words.group(1));
        }
        return arguments;
    }

    /** Whether these are the lines shown, whatever stands where something was left out. */
    boolean matches(List<String> printed) {
        String pattern = output.stream()
                .map(line -> line.equals(LEFT_OUT) ? "(?:.*\n)*?" : pattern(line) + "\n")
                .collect(Collectors.joining());
        return Pattern.matches(
                pattern, printed.stream().map(line -> everywhere(line) + "\n").collect(Collectors.joining()));
    }

    /** A line without what depends on the processor: how much rounding there is, and where, and so how wide its columns are. */
    private static String everywhere(String line) {
        return ROUNDING.matcher(line).replaceAll("$1").replaceAll(" {2,}", "  ");
    }

    /** Of a line that may leave a part out. */
    private static String pattern(String line) {
        return Stream.of(everywhere(line).split(Pattern.quote(LEFT_OUT), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
    }

    /**
     * What the page should show of these lines: all, or as many at the beginning and the end as it showed before something was
     * left out; and a line that still fits stays as it is, with the part that it leaves out.
     */
    List<String> refreshed(List<String> printed) {
        if (matches(printed)) {
            return output;
        }
        int first = output.indexOf(LEFT_OUT);
        int after = output.size() - 1 - output.lastIndexOf(LEFT_OUT);
        List<String> lines = new ArrayList<>(printed);
        if (first >= 0 && first + after < printed.size()) {
            lines = new ArrayList<>(printed.subList(0, first));
            lines.add(LEFT_OUT);
            lines.addAll(printed.subList(printed.size() - after, printed.size()));
        }
        lines.replaceAll(line -> output.stream()
                .filter(shown -> shown.contains(LEFT_OUT) && !shown.equals(LEFT_OUT))
                .filter(shown -> Pattern.matches(pattern(shown), everywhere(line)))
                .findFirst()
                .orElse(line));
        return lines;
    }

    /** Puts the lines into the page. */
    void replaceWith(List<String> printed) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(page));
        List<String> old = lines.subList(line + 1, line + 1 + output.size());
        old.clear();
        old.addAll(refreshed(printed));
        Files.write(page, lines);
    }

    @Override
    public String toString() {
        return page + ":" + (line + 1) + ": " + command;
    }
}
