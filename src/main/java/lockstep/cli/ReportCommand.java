package lockstep.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lockstep.page.IndexPage;
import lockstep.page.ReportPage;
import lockstep.results.UnreadableException;
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
            "  lockstep report results"
        })
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "A config's folder of results, or a folder of such folders.")
    private Path folder = Path.of("results");

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
        try {
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
