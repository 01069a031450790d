package lockstep.fuzzed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import lockstep.cli.Main;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigReader;
import lockstep.jobs.ConfigJobs;
import lockstep.race.ConvergenceRace;
import lockstep.race.JobList;
import lockstep.results.JobJournal;
import lockstep.results.JournalTitle;
import lockstep.results.ResultFolder;
import lockstep.session.Merge;
import lockstep.work.Interruption;
import lockstep.work.Progress;
import lockstep.yaml.ConfigException;

/** The journal of a race of four jobs, with other lines under its title. */
final class Journals {

    private static final String CONFIG = """
            name: small
            data: {source: xor}
            network:
              layers:
                - {units: 2, activation: tanh, init: xavier}
                - {units: 1, activation: tanh, init: xavier}
            loss: half_squared_error
            optimizers:
              sgd: {sgd: {learning_rate: 0.5}}
              adam: {adam: {learning_rate: 0.1}}
            race: {seeds: 2, epochs: 8, target: {loss: 0.05}}
            """;

    private Journals() {}

    /** The journal, after its race if there was none yet. */
    private static Path journal(Path folder) throws IOException {
        Path shards = folder.resolve("shards");
        Path journal = shards.resolve("small/shard-1-of-1.journal");
        if (!Files.exists(journal)) {
            Path config = Files.writeString(folder.resolve("small.yaml"), CONFIG);
            int status = Main.commandLine(new Interruption())
                    .execute("race", "--quiet", "--shard", "1/1", "--out", shards.toString(), config.toString());
            if (status != 0 || !Files.exists(journal)) {
                throw new IllegalStateException("status " + status);
            }
        }
        return journal;
    }

    /** The lines of the race. */
    static byte[] written(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(journal(folder));
        return String.join("\n", lines.subList(1, lines.size())).getBytes(ISO_8859_1);
    }

    /** An input of an even length gets the right checksums, which no mutation would find: all other lines are passed over. */
    static void read(Path file, byte[] input) throws IOException, Merge.RefusedException, ConfigException {
        Path shard = journal(file.getParent());
        String title;
        try (var lines = Files.newBufferedReader(shard, ISO_8859_1)) {
            title = lines.readLine();
        }
        String text = new String(input, ISO_8859_1);
        String lines = "\n" + (input.length % 2 == 0 ? checked(text) : text);
        Files.writeString(shard, title + lines, ISO_8859_1);
        Path folder = Files.createDirectories(file.resolveSibling("resumed"));
        Files.writeString(folder.resolve(".journal"), "lockstep journal build jobs" + lines, ISO_8859_1);
        try (JobJournal journal =
                new ResultFolder(folder, "", Map.of()).journal(new JournalTitle("build", "jobs", ""))) {
            ConvergenceRace.run(Jobs.JOBS, (jobs, left, to, finished) -> {}, journal, Progress.NONE);
        }
        Merge.of(List.of(shard.getParent().getParent()));
    }

    private static String checked(String text) {
        return text.lines()
                .map(line -> {
                    String content = line.substring(0, Math.max(0, line.lastIndexOf(' ')));
                    CRC32 crc = new CRC32();
                    crc.update(content.getBytes(ISO_8859_1));
                    return content + " " + Long.toHexString(crc.getValue());
                })
                .collect(Collectors.joining("\n"));
    }

    private static final class Jobs {

        private static final JobList JOBS = jobs();

        private static JobList jobs() {
            try {
                ExperimentConfig config = new ConfigReader().read(CONFIG, Path.of("small.yaml"));
                return ConfigJobs.of(config);
            } catch (ConfigException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
