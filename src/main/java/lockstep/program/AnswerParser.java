package lockstep.program;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lockstep.model.Examples;
import lockstep.model.NetworkSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads one line of a program, or of a trace: which keys it has, and whether it has what it needs. */
final class AnswerParser {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser json;
    private final JsonNumbers numbers;
    private final NetworkSpec network;
    private final Kind kind;

    private @Nullable String error;
    private boolean ok;
    private final double[] losses;
    private boolean hasLosses;
    private double @Nullable [] gradient;
    private double @Nullable [] weights;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private String step = "";
    private final JsonNumbers.Rows inputs;
    private final JsonNumbers.Rows targets;

    /** What a line is: the answer to a request, or a step of a trace. */
    enum Kind {
        INIT("{\"ok\": true}", "ok", "weights", "again", "own", "epochs", "error"),
        WEIGHTS("{\"ok\": true}", "ok", "weights", "error"),
        STEP("{\"loss\": 0.25}", "loss", "gradient", "weights", "error"),
        EPOCH("{\"losses\": [0.25, 0.2]}", "losses", "weights", "error"),
        RECORDED(
                "{\"inputs\": [[0, 1]], \"targets\": [[1]], \"loss\": 0.25}",
                "step",
                "inputs",
                "targets",
                "loss",
                "gradient",
                "weights",
                "op");

        private final String example;
        private final List<String> keys;

        Kind(String example, String... keys) {
            this.example = example;
            this.keys = List.of(keys);
        }

        /** The op of the request. */
        String op() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String keysInWords() {
            int last = keys.size() - 1;
            return String.join(", ", keys.subList(0, last)) + " or " + keys.get(last);
        }
    }

    /**
     * A step of a trace.
     *
     * @param number as the line has it, counted from 0; empty if it has none
     */
    record Recorded(String number, Examples batch, Answer answer) {}

    private AnswerParser(JsonParser json, NetworkSpec network, Kind kind, int steps) {
        this.json = json;
        this.numbers = new JsonNumbers(json);
        this.network = network;
        this.kind = kind;
        this.losses = new double[steps];
        this.inputs = new JsonNumbers.Rows(network.inputs());
        this.targets = new JsonNumbers.Rows(network.outputs());
    }

    /** Reads an answer to a request for so many steps. */
    static Answer parse(String line, NetworkSpec network, Kind kind, int steps) throws WrongAnswer {
        return parser(line, network, kind, steps, AnswerParser::answer);
    }

    /** Reads a step of a trace. */
    static Recorded parseRecorded(String line, NetworkSpec network) throws WrongAnswer {
        return parser(line, network, Kind.RECORDED, 1, AnswerParser::recorded);
    }

    private interface Reading<T> {
        T from(AnswerParser parser) throws WrongAnswer;
    }

    private static <T> T parser(String line, NetworkSpec network, Kind kind, int steps, Reading<T> reading)
            throws WrongAnswer {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
            return reading.from(new AnswerParser(json, network, kind, steps));
        } catch (StreamConstraintsException e) {
            throw new WrongAnswer(
                    "has a number of more digits, or more brackets within each other, than any right line");
        } catch (JacksonException e) {
            boolean twice = String.valueOf(e.getMessage()).startsWith("Duplicate");
            TokenStreamLocation at = e.getLocation();
            String column = at == null ? "" : " (column " + at.getColumnNr() + ")";
            throw new WrongAnswer(twice ? "has a key twice" : "is not JSON" + column);
        }
    }

    private Recorded recorded() throws WrongAnswer {
        Answer answer = answer();
        if (inputs.size() == 0 || inputs.size() != targets.size()) {
            throw new WrongAnswer("has " + inputs.size() + " rows of inputs and " + targets.size()
                    + " of targets; expected one of each per example");
        }
        var batch = new Examples(inputs.size(), network.inputs(), network.outputs(), inputs.all(), targets.all());
        return new Recorded(step, batch.in(network.precision()), answer);
    }

    private Answer answer() throws WrongAnswer {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new WrongAnswer("is " + numbers.present() + "; expected an object like " + kind.example);
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            if (!kind.keys.contains(key)) {
                throw new WrongAnswer("has the key \"" + Quoted.of(key) + "\"; expected " + kind.keysInWords());
            }
            json.nextToken();
            property(key);
        }
        if (json.nextToken() != null) {
            throw new WrongAnswer("goes on after its end; expected one object on a line");
        }
        if (error == null) {
            expectAll();
        }
        return new Answer(error, losses, gradient, weights, traits);
    }

    private void expectAll() throws WrongAnswer {
        if (kind == Kind.INIT || kind == Kind.WEIGHTS) {
            if (!ok) {
                throw new WrongAnswer("is not as expected, " + kind.example);
            }
            if (traits.contains(Trait.OWN)
                    && (weights == null || !Arrays.stream(weights).allMatch(Double::isFinite))) {
                throw new WrongAnswer(
                        "has \"own\" without finite weights; expected those that the program starts from");
            }
        } else if (!hasLosses) {
            throw new WrongAnswer("has no loss; expected an object like " + kind.example);
        }
    }

    private void property(String key) throws WrongAnswer {
        switch (key) {
            case "inputs" -> numbers.rows(key, inputs);
            case "targets" -> numbers.rows(key, targets);
            case "step" -> step = json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getString() : "";
            case "op" -> {
                if (!"step".equals(json.getString())) {
                    throw new WrongAnswer(
                            "has " + numbers.present() + " as op; expected \"step\": a trace is of one run");
                }
            }
            case "error" -> {
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    error = json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : numbers.present();
                    json.skipChildren();
                }
            }
            case "weights" -> weights = numbers.layers(key, network);
            case "gradient" -> gradient = numbers.layers(key, network);
            case "loss" -> {
                losses[0] = numbers.number(key);
                hasLosses = true;
            }
            case "losses" -> {
                numbers.row(key, "batch of the epoch", losses, 0, losses.length);
                hasLosses = true;
            }
            case "ok" -> ok = isTrue();
            default -> {
                if (isTrue()) {
                    traits.add(Trait.valueOf(key.toUpperCase(Locale.ROOT)));
                }
            }
        }
    }

    private boolean isTrue() {
        boolean is = json.currentToken() == JsonToken.VALUE_TRUE;
        json.skipChildren();
        return is;
    }
}
