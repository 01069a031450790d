package lockstep.page.part;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A chart as JSON, for the page's script. Numbers have as many digits as can be seen; the CSV files have all. */
public final class ChartJson {

    private static final MathContext SEEN = new MathContext(4, RoundingMode.HALF_EVEN);
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;
    /** The x values of the lines; equal ones only once. */
    private final List<double[]> xs = new ArrayList<>();

    private ChartJson(JsonGenerator json) {
        this.json = json;
    }

    /** Text that is safe in a {@code script} element: nothing in it can end the element. */
    public static String of(Chart chart) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            new ChartJson(json).write(chart);
        }
        return text.toString().replace("<", "\\u003c"); // outside strings, JSON has no such character
    }

    private void write(Chart chart) {
        json.writeStartObject();
        write("x", chart.x());
        write("y", chart.y());
        json.writeArrayPropertyStart("series");
        chart.series().forEach(this::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("xs");
        xs.forEach(values -> write(values, new MathContext(7, RoundingMode.HALF_EVEN)));
        json.writeEndArray();
        json.writeArrayPropertyStart("marks");
        for (Chart.Mark mark : chart.marks()) {
            json.writeStartObject();
            json.writeStringProperty("axis", mark.upright() ? "x" : "y");
            json.writeName("at");
            write(mark.at(), SEEN);
            json.writeStringProperty("label", mark.label());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(String name, Chart.Axis axis) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("label", axis.label());
        json.writeBooleanProperty("log", axis.logarithmic());
        json.writeEndObject();
    }

    private void write(Chart.Series series) {
        json.writeStartObject();
        json.writeStringProperty("label", series.label());
        json.writeNumberProperty("style", series.style());
        json.writeStringProperty("shape", series.shape().key());
        json.writeNumberProperty("x", place(series.x()));
        json.writeName("y");
        write(series.y(), SEEN);
        if (series.low().length > 0) {
            json.writeName("low");
            write(series.low(), SEEN);
            json.writeName("high");
            write(series.high(), SEEN);
        }
        if (!series.singles().isEmpty()) {
            json.writeArrayPropertyStart("singles");
            series.singles().forEach(this::write);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private int place(double[] x) {
        for (int i = 0; i < xs.size(); i++) {
            if (Arrays.equals(xs.get(i), x)) {
                return i;
            }
        }
        xs.add(x);
        return xs.size() - 1;
    }

    private void write(double[] values, MathContext digits) {
        json.writeStartArray();
        for (double value : values) {
            write(value, digits);
        }
        json.writeEndArray();
    }

    private void write(double value, MathContext digits) {
        if (!Double.isFinite(value)) {
            json.writeNull();
            return;
        }
        BigDecimal rounded = new BigDecimal(value).round(digits).stripTrailingZeros();
        String plain = rounded.toPlainString();
        String scientific = rounded.toString().replace("E+", "E");
        json.writeNumber(plain.length() <= scientific.length() ? plain : scientific);
    }
}
