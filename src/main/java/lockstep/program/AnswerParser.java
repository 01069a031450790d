package lockstep.program;

import java.util.Arrays;
import java.util.Locale;
import lockstep.model.Examples;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads one line of a program, or of a trace. Numbers that JSON does not have may be written as the languages do: {@code NaN} and {@code
 * Infinity} bare (Python) or as strings, or {@code null} (JavaScript), which is read as NaN.
 */
final class AnswerParser {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser json;
    private final NetworkSpec network;
    private final Kind kind;
    private final boolean ofStep;

    private @Nullable String error;
    private boolean ok;
    private @Nullable Double loss;
    private double @Nullable [] gradient;
    private double @Nullable [] weights;
    private int step = -1;
    private final Rows inputs;
    private final Rows targets;

    /** What a line is. */
    private enum Kind {
        ANSWER("ok, weights or error"),
        STEP("loss, gradient, weights or error"),
        RECORDED("step, inputs, targets, loss, gradient or weights");

        private final String keys;

        Kind(String keys) {
            this.keys = keys;
        }
    }

    /**
     * A step of a trace.
     *
     * @param number as the line has it, counted from 0; -1 if it has none
     */
    record Recorded(int number, Examples batch, Answer answer) {}

    private AnswerParser(JsonParser json, NetworkSpec network, Kind kind) {
        this.json = json;
        this.network = network;
        this.kind = kind;
        this.ofStep = kind != Kind.ANSWER;
        this.inputs = new Rows(network.inputs());
        this.targets = new Rows(network.outputs());
    }

    /**
     * Reads an answer.
     *
     * @param ofStep whether a step was asked for; if not, the answer has to be {@code {"ok": true}}, with or without weights
     */
    static Answer parse(String line, NetworkSpec network, boolean ofStep) throws WrongAnswer {
        return parser(line, network, ofStep ? Kind.STEP : Kind.ANSWER, AnswerParser::answer);
    }

    /** Reads a step of a trace. */
    static Recorded parseRecorded(String line, NetworkSpec network) throws WrongAnswer {
        return parser(line, network, Kind.RECORDED, AnswerParser::recorded);
    }

    private interface Reading<T> {
        T from(AnswerParser parser) throws WrongAnswer;
    }

