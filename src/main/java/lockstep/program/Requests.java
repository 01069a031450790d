package lockstep.program;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import lockstep.model.Batch;
import lockstep.model.Clipping;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Precision;
import lockstep.model.Schedule;
import lockstep.optim.OptimizerKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The requests to a program: one line of JSON each, with its line feed, in UTF-8. Numbers are written by {@link Double#toString},
 * so they are read back exactly.
 */
final class Requests {

    private static final JsonFactory JSON = new JsonFactory();

    private final NetworkSpec network;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Requests(NetworkSpec network) {
        this.network = network;
    }

    byte[] init(double[] weights) {
        return request("init", json -> {
            json.writeNumberProperty("inputs", network.inputs());
            json.writeArrayPropertyStart("layers");
            for (LayerSpec layer : network.layers()) {
                json.writeStartObject();
                json.writeNumberProperty("units", layer.units());
                json.writeStringProperty("activation", layer.activation().key());
                json.writeBooleanProperty("bias", layer.bias());
                writePenalty(json, layer.weightPenalty(), "");
                writePenalty(json, layer.biasPenalty(), "_bias");
                if (!layer.clipping().equals(Clipping.NONE)) {
                    json.writeObjectPropertyStart("clipping");
                    json.writeStringProperty("kind", layer.clipping().mode().key());
                    if (layer.clipping().mode().hasThreshold()) {
                        json.writeNumberProperty("threshold", layer.clipping().threshold());
                    }
                    json.writeEndObject();
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringProperty("loss", network.loss().key());
            json.writeStringProperty("gradient", network.reduction().key());
            json.writeObjectPropertyStart("optimizer");
            json.writeStringProperty(
                    "kind", OptimizerKind.of(network.optimizer()).key());
            for (Map.Entry<String, Double> value :
                    OptimizerKind.valuesOf(network.optimizer()).entrySet()) {
                json.writeNumberProperty(value.getKey(), value.getValue());
            }
            json.writeEndObject();
            if (!network.schedule().equals(Schedule.CONSTANT)) {
                json.writeName("schedule");
                ScheduleWriter.write(json, network.schedule());
                json.writeNumberProperty("steps_per_epoch", network.stepsPerEpoch());
            }
            if (network.precision() != Precision.DOUBLE) { // a program may reject keys that it does not know
                json.writeStringProperty("precision", network.precision().key());
            }
            if (network.heuristics().flatSpot() > 0.0) {
                json.writeNumberProperty("flat_spot", network.heuristics().flatSpot());
            }
            if (network.heuristics().errorDeadZone() > 0.0) {
                json.writeNumberProperty("error_dead_zone", network.heuristics().errorDeadZone());
            }
            writeLayers(json, "weights", weights);
        });
    }

    byte[] weights(double[] weights) {
        return request("weights", json -> writeLayers(json, "weights", weights));
    }

    byte[] step(Batch batch) {
        return request("step", json -> writeExamples(json, batch));
    }

    /** A whole epoch, of which this is the first batch. */
    byte[] epoch(Batch first) {
        return request("epoch", json -> {
            writeExamples(json, new Batch(first.examples(), first.order(), 0, first.order().length));
            json.writeNumberProperty("batch_size", first.size());
        });
    }

    /** A step of a trace. */
    byte[] recorded(Batch batch, double loss, double @Nullable [] gradient, double @Nullable [] weights) {
        return request("step", json -> {
            writeExamples(json, batch);
            json.writeNumberProperty("loss", loss);
            if (gradient != null) {
                writeLayers(json, "gradient", gradient);
            }
            if (weights != null) {
                writeLayers(json, "weights", weights);
            }
        });
    }

    private static void writeExamples(JsonGenerator json, Batch batch) {
        var examples = batch.examples();
        writeRows(json, "inputs", batch, examples.inputValues(), examples.inputs());
        writeRows(json, "targets", batch, examples.targetValues(), examples.outputs());
    }

    private interface Body {
        void write(JsonGenerator json);
    }

    private byte[] request(String op, Body body) {
        line.reset();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("op", op);
            body.write(json);
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    /** Only what the network has: a program without penalties should see a network without them. */
    private static void writePenalty(JsonGenerator json, Penalty penalty, String suffix) {
        writePositive(json, "l1" + suffix, penalty.l1());
        writePositive(json, "l2" + suffix, penalty.l2());
        writePositive(json, "weight_decay" + suffix, penalty.weightDecay());
    }

    private static void writePositive(JsonGenerator json, String name, double value) {
        if (value > 0.0) {
            json.writeNumberProperty(name, value);
        }
    }

    private void writeLayers(JsonGenerator json, String name, double[] weights) {
        json.writeArrayPropertyStart(name);
        for (int l = 0; l < network.layers().size(); l++) {
            int units = network.layers().get(l).units();
            json.writeStartArray();
            for (int at = network.offset(l); at < network.offset(l + 1); at += units) {
                json.writeArray(weights, at, units);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void writeRows(JsonGenerator json, String name, Batch batch, double[] values, int width) {
        json.writeArrayPropertyStart(name);
        for (int e = 0; e < batch.size(); e++) {
            json.writeArray(values, batch.row(e) * width, width);
        }
        json.writeEndArray();
    }
}
