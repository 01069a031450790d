package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import lockstep.config.file.ConfigReader;
import lockstep.fault.SmallRuns;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.PythonRandom;
import lockstep.model.Run;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Sharpness;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.work.Progress;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Without it a run could promise to have seen a fault of a size that it lets pass.
 *
 * <p>{@code mvn -Pexhaustive -Dtest=SeenFaultsTest -Dlockstep.refresh=true test} writes {@code docs/figures/sharpness.csv}, from
 * which {@code docs/figures/draw_sharpness.py} draws.
 */
class SeenFaultsTest {

    private static final int STEPS = 20;

    private static final Path TABLE = Path.of("docs/figures/sharpness.csv");

    @Test
    void someFaultsOfTheSizeThatIsSeen() {
        assertThat(missed(0, 30)).isEmpty();
    }

    @Test
    @Tag("exhaustive")
    void aThousandFaultsOfTheSizeThatIsSeen() {
        assertThat(missed(1_000, 1_000)).isEmpty();
    }

    /** Random runs in float, each with a fault of 2 to 20 times the size that the right program's run says it sees. */
    private static List<String> missed(int from, int faults) {
        List<String> missed = new ArrayList<>();
        int planted = 0;
        for (int number = from; planted < faults; number++) {
            Run run = SmallRuns.ofEveryKind(number).in(Precision.FLOAT);
            Verdict right = judge(run, spec -> planted(spec, -1, 1.0, 1.0));
            Sharpness seen = right.sharpness();
            if (right.kind() == Verdict.Kind.UNDECIDED || right.kind() == Verdict.Kind.DISAGREE) {
                continue;
            }
            PythonRandom random = new PythonRandom(number);
            double times = Math.pow(10.0, random.uniform(Math.log10(2.0), Math.log10(20.0)))
                    * (random.random() < 0.5 ? -1.0 : 1.0);
            int weights = run.network().weightCount();
            int kind = number % 3;
            double size = kind == 0 ? seen.rate() : kind == 1 ? seen.gradient() : seen.weight();
            if (!(Math.abs(times) * size < 0.5) || (kind == 2 && weights > 20)) {
                continue;
            }
            double factor = 1.0 + times * size;
            long agree = (kind < 2
                            ? IntStream.of(-1)
                            : IntStream.range(0, weights)) // every weight alone, and half of them are to be seen
                    .mapToObj(weight -> judge(
                            run, spec -> planted(spec, weight, kind == 1 ? 1.0 : factor, kind == 1 ? factor : 1.0)))
                    .filter(verdict -> verdict.kind() != Verdict.Kind.DISAGREE)
                    .count();
            planted++;
            if (kind < 2 ? agree > 0 : 2 * agree > weights) {
                missed.add(run.label() + ", kind " + kind + ", off by " + times * size + ": " + agree);
            }
        }
        return missed;
    }

    /** A figure for a sceptic: a fault of every size in three configs and three precisions, and how much of what is allowed it takes. */
    @Test
    @Tag("exhaustive")
    void theFigure() throws IOException, ConfigException {
        List<String> rows = new ArrayList<>(List.of("config,optimizer,precision,unit,fault,share,verdict,rate_seen"));
        for (String config : List.of("xor", "dense", "iris")) {
            String optimizer = config.equals("iris") ? "nesterov" : config.equals("xor") ? "sgd" : "momentum";
            Run run = new ConfigReader()
                    .read(Path.of("configs", config + ".yaml")).runs().stream()
                            .filter(each -> each.label().equals(optimizer))
                            .findFirst()
                            .orElseThrow();
            for (Precision precision : Precision.values()) {
                Run rounded = run.in(precision);
                double seen = judge(rounded, spec -> planted(spec, -1, 1.0, 1.0))
                        .sharpness()
                        .rate();
                for (int half = -33; half <= 0; half++) {
                    double fault = half == -33 ? 0.0 : Math.pow(10.0, half / 2.0);
                    Verdict verdict = judge(rounded, spec -> planted(spec, -1, 1.0 + fault, 1.0));
                    rows.add(String.format(
                            Locale.ROOT,
                            "%s,%s,%s,%.3g,%.3g,%.3g,%s,%.3g",
                            config,
                            run.label(),
                            precision.key(),
                            precision.unit(),
                            fault,
                            verdict.at(Rung.LOCKED).share(),
                            verdict.kind().name().toLowerCase(Locale.ROOT),
                            seen));
                    assertThat(verdict.kind() == Verdict.Kind.DISAGREE)
                            .as("%s in %s, a rate off by %s", config, precision, fault)
                            .isEqualTo(fault >= 2.0 * seen
                                    || verdict.at(Rung.LOCKED).share() > 1.0);
                }
            }
        }
        if (Boolean.getBoolean("lockstep.refresh")) {
            Files.write(TABLE, rows);
        }
        assertThat(Files.readAllLines(TABLE)).hasSameSizeAs(rows);
    }

    private static Verdict judge(Run run, Engines candidate) {
        return new ParityCheck(run.network().precision().tolerance(), STEPS)
                .judge(run, ControlNetwork::new, candidate, Progress.NONE)
                .verdict();
    }

    /**
     * A program in the network's precision with a fault.
     *
     * @param only the weight whose changes alone are off; -1 for all
     * @param rate what its changes are multiplied by
     * @param gradient what every gradient is multiplied by that it tells
     */
    private static Rounded planted(NetworkSpec spec, int only, double rate, double gradient) {
        Planted.Fault fault = (step, before, after, last) -> {
            for (int i = 0; i < after.length; i++) {
                if (only < 0 || i == only) {
                    after[i] = rate == 1.0 ? after[i] : before[i] + rate * (after[i] - before[i]);
                }
            }
        };
        DelegatingEngine faulty = new Planted(spec, fault, false, false) {
            @Override
            public void readGradient(double[] into) {
                super.readGradient(into);
                for (int i = 0; i < into.length; i++) {
                    into[i] *= gradient;
                }
            }
        };
        return new Rounded(faulty, spec, spec.precision());
    }
}
