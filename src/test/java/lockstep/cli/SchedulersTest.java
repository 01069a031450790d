package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Without it the files that people hand to their clusters could be refused there, or leave some of a race's runs out. */
class SchedulersTest {

    private static final String CONFIG = """
            name: small
            data: {source: xor}
            network: {layers: [{units: 2, activation: tanh, init: xavier}, {units: 1, activation: tanh, init: xavier}]}
            loss: half_squared_error
            optimizers: {sgd: {sgd: {learning_rate: 0.5}}, adam: {adam: {learning_rate: 0.1}}}
            race: {seeds: 4, epochs: 100, target: {loss: 0.01}}
            """;

    @TempDir
    private Path folder;

    /** What Slurm does with an array of three, one after the other; its variables are those of sbatch's manual. */
    @Test
    void theTasksOfAnArrayMakeARace() throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("small.yaml"), CONFIG);
        Path program = Files.writeString(
                folder.resolve("lockstep"),
                "#!/bin/sh\nexec \"" + ProcessHandle.current().info().command().orElseThrow() + "\" -cp '"
                        + System.getProperty("java.class.path") + "' lockstep.cli.Main \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        for (int task = 1; task <= 3; task++) {
            ProcessBuilder builder = new ProcessBuilder(
                    "sh",
                    "examples/slurm.sh",
                    config.toString(),
                    folder.resolve("out").toString());
            builder.environment()
                    .putAll(Map.of(
                            "LOCKSTEP", program.toString(),
                            "SLURM_ARRAY_TASK_ID", Integer.toString(task),
                            "SLURM_ARRAY_TASK_COUNT", "3"));
            assertThat(builder.inheritIO().start().waitFor()).isZero();
        }
        try (Stream<Path> files = Files.list(folder.resolve("out/small"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .contains("shard-1-of-3.journal", "shard-2-of-3.journal", "shard-3-of-3.journal");
        }
        assertThat(Main.commandLine(new lockstep.work.Interruption())
                        .execute(
                                "merge",
                                "--unverified",
                                "--quiet",
                                "--out",
                                folder.toString(),
                                folder.resolve("out").toString()))
                .isZero();
        assertThat(Files.readAllLines(folder.resolve("small/runs.csv"))).hasSize(1 + 2 * 4);
    }

    /** Read by fabric8's model of Kubernetes, in which what Kubernetes does not know is left over. */
    @Test
    void kubernetesKnowsEachKey() throws IOException, ReflectiveOperationException {
        Object yaml = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Path.of("examples/kubernetes.yaml")));
        Job job = new ObjectMapper().convertValue(yaml, Job.class);

        assertNothingIsLeftOver(job);
        assertThat(job.getKind()).isEqualTo("Job");
        assertThat(job.getSpec().getCompletionMode()).isEqualTo("Indexed");
        Container container =
                job.getSpec().getTemplate().getSpec().getContainers().get(0);
        assertThat(container.getArgs().get(0))
                .contains(
                        "--shard $((JOB_COMPLETION_INDEX + 1))/" + job.getSpec().getCompletions());
    }

    private static void assertNothingIsLeftOver(Object part) throws ReflectiveOperationException {
        if (part instanceof Collection<?> many) {
            for (Object each : many) {
                assertNothingIsLeftOver(each);
            }
        } else if (part instanceof KubernetesResource) {
            for (Method method : part.getClass().getMethods()) {
                if (method.getName().equals("getAdditionalProperties")) {
                    assertThat((Map<?, ?>) method.invoke(part))
                            .as("%s", part.getClass().getSimpleName())
                            .isEmpty();
                } else if (method.getName().startsWith("get") && method.getParameterCount() == 0) {
                    assertNothingIsLeftOver(method.invoke(part));
                }
            }
        }
    }
}
