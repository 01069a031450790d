package lockstep.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigReader;
import lockstep.jobs.ScalarEngines;
import lockstep.model.Engine;
import lockstep.model.Run;
import lockstep.optim.Convention;
import lockstep.optim.OptimizerKind;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it `like: pytorch` could call a network right whose optimizer is not PyTorch's, or a right one wrong. */
class ConventionTest {

    private static final double[] GRADIENTS = {0.5, -0.02, 0.0003};
    private static final double START = 0.25;
    private static final double RATE = 0.1;

    /** Some roundings of a weight: the two write the same formula in another order. */
    private static final double ROUNDING = 1e-15;

    /** One step of one weight, as a library's source has it; the state begins with 0. */
    private interface Rule {
        double step(double w, double g, double[] state, int t);
    }

    /** Written from the files that {@code conventions.txt} names, line by line. */
    private static final Map<String, Rule> SOURCES = Map.ofEntries(
            Map.entry("pytorch momentum", (w, g, s, t) -> {
                s[0] = t == 1 ? g : 0.9 * s[0] + g;
                return w - RATE * s[0];
            }),
            Map.entry("pytorch adagrad", (w, g, s, t) -> {
                s[0] += g * g;
                return w - RATE * g / (Math.sqrt(s[0]) + 1e-10);
            }),
            Map.entry("pytorch rmsprop", (w, g, s, t) -> {
                s[0] = 0.99 * s[0] + 0.01 * g * g;
                return w - RATE * g / (Math.sqrt(s[0]) + 1e-8);
            }),
            Map.entry("pytorch adadelta", (w, g, s, t) -> adadelta(w, g, s, 0.9, 1e-6)),
            Map.entry("pytorch adam", (w, g, s, t) -> adam(w, g, s, t, 1e-8)),
            Map.entry("pytorch amsgrad", (w, g, s, t) -> {
                s[0] = 0.9 * s[0] + 0.1 * g;
                s[1] = 0.999 * s[1] + 0.001 * g * g;
                s[2] = Math.max(s[2], s[1]);
                double root = Math.sqrt(s[2]) / Math.sqrt(1.0 - Math.pow(0.999, t)) + 1e-8;
                return w - RATE / (1.0 - Math.pow(0.9, t)) * s[0] / root;
            }),
            Map.entry("pytorch adamax", (w, g, s, t) -> {
                s[0] = 0.9 * s[0] + 0.1 * g;
                s[1] = Math.max(0.999 * s[1], Math.abs(g) + 1e-8);
                return w - RATE / (1.0 - Math.pow(0.9, t)) * s[0] / s[1];
            }),
            Map.entry("pytorch nadam", (w, g, s, t) -> {
                double mu = 0.9 * (1.0 - 0.5 * Math.pow(0.96, t * 0.004));
                double next = 0.9 * (1.0 - 0.5 * Math.pow(0.96, (t + 1) * 0.004));
                s[2] = (t == 1 ? 1.0 : s[2]) * mu;
                s[0] = 0.9 * s[0] + 0.1 * g;
                s[1] = 0.999 * s[1] + 0.001 * g * g;
                double root = Math.sqrt(s[1] / (1.0 - Math.pow(0.999, t))) + 1e-8;
                double ofGradient = RATE * (1.0 - mu) / (1.0 - s[2]) * g / root;
                return w - ofGradient - RATE * next / (1.0 - s[2] * next) * s[0] / root;
            }),
            Map.entry("keras adam", (w, g, s, t) -> {
                s[0] += (g - s[0]) * (1.0 - 0.9);
                s[1] += (g * g - s[1]) * (1.0 - 0.999);
                double alpha = RATE * Math.sqrt(1.0 - Math.pow(0.999, t)) / (1.0 - Math.pow(0.9, t));
                return w - s[0] * alpha / (Math.sqrt(s[1]) + 1e-7);
            }),
            Map.entry("keras adagrad", (w, g, s, t) -> {
                s[0] = (t == 1 ? 0.1 : s[0]) + g * g;
                return w - RATE * g / Math.sqrt(s[0] + 1e-7);
            }),
            Map.entry("keras rmsprop", (w, g, s, t) -> {
                s[0] = 0.9 * s[0] + (1.0 - 0.9) * g * g;
                return w - RATE * g / Math.sqrt(s[0] + 1e-7);
            }),
            Map.entry("keras adamax", (w, g, s, t) -> {
                s[0] += (g - s[0]) * (1.0 - 0.9);
                s[1] = Math.max(0.999 * s[1], Math.abs(g));
                return w - RATE * s[0] / ((1.0 - Math.pow(0.9, t)) * (s[1] + 1e-7));
            }),
            Map.entry("keras adadelta", (w, g, s, t) -> adadelta(w, g, s, 0.95, 1e-7)),
            Map.entry("tfjs adam", (w, g, s, t) -> adam(w, g, s, t, 1e-7)),
            Map.entry("optax amsgrad", (w, g, s, t) -> {
                s[0] = 0.9 * s[0] + 0.1 * g;
                s[1] = 0.999 * s[1] + 0.001 * g * g;
                s[2] = Math.max(s[2], s[1] / (1.0 - Math.pow(0.999, t)));
                return w - RATE * s[0] / (1.0 - Math.pow(0.9, t)) / (Math.sqrt(s[2]) + 1e-8);
            }),
            Map.entry("encog adagrad", (w, g, s, t) -> {
                s[0] += g * g;
                return w - RATE * g / (Math.sqrt(s[0]) + 1e-6);
            }),
            Map.entry("convnetjs adagrad", (w, g, s, t) -> {
                s[0] += g * g;
                return w - RATE / Math.sqrt(s[0] + 1e-6) * g;
            }),
            Map.entry("convnetjs rmsprop", (w, g, s, t) -> {
                s[0] = 0.95 * s[0] + (1.0 - 0.95) * g * g;
                return w - RATE / Math.sqrt(s[0] + 1e-6) * g;
            }));

