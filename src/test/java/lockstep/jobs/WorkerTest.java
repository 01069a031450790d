package lockstep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigFiles;
import lockstep.config.file.ConfigReader;
import lockstep.race.JobList;
import lockstep.results.JournalLine;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a machine that has only what a worker is given could fail at its first job, or do another job than was meant. */
class WorkerTest {

    private static final String CSV = """
            name: rows
            data: {csv: rows.csv, inputs: [a, b], targets: [c], split: {test: 0.25}, standardize: true}
            network:
              layers:
                - {units: 2, activation: tanh, init: {file: start.csv}}
                - {units: 1, activation: tanh, init: xavier}
            loss: half_squared_error
            precision: float
            optimizers:
              sgd: {sgd: {learning_rate: 0.3}}
              adam: {adam: {learning_rate: {log_grid: {from: 0.01, to: 1, count: 3}}}}
            race: {seeds: 3, epochs: 30, target: {test_loss: 0.05}, tuning: {seeds: 2, settings: 3}}
            """;

    @TempDir
    private Path folder;

    /** In a class loader without DL4J, picocli and everything else, each config with a race: the threads' own lines. */
    @Test
    void needsNothingButTheProgramAndWhatReadsConfigs() throws Exception {
        List<ExperimentConfig> configs = new ArrayList<>();
        for (Path place : List.of(Path.of("configs"), Path.of("configs/chapter"), Path.of("configs/optimizers"))) {
            configs.addAll(new ConfigReader(ScalarEngines.FAULTS).readAll(ConfigFiles.in(place)));
        }
        configs.removeIf(config -> config.race().isEmpty());
        assertThat(configs).hasSizeGreaterThan(5);
        try (URLClassLoader bare = bare()) {
            for (ExperimentConfig config : configs) {
                Object worker = worker(bare, Parcel.of(config));
                JobList jobs = ConfigJobs.of(config);
                int last = jobs.size() - 1;
                assertThat(line(worker, last)).as(config.name()).isEqualTo(here(config, last));
            }
        }
    }

    /** What travels is the numbers, not the names of files. */
    @Test
    void needsNoFile() throws Exception {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "a,b,c\n0,0,0\n0,1,1\n1,0,1\n1,1,0.125\n");
        Path start = Files.writeString(folder.resolve("start.csv"), "0.5,-0.5\n0.25,0.3\n0,0.1\n");
        ExperimentConfig config = new ConfigReader().read(CSV, folder.resolve("rows.yaml"));
        ExperimentConfig chosen = config.tuned(config.runs());
        byte[] tuning = Parcel.of(config);
        byte[] race = Parcel.of(chosen);
        String tuned = here(config, 5);
        String raced = here(chosen, 4);
        Files.delete(rows);
        Files.delete(start);

        assertThat(new Worker(tuning).line(5)).isEqualTo(tuned).startsWith("tuning:5 ");
        assertThat(new Worker(race).line(4)).isEqualTo(raced).startsWith("race:4 ");
    }

    /** Whatever a result depends on. */
    @Test
    void theHashChangesWithEachNumber() throws Exception {
        String rows = "a,b,c\n0,0,0\n0,1,1\n1,0,1\n1,1,0.125\n";
        String start = "0.5,-0.5\n0.25,0.3\n0,0.1\n";
        assertThat(Stream.of(
                        hash(CSV, rows, start),
                        hash(CSV, rows.replace("0.125", "0.126"), start),
                        hash(CSV, rows, start.replace("0.3", "0.301")),
                        hash(CSV.replace("0.3}", "0.31}"), rows, start),
                        hash(CSV.replace("seeds: 3", "seeds: 4"), rows, start)))
                .doesNotHaveDuplicates();
        assertThat(hash(CSV, rows, start)).isEqualTo(hash(CSV + "# of no account", rows, start));
    }

    private String hash(String config, String rows, String start) throws IOException, ConfigException {
        Files.writeString(folder.resolve("rows.csv"), rows);
        Files.writeString(folder.resolve("start.csv"), start);
        return Parcel.hash(new ConfigReader().read(config, folder.resolve("rows.yaml")));
    }

    private static String here(ExperimentConfig config, int number) {
        JobList jobs = ConfigJobs.of(config);
        return JournalLine.of(jobs, number, jobs.result(number, ScalarEngines.of(config)));
    }

    private static URLClassLoader bare() throws IOException {
        List<URL> urls = new ArrayList<>();
        long bytes = 0;
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            String name = String.valueOf(path.getFileName());
            if (path.endsWith(Path.of("target", "classes"))) {
                urls.add(path.toUri().toURL());
            } else if (Worker.LIBRARIES.stream().anyMatch(name::startsWith)) {
                urls.add(path.toUri().toURL());
                bytes += Files.size(path);
            }
        }
        assertThat(urls).hasSize(1 + Worker.LIBRARIES.size());
        assertThat(bytes)
                .as("with Lockstep's own 1.5 MB, few enough to send along")
                .isLessThan(3_000_000);
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static Object worker(ClassLoader loader, byte[] parcel) throws ReflectiveOperationException {
        Constructor<?> constructor = loader.loadClass("lockstep.jobs.Worker").getConstructor(byte[].class);
        return constructor.newInstance((Object) parcel);
    }

    private static Object line(Object worker, int number) throws ReflectiveOperationException {
        try {
            return worker.getClass().getMethod("line", int.class).invoke(worker, number);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