    private static <T> T parser(String line, NetworkSpec network, Kind kind, Reading<T> reading) throws WrongAnswer {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
            return reading.from(new AnswerParser(json, network, kind));
        } catch (JacksonException e) { // deeper nesting or longer numbers than anybody needs are refused too
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
            throw new WrongAnswer("is " + present() + "; expected an object like " + example());
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            json.nextToken();
            property(key);
        }
        if (json.nextToken() != null) {
            throw new WrongAnswer("goes on after its end; expected one object on a line");
        }
        if (error == null && ofStep && loss == null) {
            throw new WrongAnswer("has no loss; expected an object like " + example());
        }
        if (error == null && !ofStep && !ok) {
            throw new WrongAnswer("is not as expected, " + example());
        }
        return error == null
                ? new Answer(null, loss == null ? Double.NaN : loss, gradient, weights)
                : new Answer(error, Double.NaN, null, null);
    }

    private void property(String key) throws WrongAnswer {
        switch (key) {
            case "inputs" -> rows(key, inputs);
            case "targets" -> rows(key, targets);
            case "step" -> {
                expectKey(kind == Kind.RECORDED, key);
                step = json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getIntValue() : -1;
            }
            case "op" -> {
                expectKey(kind == Kind.RECORDED, key);
                if (!"step".equals(json.getString())) {
                    throw new WrongAnswer("has " + present() + " as op; expected \"step\": a trace is of one run");
                }
            }
            case "error" -> {
                expectKey(kind != Kind.RECORDED, key);
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    error = json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : present();
                    json.skipChildren();
                }
            }
            case "weights" -> weights = layers(key);
            case "gradient" -> {
                expectKey(ofStep, key);
                gradient = layers(key);
            }
            case "loss" -> {
                expectKey(ofStep, key);
                loss = number(key);
            }
            case "ok" -> {
                expectKey(!ofStep, key);
                ok = json.currentToken() == JsonToken.VALUE_TRUE;
                json.skipChildren();
            }
            default -> expectKey(false, key);
        }
    }

    private void expectKey(boolean known, String key) throws WrongAnswer {
        if (!known) {
            throw new WrongAnswer("has the key \"" + Quoted.of(key) + "\"; expected " + kind.keys);
        }
    }

    private String example() {
        return switch (kind) {
            case ANSWER -> "{\"ok\": true}";
            case STEP -> "{\"loss\": 0.25}";
            case RECORDED -> "{\"inputs\": [[0, 1]], \"targets\": [[1]], \"loss\": 0.25}";
        };
    }

    /** One number per weight; null if the program has {@code null}, which counts as missing. */
    private double @Nullable [] layers(String what) throws WrongAnswer {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        double[] values = new double[network.weightCount()];
        expectArray(what, "layers, [layer][row][unit]");
        for (int l = 0; l < network.layers().size(); l++) {
            LayerSpec layer = network.layers().get(l);
            String ofLayer = what + " of layer " + (l + 1);
            nextOf(what, "layers", l, network.layers().size(), "");
            expectArray(ofLayer, "rows, [layer][row][unit]");
            int rows = layer.rows(network.inputsOf(l));
            for (int row = 0; row < rows; row++) {
                nextOf(ofLayer, "rows", row, rows, layer.bias() ? ", the bias row last" : " (the layer has no bias)");
                row(ofLayer + ", row " + (row + 1), values, network.offset(l) + row * layer.units(), layer.units());
            }
            end(ofLayer, "rows", rows);
        }
        end(what, "layers", network.layers().size());
        return values;
    }

    /** Examples: a row of numbers each, all finite. */
    private void rows(String what, Rows into) throws WrongAnswer {
        expectKey(kind == Kind.RECORDED, what);
        expectArray(what, "rows, one per example");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            int at = into.add();
            String row = what + ", row " + into.size();
            row(row, into.values(), at, into.width());
            for (int i = at; i < at + into.width(); i++) {
                if (!Double.isFinite(into.values()[i])) {
                    throw new WrongAnswer("has " + into.values()[i] + " in " + row + "; expected finite numbers");
                }
            }
        }
    }

    private void row(String what, double[] into, int at, int units) throws WrongAnswer {
        expectArray(what, "numbers, one per unit");
        for (int unit = 0; unit < units; unit++) {
            nextOf(what, "numbers", unit, units, ", one per unit");
            into[at + unit] = number(what);
        }
        end(what, "numbers", units);
    }

    private void expectArray(String what, String of) throws WrongAnswer {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new WrongAnswer("has " + present() + " as " + what + "; expected an array of " + of);
        }
    }

    private void nextOf(String what, String things, int had, int expected, String remark) throws WrongAnswer {
        if (json.nextToken() == JsonToken.END_ARRAY) {
            throw new WrongAnswer("has " + had + " " + things + " in " + what + "; expected " + expected + remark);
        }
    }

    private void end(String what, String things, int expected) throws WrongAnswer {
        if (json.nextToken() != JsonToken.END_ARRAY) {
            throw new WrongAnswer("has too many " + things + " in " + what + "; expected " + expected);
        }
    }

    private double number(String what) throws WrongAnswer {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            return Double.parseDouble(json.getString().replace("INF", "Infinity")); // the parser takes either
        }
        if (token == JsonToken.VALUE_NULL) {
            return Double.NaN;
        }
        if (token == JsonToken.VALUE_STRING) {
            switch (json.getString().toLowerCase(Locale.ROOT)) {
                case "nan", "-nan" -> {
                    return Double.NaN;
                }
                case "inf", "+inf", "infinity", "+infinity" -> {
                    return Double.POSITIVE_INFINITY;
                }
                case "-inf", "-infinity" -> {
                    return Double.NEGATIVE_INFINITY;
                }
                default -> {}
            }
        }
        throw new WrongAnswer("has " + present() + " as " + what + "; expected a number");
    }

    /** The value at this place, in words. */
    private String present() {
        JsonToken token = json.currentToken();
        if (token == null) {
            return "empty";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "the string \"" + Quoted.of(json.getString()) + "\"";
            default -> Quoted.of(json.getString());
        };
    }

    /** Rows of numbers, of which nobody says in advance how many. */
    private static final class Rows {

        private final int width;
        private double[] values;
        private int size;

        Rows(int width) {
            this.width = width;
            this.values = new double[4 * width];
        }

        /** Makes room for a row, and returns where it begins. */
        int add() {
            if (size * width == values.length) {
                values = Arrays.copyOf(values, 2 * values.length);
            }
            return size++ * width;
        }

        double[] values() {
            return values;
        }

        double[] all() {
            return Arrays.copyOf(values, size * width);
        }

        int width() {
            return width;
        }

        int size() {
            return size;
        }
    }
}
