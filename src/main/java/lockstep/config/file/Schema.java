package lockstep.config.file;

import java.util.LinkedHashMap;
import java.util.Map;
import lockstep.config.FaultNames;
import lockstep.config.Overrides;
import lockstep.config.form.ConfigForm;
import lockstep.config.form.SearchValuesForm;
import lockstep.data.problem.Problem;
import lockstep.yaml.Json;

/**
 * The JSON Schema of a config, for editors: they complete keys, show what a key sets, and underline mistakes. It comes from the
 * declarations that read a config. What takes arithmetic, such as whether data and layers fit, only the reader checks.
 */
public final class Schema {

    private Schema() {}

    /**
     * The schema (draft 2020-12) as JSON text.
     *
     * @param faults the faults that a config may name
     */
    public static String text(FaultNames faults) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "A Lockstep config");
        schema.putAll(ConfigForm.of(faults, Problem.ALL, Overrides.NONE).schema());
        schema.put("$defs", SearchValuesForm.definition());
        return Json.text(schema);
    }
}
