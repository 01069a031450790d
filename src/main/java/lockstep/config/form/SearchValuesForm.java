package lockstep.config.form;

import java.util.List;
import java.util.Map;
import lockstep.config.SearchValues;
import lockstep.yaml.Fields;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.ListOf;
import lockstep.yaml.Mistakes;
import lockstep.yaml.OneOf;
import lockstep.yaml.RealNumber;
import lockstep.yaml.WholeNumber;
import lockstep.yaml.Yaml;
import org.jspecify.annotations.Nullable;

/**
 * A hyper-parameter: a number, or the values among which a race chooses: {@code {grid: [0.1, 0.2]}}, {@code {log_grid: {from:
 * 1.0e-4, to: 10, count: 20}}}, {@code {uniform: {from: 0, to: 1}}} or {@code {log_uniform: {from: 1.0e-4, to: 10}}}.
 */
public final class SearchValuesForm implements Form<SearchValues> {

    private static final String DEFINITION = "hyper_parameter";

    private static final Form<List<Double>> NUMBERS = new ListOf<>("numbers", RealNumber.ANY);

    private static final Form<SearchValues> SEARCH = new OneOf<>(
            "search",
            List.of(
                    OneOf.Variant.of(
                            "grid",
                            SearchValues.Grid.class,
                            NUMBERS.as(SearchValues.Grid::new, SearchValues.Grid::values)),
                    OneOf.Variant.of("log_grid", SearchValues.LogGrid.class, logGrid()),
                    OneOf.Variant.of("uniform", SearchValues.Uniform.class, uniform()),
                    OneOf.Variant.of("log_uniform", SearchValues.LogUniform.class, logUniform())));

    private static Form<SearchValues.LogGrid> logGrid() {
        Key<SearchValues.LogGrid, Double> from =
                Key.required("from", "the lowest value", RealNumber.POSITIVE, SearchValues.LogGrid::from);
        Key<SearchValues.LogGrid, Double> to =
                Key.required("to", "the highest value", RealNumber.POSITIVE, SearchValues.LogGrid::to);
        Key<SearchValues.LogGrid, Integer> count = Key.required(
                "count",
                "the number of values, which grow by a constant factor",
                new WholeNumber(2, 10_000).as(Math::toIntExact, Integer::longValue),
                SearchValues.LogGrid::count);
        return new Fields<>(
                "a log_grid",
                List.of(from, to, count),
                found -> isRange(found, from, to),
                found -> new SearchValues.LogGrid(found.get(from), found.get(to), found.get(count)));
    }

    private static Form<SearchValues.Uniform> uniform() {
        Key<SearchValues.Uniform, Double> from =
                Key.required("from", "the lowest value", RealNumber.ANY, SearchValues.Uniform::from);
        Key<SearchValues.Uniform, Double> to =
                Key.required("to", "the highest value", RealNumber.ANY, SearchValues.Uniform::to);
        return new Fields<>(
                "a uniform range",
                List.of(from, to),
                found -> isRange(found, from, to),
                found -> new SearchValues.Uniform(found.get(from), found.get(to)));
    }

    private static Form<SearchValues.LogUniform> logUniform() {
        Key<SearchValues.LogUniform, Double> from =
                Key.required("from", "the lowest value", RealNumber.POSITIVE, SearchValues.LogUniform::from);
        Key<SearchValues.LogUniform, Double> to =
                Key.required("to", "the highest value", RealNumber.POSITIVE, SearchValues.LogUniform::to);
        return new Fields<>(
                "a log_uniform range",
                List.of(from, to),
                found -> isRange(found, from, to),
                found -> new SearchValues.LogUniform(found.get(from), found.get(to)));
    }

    private static boolean isRange(Fields.Found found, Key<?, Double> from, Key<?, Double> to) {
        if (found.maybe(from).isEmpty() || found.maybe(to).isEmpty() || found.get(from) < found.get(to)) {
            return true;
        }
        found.report(to, "found " + found.get(to) + ", expected a number above " + found.get(from) + ", its `from`");
        return false;
    }

    @Override
    public String expected() {
        return RealNumber.ANY.expected();
    }

    @Override
    public @Nullable SearchValues read(Yaml node, Mistakes reading) {
        if (node instanceof Yaml.Mapping) {
            return SEARCH.read(node, reading);
        }
        Double value = RealNumber.ANY.read(node, reading);
        return value == null ? null : new SearchValues.Fixed(value);
    }

    @Override
    public Object write(SearchValues values) {
        return values instanceof SearchValues.Fixed fixed ? RealNumber.ANY.write(fixed.value()) : SEARCH.write(values);
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("", SEARCH));
    }

    /** A reference: every hyper-parameter of every optimizer is of this form. */
    @Override
    public Map<String, Object> schema() {
        return Map.of("$ref", "#/$defs/" + DEFINITION);
    }

    /** The definition that the reference points to. */
    public static Map<String, Object> definition() {
        return Map.of(DEFINITION, Map.of("anyOf", List.of(RealNumber.ANY.schema(), SEARCH.schema())));
    }
}