    private static double adam(double w, double g, double[] s, int t, double epsilon) {
        s[0] = 0.9 * s[0] + 0.1 * g;
        s[1] = 0.999 * s[1] + 0.001 * g * g;
        return w - RATE * (s[0] / (1.0 - Math.pow(0.9, t))) / (Math.sqrt(s[1] / (1.0 - Math.pow(0.999, t))) + epsilon);
    }

    private static double adadelta(double w, double g, double[] s, double rho, double epsilon) {
        s[0] = rho * s[0] + (1.0 - rho) * g * g;
        double change = Math.sqrt(s[1] + epsilon) / Math.sqrt(s[0] + epsilon) * g;
        s[1] = rho * s[1] + (1.0 - rho) * change * change;
        return w - change;
    }

    @Test
    void eachFormIsThatOfTheLibrarysSource() throws ConfigException {
        for (Map.Entry<String, Rule> source : SOURCES.entrySet()) {
            String[] names = source.getKey().split(" ", 2);
            assertSteps(source.getKey(), config(text(names[0], names[1])), source.getValue());
        }
    }

    /** A form that differs from DL4J's and has no formula above would be believed without a look. */
    @Test
    void noFormIsWithoutAFormula() {
        for (Convention convention : Convention.values()) {
            for (OptimizerKind kind : OptimizerKind.ALL) {
                List<String> entries =
                        convention.of(kind).map(Convention.Form::entries).orElse(List.of());
                assertThat(entries.isEmpty() || isChecked(kind, entries))
                        .as("%s %s", convention, kind)
                        .isTrue();
            }
        }
    }

    private static boolean isChecked(OptimizerKind kind, List<String> entries) {
        return Convention.with(kind, entries).stream()
                .anyMatch(library -> SOURCES.containsKey(library.key() + " " + kind.key()));
    }

    /** Two steps at the whole rate, the third at half of it. */
    @Test
    void aScheduleGoesWithAForm() throws ConfigException {
        String halved = text("pytorch", "momentum") + "schedule: {step: {decay_rate: 0.5, every: 2}}\n";
        assertSteps("halved", config(halved), (w, g, s, t) -> {
            s[0] = t == 1 ? g : 0.9 * s[0] + g;
            return w - (t <= 2 ? RATE : 0.5 * RATE) * s[0];
        });
    }

    @Test
    void dampeningIsPyTorchsFirstVelocity() throws ConfigException {
        String dampened = text("pytorch", "momentum") + "forms: {momentum: [first_gradient_whole]}\n";
        assertSteps("dampened", config(dampened), (w, g, s, t) -> {
            s[0] = t == 1 ? g : 0.9 * s[0] + (1.0 - 0.9) * g;
            return w - RATE * s[0];
        });
    }

    @ParameterizedTest
    @CsvSource({
        "keras, adam, epsilon, 1e-7",
        "keras, rmsprop, decay, 0.9",
        "pytorch, adadelta, rho, 0.9",
        "dl4j, adam, epsilon, 1e-8"
    })
    void defaultsAreTheLibrarys(String library, String kind, String name, double value) throws ConfigException {
        assertThat(config(text(library, kind)).runs().get(0).hyperParameters()).containsEntry(name, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keras   | nadam     | Keras writes it in a way that Lockstep does not have (keras/src/optimizers/nadam.py: a"
                        + " momentum schedule of 0.96^t)",
                "pytorch | adabelief | PyTorch has no such optimizer"
            })
    void whatALibraryHasNotIsRefused(String library, String kind, String why) {
        assertThatThrownBy(() -> config(text(library, kind)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("found " + kind + " with like " + library + ", expected one of sgd, ")
                .hasMessageEndingWith(why);
    }

    private static void assertSteps(String name, ExperimentConfig config, Rule source) {
        Run run = config.runs().get(0);
        double[] state = new double[3];
        double[] weight = {START};
        double expected = START;
        try (Engine engine = ScalarEngines.of(config).of(run).of(run.network())) {
            engine.loadWeights(weight);
            for (int t = 1; t <= GRADIENTS.length; t++) {
                double g = GRADIENTS[t - 1];
                expected = source.step(expected, g, state, t);
                engine.update(new double[] {g});
                engine.readWeights(weight);
                assertThat(weight[0]).as("%s, step %d", name, t).isCloseTo(expected, within(ROUNDING));
            }
        }
    }

    private static ExperimentConfig config(String text) throws ConfigException {
        return new ConfigReader(ScalarEngines.FAULTS).read(text, Path.of("test.yaml"));
    }

    private static String text(String library, String kind) {
        String values = kind.equals("adadelta") ? "" : "learning_rate: " + RATE;
        return "like: " + library.toLowerCase(Locale.ROOT)
                + "\ndata: {inputs: [[1]], targets: [[0]]}\nloss: squared_error\n"
                + "network: {layers: [{units: 1, activation: identity, bias: false, init: {constant: 0.25}}]}\n"
                + "optimizers: {" + kind + ": {" + kind + ": {" + values + "}}}\n";
    }
}
