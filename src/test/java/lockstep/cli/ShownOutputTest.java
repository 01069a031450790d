package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lockstep.console.TextTable;
import lockstep.work.Interruption;
import org.assertj.core.util.diff.DiffUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Without it the README and the pages of docs could show what the program said once, and no longer says.
 *
 * <p>{@code mvn -Dtest=ShownOutputTest -Dlockstep.refresh=true test} rewrites the pages.
 */
class ShownOutputTest {

    private static final boolean REFRESH = Boolean.getBoolean("lockstep.refresh");

    private static final String RESULTS = "results";

    /** What a command said, so that pages that show the same run it once. */
    private static final Map<String, Answer> ANSWERS = new HashMap<>();

    @TempDir
    private static Path folder;

    private record Answer(int status, List<String> lines, String err) {}

    static List<Shown> shown() throws IOException {
        return Shown.all();
    }

    /** From the last to the first, so that the lines of those above stay where they are. */
    @BeforeAll
    static void refresh() throws IOException {
        if (REFRESH) {
            List<Shown> all = new ArrayList<>(Shown.all());
            all.forEach(ShownOutputTest::answer); // in the order of reading: one may need the files of another
            Collections.reverse(all);
            for (Shown shown : all) {
                shown.replaceWith(answer(shown).lines);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shown")
    void whatThePageShowsIsWhatTheProgramSays(Shown shown) {
        Answer answer = answer(shown);

        assertThat(answer.status).as("%s%n%s", shown, answer.err).isEqualTo(shown.status());
        if (!shown.matches(answer.lines)) {
            var diff = DiffUtils.diff(shown.output(), answer.lines);
            fail(
                    "%s%nThe program says something else. If it is right, this rewrites the pages:%n"
                            + "mvn -Dtest=ShownOutputTest -Dlockstep.refresh=true test%n%s",
                    shown,
                    String.join(
                            "\n", DiffUtils.generateUnifiedDiff("the page", "the program", shown.output(), diff, 2)));
        }
    }

    @Test
    void theReadmeShowsItsFirstCommand() throws IOException {
        assertThat(Shown.in(Path.of("README.md"))).isNotEmpty();
    }

    @Test
    void whatIsLeftOutMayBeAnything() {
        Shown shown = new Shown(Path.of("page.md"), 3, "./lockstep run \"a b\" c", List.of("one ... 1", "...", "z"), 0);

        assertThat(shown.arguments()).containsExactly("run", "a b", "c");
        assertThat(shown.matches(List.of("one 0.5 1", "z"))).isTrue();
        assertThat(shown.matches(List.of("one 0.5 1", "two", "three", "z"))).isTrue();
        assertThat(shown.matches(List.of("one 0.5 2", "z"))).isFalse();
        assertThat(shown.matches(List.of("one 0.5 1", "z", "y"))).isFalse();
        assertThat(shown.refreshed(List.of("two", "three", "four", "y"))).containsExactly("two", "...", "y");
        assertThat(shown.refreshed(List.of("one 7 1", "two", "x"))).containsExactly("one ... 1", "...", "x");
    }

    /** Another processor's DL4J rounds otherwise; but a success rate is the same everywhere. */
    @Test
    void howMuchRoundingThereIsDependsOnTheProcessor() {
        List<String> raced = List.of("sgd    agree  0.31 %   100 %  316", "adam   agree    95.0 %   86");
        List<String> verified = List.of("              most of it", "sgd   agree   0.5 %   locked  3  Sgd");
        Shown race = new Shown(Path.of("page.md"), 3, "./lockstep race a", raced, 0);
        Shown verification = new Shown(Path.of("page.md"), 3, "./lockstep verify a", verified, 0);

        assertThat(race.matches(List.of("sgd    agree  < 0.01 %   100 %  316", raced.get(1))))
                .isTrue();
        assertThat(race.matches(List.of("sgd    agree  0.31 %   99.0 %  316", raced.get(1))))
                .isFalse();
        assertThat(race.matches(List.of(raced.get(0), "adam   agree    96.0 %   86")))
                .isFalse();
        assertThat(verification.matches(
                        List.of("                 most of it", "sgd   agree   12 %   gradient     123  Sgd")))
                .isTrue();
        assertThat(verification.matches(List.of(verified.get(0), "sgd   disagree   200 %   locked  3  Sgd")))
                .isFalse();
    }

    private static Answer answer(Shown shown) {
        return ANSWERS.computeIfAbsent(shown.command(), command -> execute(shown.arguments()));
    }

    /** Runs the command as it is typed, but for its results, which go to a folder of the test's. */
    private static Answer execute(List<String> typed) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine program = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        List<String> arguments = new ArrayList<>(typed);
        arguments.replaceAll(
                word -> word.matches(RESULTS + "(/.*)?") ? folder.resolve(word).toString() : word);
        CommandLine command = program.getSubcommands().get(typed.get(0));
        if (command != null && command.getCommandSpec().findOption("--out") != null && !typed.contains("--out")) {
            arguments.addAll(1, List.of("--out", folder.resolve(RESULTS).toString()));
        }
        int status = program.execute(arguments.toArray(String[]::new));
        return new Answer(status, asTyped(out.toString().lines().toList()), err.toString());
    }

    /** The lines with the folder's name as it would be; a paragraph that has it is wrapped again. */
    private static List<String> asTyped(List<String> lines) {
        List<String> typed = new ArrayList<>();
        for (int l = 0; l < lines.size(); l++) {
            StringBuilder paragraph = new StringBuilder(lines.get(l));
            if (paragraph.toString().equals("written to")) { // the folder's name filled the next line
                paragraph.append(' ').append(lines.get(++l).strip());
            }
            if (paragraph.indexOf(folder.toString()) < 0) {
                typed.add(paragraph.toString());
                continue;
            }
            while (l + 1 < lines.size() && lines.get(l + 1).startsWith("  ")) {
                paragraph.append(' ').append(lines.get(++l).strip());
            }
            typed.addAll(TextTable.wrapped(paragraph.toString().replace(folder + "/", "")));
        }
        return typed;
    }
}
