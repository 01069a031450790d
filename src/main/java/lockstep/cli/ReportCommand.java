package lockstep.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lockstep.cli.option.ExitStatus;
import lockstep.console.Changes;
import lockstep.console.TextTable;
import lockstep.page.IndexPage;
import lockstep.page.ReportPage;
import lockstep.results.SavedResults;
import lockstep.results.file.UnreadableException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        description = "Rewrites the HTML page of results from their CSV files alone.",
        footer = {
            "",
            "Example: the page of one config; the pages of all, and an index of them",
            "  lockstep report results/xor",
            "  lockstep report results",
            "Example: what changed since the results that were kept",
            "  lockstep report kept/xor --compare results/xor"
        })
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "A config's folder of results, or a folder of such folders.")
    private Path folder = Path.of("results");

    @Option(
            names = "--compare",
            paramLabel = "OTHER",
            description = "Print what is different in OTHER: verdicts, ranks, expected epochs. No page is written.")
    private @Nullable Path other;

    @Option(names = "--quiet", description = "Print nothing but mistakes.")
    private boolean quiet;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        if (!Files.isDirectory(folder)) {
            err.println("lockstep: found no folder " + folder + ", expected one of results");
            return ExitStatus.WRONG_INPUT;
        }
        if (other != null && !Files.isDirectory(other)) {
            err.println("lockstep: found no folder " + other + ", expected one of results");
            return ExitStatus.WRONG_INPUT;
        }
        try {
            if (other != null) {
                return compare(other, out, err);
            }
            List<Path> pages = pages();
            if (pages.isEmpty()) {
                err.println("lockstep: found no results in " + folder + "; lockstep run CONFIG writes some");
                return ExitStatus.WRONG_INPUT;
            }
            if (!quiet) {
                pages.forEach(page -> out.println("written: " + page));
            }
            return ExitStatus.OK;
        } catch (UnreadableException e) {
            err.println("lockstep: " + e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
    }

    /** Folders of folders are compared name by name. */
    private int compare(Path with, PrintWriter out, PrintWriter err) {
        boolean one = ReportPage.isPossible(folder) && ReportPage.isPossible(with);
        List<String> names = one ? List.of("") : names(folder);
        List<String> others = one ? names : names(with);
        List<String> both = names.stream().filter(others::contains).toList();
        if (both.isEmpty()) {
            err.println("lockstep: found no results of one config in both " + folder + " and " + with
                    + ", expected two folders of a config's results, or two folders of such folders");
            return ExitStatus.WRONG_INPUT;
        }
        int same = 0;
        for (String name : both) {
            SavedResults before = new SavedResults(folder.resolve(name));
            List<String> lines = Changes.lines(
                    side(before),
                    side(new SavedResults(with.resolve(name))),
                    command.commandLine().getColorScheme().ansi());
            if (lines.isEmpty()) {
                same++;
            } else {
                out.println(before.name() + ":");
                lines.forEach(out::println);
                out.println();
            }
        }
        if (same > 0) {
            out.println("no verdict, rank or cost changed"
                    + (both.size() == 1 ? "" : " in " + same + " of " + both.size() + " configs"));
        }
        alone(names, others, folder, out);
        alone(others, names, with, out);
        return ExitStatus.OK;
    }

    private static void alone(List<String> names, List<String> others, Path where, PrintWriter out) {
        List<String> alone =
                names.stream().filter(name -> !others.contains(name)).toList();
        if (!alone.isEmpty()) {
            TextTable.wrapped("only in " + where + ": " + String.join(", ", alone))
                    .forEach(out::println);
        }
    }

    private static List<String> names(Path results) {
        return IndexPage.folders(results).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .toList();
    }

    private static Changes.Side side(SavedResults saved) {
        return new Changes.Side(saved.rulings(), saved.standings());
    }

    private List<Path> pages() {
        if (ReportPage.isPossible(folder)) {
            return List.of(ReportPage.write(folder));
        }
        List<Path> pages = new ArrayList<>();
        for (Path results : IndexPage.folders(folder)) {
            pages.add(ReportPage.write(results));
        }
        if (!pages.isEmpty()) {
            pages.add(IndexPage.write(folder));
        }
        return pages;
    }
}
