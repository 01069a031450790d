package lockstep.program;

import java.util.Arrays;
import java.util.Locale;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads numbers, and arrays of them. Numbers that JSON does not have may be written as the languages do: {@code NaN} and {@code
 * Infinity} bare (Python) or as strings, or {@code null} (JavaScript), which is read as NaN.
 */
final class JsonNumbers {

    private static final String UNIT = "unit";

    private final JsonParser json;

    JsonNumbers(JsonParser json) {
        this.json = json;
    }

    /** One number per weight; null if the program has {@code null}, which counts as missing. */
    double @Nullable [] layers(String what, NetworkSpec network) throws WrongAnswer {
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
                row(
                        ofLayer + ", row " + (row + 1),
                        UNIT,
                        values,
                        network.offset(l) + row * layer.units(),
                        layer.units());
            }
            end(ofLayer, "rows", rows);
        }
        end(what, "layers", network.layers().size());
        return values;
    }

    /** Examples: a row of numbers each, all finite. */
    void rows(String what, Rows into) throws WrongAnswer {
        expectArray(what, "rows, one per example");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            int at = into.add();
            String row = what + ", row " + into.size();
            row(row, UNIT, into.values, at, into.width);
            for (int i = at; i < at + into.width; i++) {
                if (!Double.isFinite(into.values[i])) {
                    throw new WrongAnswer("has " + into.values[i] + " in " + row + "; expected finite numbers");
                }
            }
        }
    }

    /**
     * An array of so many numbers.
     *
     * @param of what there is one of each for
     */
    void row(String what, String of, double[] into, int at, int count) throws WrongAnswer {
        expectArray(what, "numbers, one per " + of);
        for (int i = 0; i < count; i++) {
            nextOf(what, "numbers", i, count, ", one per " + of);
            into[at + i] = number(what);
        }
        end(what, "numbers", count);
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

    double number(String what) throws WrongAnswer {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            return Double.parseDouble(json.getString().replace("INF", "Infinity")); // the parser takes either
        }
        if (token == JsonToken.VALUE_NULL) {
            return Double.NaN;
        }
        String text = token == JsonToken.VALUE_STRING ? json.getString().toLowerCase(Locale.ROOT) : "";
        return switch (text) {
            case "nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new WrongAnswer("has " + present() + " as " + what + "; expected a number");
        };
    }

    /** The value at this place, in words. */
    String present() {
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
    static final class Rows {

        private final int width;
        private double[] values;
        private int size;

        Rows(int width) {
            this.width = width;
            this.values = new double[4 * width];
        }

        /** Makes room for a row, and returns where it begins. */
        private int add() {
            if (size * width == values.length) {
                values = Arrays.copyOf(values, 2 * values.length);
            }
            return size++ * width;
        }

        double[] all() {
            return Arrays.copyOf(values, size * width);
        }

        int size() {
            return size;
        }
    }
}
