package lockstep.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import lockstep.cli.option.ExitStatus;
import lockstep.data.Data;
import lockstep.results.WeightFiles;
import lockstep.session.Model;
import lockstep.work.Progress;
import lockstep.yaml.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = "Prints the config of a network that DL4J's ModelSerializer has saved.",
        footer = {
            "",
            "Example: its layers, loss and updater, and how it starts",
            "  lockstep import model.zip > mine.yaml",
            "Example: from its own weights, which are written beside the config",
            "  lockstep import model.zip --weights . --data rows.csv > mine.yaml",
            "",
            "What a config has no word for is named, all of it at once (docs/library.md)."
        })
final class ImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "A zip of DL4J's ModelSerializer.")
    private Path model = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "What it is trained with: a CSV file, the inputs first, then the targets or a class; or the"
                    + " .bin of DL4J's DataSet.save.")
    private @Nullable Path data;

    @Option(
            names = "--weights",
            paramLabel = "DIR",
            description = "Write its weights into this folder, which is to be the config's, and start from them.")
    private @Nullable Path weights;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws ConfigException {
        PrintWriter out = command.commandLine().getOut();
        Model read = Model.read(model);
        Optional<Data> examples =
                data == null ? Optional.empty() : Optional.of(read.examples(data, Progress.Display.NONE));
        Path folder = weights == null ? Path.of("") : weights;
        String text = read.text(
                examples,
                weights == null ? Optional.empty() : Optional.of(layer -> WeightFiles.of(folder, layer)),
                folder);
        if (weights != null) {
            WeightFiles.write(folder, read.weights());
        }
        out.print(text);
        out.flush();
        return ExitStatus.OK;
    }
}
