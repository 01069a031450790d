package lockstep.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Clipping;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.Penalty;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.model.Trial;
import lockstep.optim.OptimizerKind;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Test;

/** Without it something that a config can ask for could be missing from all the random ones, and so never be tried. */
class RandomRunsTest {

    private static final int STEPS = 30;

    private static final RandomRuns RANDOM = new RandomRuns(OptimizerKind.ALL, ScalarNetwork::new, STEPS);

    private static final List<Run> RUNS =
            LongStream.range(0, 2000).mapToObj(RANDOM::of).toList();

    @Test
    void everyChoiceComesUp() {
        assertThat(seen(run -> Stream.of(run.kind())))
                .containsExactlyInAnyOrderElementsOf(
                        OptimizerKind.ALL.stream().map(OptimizerKind::key).toList());
        assertThat(seen(run -> Stream.of(run.network().loss()))).containsExactlyInAnyOrder(Loss.values());
        assertThat(seen(run -> Stream.of(run.network().reduction()))).containsExactlyInAnyOrder(Reduction.values());
        assertThat(seen(run -> hidden(run).map(LayerSpec::activation))).containsExactlyInAnyOrder(Activation.values());
        assertThat(seen(run -> Stream.of(output(run).activation()))).containsExactlyInAnyOrder(Activation.values());
        assertThat(seen(run -> layers(run).map(layer -> layer.clipping().mode())))
                .containsExactlyInAnyOrder(Clipping.Mode.values());
        assertThat(seen(run -> layers(run).map(LayerSpec::bias))).containsExactlyInAnyOrder(true, false);
        assertThat(seen(run -> Stream.of(run.shuffle()))).containsExactlyInAnyOrder(true, false);
        assertThat(seen(run -> layers(run).map(layer -> terms(layer.weightPenalty()))))
                .containsExactlyInAnyOrder("", "l1", "l2", "decay", "l1 l2", "l1 decay");
        assertThat(seen(run -> layers(run).map(layer -> terms(layer.biasPenalty()))))
                .containsExactlyInAnyOrder("", "l1", "l2", "decay", "l1 l2", "l1 decay");
        assertThat(seen(run -> Stream.of(schedule(run.network().schedule()))))
                .containsExactlyInAnyOrderElementsOf(everySchedule());
        assertThat(seen(run -> layers(run).map(LayerSpec::init).map(RandomRunsTest::init)))
                .containsExactlyInAnyOrderElementsOf(everyInit());
        assertThat(seen(run -> Stream.of(batches(run)))).containsExactlyInAnyOrder("online", "ragged", "even", "full");
    }

    @Test
    void everyWidthAndDepthComesUp() {
        List<Integer> widths = IntStream.rangeClosed(1, 12).boxed().toList();
        assertThat(seen(run -> Stream.of(run.network().inputs()))).containsExactlyInAnyOrderElementsOf(widths);
        assertThat(seen(run -> layers(run).map(LayerSpec::units))).containsExactlyInAnyOrderElementsOf(widths);
        assertThat(seen(run -> Stream.of(run.examples().size()))).containsExactlyInAnyOrderElementsOf(widths);
        assertThat(seen(run -> Stream.of(run.network().layers().size()))).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

    /** Every hyper-parameter at DL4J's default and away from it. */
    @Test
    void hyperParametersAreDrawn() {
        for (OptimizerKind kind : OptimizerKind.ALL) {
            for (OptimizerKind.Parameter parameter : kind.parameters()) {
                List<Double> values = RUNS.stream()
                        .filter(run -> run.kind().equals(kind.key()))
                        .map(run -> OptimizerKind.valuesOf(run.network().optimizer())
                                .get(parameter.name()))
                        .distinct()
                        .toList();
                assertThat(values).as(kind.key() + " " + parameter.name()).hasSizeGreaterThan(10);
                parameter
                        .byDefault()
                        .ifPresent(byDefault -> assertThat(values)
                                .as(kind.key() + " " + parameter.name())
                                .contains(byDefault));
            }
        }
    }

    @Test
    void noneOverflows() {
        assertThat(RUNS).allMatch(run -> Trial.staysFinite(run, ScalarNetwork::new, STEPS));
    }

    /** So that one of ten thousand can be had again by its own seed. */
    @Test
    void aRunDependsOnItsSeedAlone() {
        Run again = RANDOM.of(1234);

        assertThat(again.network()).isEqualTo(RUNS.get(1234).network());
        assertThat(again.examples().inputValues())
                .isEqualTo(RUNS.get(1234).examples().inputValues());
        assertThat(again.start().weights()).isEqualTo(RUNS.get(1234).start().weights());
        assertThat(RANDOM.of(1235).network()).isNotEqualTo(again.network());
    }

    private static <T> Set<T> seen(Function<Run, Stream<T>> of) {
        return Set.copyOf(RUNS.stream().flatMap(of).toList());
    }

    private static Stream<LayerSpec> layers(Run run) {
        return run.network().layers().stream();
    }

    private static Stream<LayerSpec> hidden(Run run) {
        return layers(run).limit(run.network().layers().size() - 1L);
    }

    private static LayerSpec output(Run run) {
        return run.network().layers().get(run.network().layers().size() - 1);
    }

    private static String terms(Penalty penalty) {
        List<String> terms = new ArrayList<>();
        if (penalty.l1() > 0.0) {
            terms.add("l1");
        }
        if (penalty.l2() > 0.0) {
            terms.add("l2");
        }
        if (penalty.weightDecay() > 0.0) {
            terms.add("decay");
        }
        return String.join(" ", terms);
    }

    private static String batches(Run run) {
        int examples = run.examples().size();
        if (run.batchSize() == 1 || run.batchSize() == examples) {
            return run.batchSize() == 1 ? "online" : "full";
        }
        return examples % run.batchSize() == 0 ? "even" : "ragged";
    }

    private static String schedule(Schedule schedule) {
        String base = schedule instanceof Schedule.Ramp ramp ? " of " + schedule(ramp.base()) : "";
        return schedule.getClass().getSimpleName() + " " + schedule.by() + base;
    }

    private static Set<String> everySchedule() {
        Set<String> every = new TreeSet<>(Set.of("Constant STEP", "Ramp STEP of Constant STEP"));
        for (Class<?> type : Schedule.class.getPermittedSubclasses()) {
            if (type != Schedule.Constant.class && type != Schedule.Ramp.class) {
                for (Schedule.By by : Schedule.By.values()) {
                    every.add(type.getSimpleName() + " " + by);
                    every.add("Ramp " + by + " of " + type.getSimpleName() + " " + by);
                }
            }
        }
        return every;
    }

    private static String init(Init init) {
        return init instanceof Init.Scheme scheme
                ? scheme.key()
                : init.getClass().getSimpleName();
    }

    private static List<String> everyInit() {
        Stream<String> schemes = Arrays.stream(Init.Scheme.values()).map(Init.Scheme::key);
        Stream<String> others = Arrays.stream(Init.class.getPermittedSubclasses())
                .filter(type -> type != Init.Scheme.class)
                .map(Class::getSimpleName);
        return Stream.concat(schemes, others).toList();
    }
}
