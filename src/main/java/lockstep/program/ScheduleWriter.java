package lockstep.program;

import lockstep.model.Schedule;
import tools.jackson.core.JsonGenerator;

/** A schedule as it is sent to a program: its kind, and its settings under their names in a config. */
final class ScheduleWriter {

    private ScheduleWriter() {}

    static void write(JsonGenerator json, Schedule schedule) {
        json.writeStartObject();
        if (schedule instanceof Schedule.Ramp ramp) {
            json.writeStringProperty("kind", "ramp");
            json.writeNumberProperty("steps", ramp.steps());
            if (!ramp.base().equals(Schedule.CONSTANT)) {
                json.writeName("base");
                write(json, ramp.base());
            }
        } else {
            writeCounting(json, schedule);
            json.writeStringProperty("by", schedule.by().key());
        }
        json.writeEndObject();
    }

    private static void writeCounting(JsonGenerator json, Schedule schedule) {
        if (schedule instanceof Schedule.Step step) {
            json.writeStringProperty("kind", "step");
            json.writeNumberProperty("decay_rate", step.decayRate());
            json.writeNumberProperty("every", step.every());
        } else if (schedule instanceof Schedule.Exponential exponential) {
            json.writeStringProperty("kind", "exponential");
            json.writeNumberProperty("gamma", exponential.gamma());
        } else if (schedule instanceof Schedule.Inverse inverse) {
            json.writeStringProperty("kind", "inverse");
            json.writeNumberProperty("gamma", inverse.gamma());
            json.writeNumberProperty("power", inverse.power());
        } else if (schedule instanceof Schedule.Poly poly) {
            json.writeStringProperty("kind", "poly");
            json.writeNumberProperty("power", poly.power());
            json.writeNumberProperty("length", poly.length());
        } else if (schedule instanceof Schedule.Sigmoid sigmoid) {
            json.writeStringProperty("kind", "sigmoid");
            json.writeNumberProperty("gamma", sigmoid.gamma());
            json.writeNumberProperty("midpoint", sigmoid.midpoint());
        } else if (schedule instanceof Schedule.Table table) {
            json.writeStringProperty("kind", "map");
            json.writeObjectPropertyStart("factors");
            table.factors().forEach((from, factor) -> json.writeNumberProperty(Integer.toString(from), factor));
            json.writeEndObject();
        } else if (schedule instanceof Schedule.Cycle cycle) {
            json.writeStringProperty("kind", "cycle");
            json.writeNumberProperty("peak_factor", cycle.peakFactor());
            json.writeNumberProperty("length", cycle.length());
            json.writeNumberProperty("annealing_length", cycle.annealingLength());
            json.writeNumberProperty("annealing_decay", cycle.annealingDecay());
        } else {
            throw new IllegalArgumentException("no words for " + schedule);
        }
    }
}
